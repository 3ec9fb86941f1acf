using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.People;
using EdgeGrid.Hub.Storage;
using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Cases;

/// <summary>What cases have to know of the district around them: who somebody is there, and for whom they act.</summary>
internal sealed class CaseDistrict(StaffDirectory directory, CaseNames names)
{
    /// <inheritdoc cref="CaseNames.ReadAsync"/>
    public async Task<(CaseCommand Command, Refusal? Unknown)> ReadAsync(HubDb db, CaseCommand command, Caller by, CancellationToken cancellationToken) =>
        by.IsHub ? (command, null) : await names.ReadAsync(db, command, cancellationToken);

    /// <summary>A caller as the decider sees them.</summary>
    public CaseActor ActorOf(Caller by, DateTimeOffset now)
    {
        var staff = directory.Now;
        var self = staff.WithAccount(by.Name) ?? staff.People.GetValueOrDefault(by.Name);
        var deputised = self is null ? [] : staff.File.People.Where(person => person.Deputies.Count > 0 && person.Id != self.Id && staff.ActingFor(person.Id, now)?.Id == self.Id).ToList();
        var acting = self is null ? [] : deputised.Prepend(self).ToList();
        var led = acting.SelectMany(person => person.Posts).Where(post => post.Role == GridRole.Leader).SelectMany(post => staff.Of(post.Grid)).Select(one => one.Person);
        var departments = staff.File.Departments.Where(department => department.Leads.Any(lead => acting.Exists(person => person.Id == lead))).Select(department => department.Id);
        return new CaseActor(by.Name, IsAbove: by.Role is Role.Dispatcher or Role.Supervisor or Role.Administrator)
        {
            OtherNames = NamesOf(self is null ? [] : [self]),
            ActsFor = NamesOf(deputised.Concat(led)),
            SpeaksFor = by.Role == Role.Department ? departments.Append(by.Department ?? self?.Department ?? by.Name).ToHashSet() : departments.ToHashSet(),
            WorksIn = self?.Department,
        };
    }

    private static HashSet<string> NamesOf(IEnumerable<Person> people) =>
        [.. people.SelectMany(person => person.Account is { } account ? [person.Id, account] : (string[])[person.Id])];
}
