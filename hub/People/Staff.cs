using System.Collections.Frozen;

namespace EdgeGrid.Hub.People;

/// <summary>The whole staff at one moment: never changes, so whoever holds it sees one truth. Made anew after each change.</summary>
internal sealed class Staff
{
    private readonly FrozenDictionary<string, DutyPlan> _plans;
    private readonly FrozenDictionary<string, Person> _byAccount;
    private readonly FrozenDictionary<string, Person> _byTracker;
    private readonly ILookup<string, (Person Person, GridRole Role)> _byGrid;

    /// <param name="file">What there is. Of two records with one id the last counts: the check tells of them.</param>
    /// <param name="zone">Of the rosters.</param>
    public Staff(StaffFile file, TimeZoneInfo zone)
    {
        File = file;
        Zone = zone;
        People = ById(file.People);
        Departments = ById(file.Departments);
        Rosters = ById(file.Rosters);
        _byAccount = ByKey(file.People.Where(person => person.Account is not null).Select(person => (person.Account!, person)));
        _byTracker = ByKey(file.People.SelectMany(person => person.Trackers.Select(tracker => (tracker, person))));
        TrackerGateways = _byTracker.Keys.Select(tracker => tracker.Split(':')[0]).ToFrozenSet();
        _byGrid = file.People
            .SelectMany(person => person.Posts.Select(post => (post.Grid, Person: person, post.Role)))
            .ToLookup(one => one.Grid, one => (one.Person, one.Role));
        _plans = PlansOf(file.Rosters, zone);
    }

    public static Staff Nobody { get; } = new(new StaffFile(), TimeZoneInfo.Utc);

    public StaffFile File { get; }

    public TimeZoneInfo Zone { get; }

    public FrozenDictionary<string, Person> People { get; }

    public FrozenDictionary<string, Department> Departments { get; }

    public FrozenDictionary<string, Roster> Rosters { get; }

    /// <summary>The gateways that a person's tracker is at.</summary>
    public FrozenSet<string> TrackerGateways { get; }

    public Person? WithAccount(string account) => _byAccount.GetValueOrDefault(account);

    /// <param name="tracker"><c>gateway:device</c>.</param>
    public Person? WithTracker(string tracker) => _byTracker.GetValueOrDefault(tracker);

    /// <summary>Everyone who is something to a grid, by role and id.</summary>
    public IEnumerable<(Person Person, GridRole Role)> Of(string grid) =>
        _byGrid[grid].OrderBy(one => one.Role).ThenBy(one => one.Person.Id, StringComparer.Ordinal);

    public DutyPlan PlanOf(string person) => _plans.GetValueOrDefault(person, DutyPlan.None);

    public bool IsOnDuty(string person, DateTimeOffset at) => PlanOf(person).At(at).OnDuty;

    /// <summary>Who acts for somebody at a time: themselves, their deputy, their deputy's deputy.</summary>
    public Person? ActingFor(string id, DateTimeOffset at)
    {
        var person = People.GetValueOrDefault(id);

        // A chain cannot be longer than there are people; the check keeps circles out.
        for (var steps = 0; person is not null && steps < People.Count; steps++)
        {
            if (person.Deputies.FirstOrDefault(term => term.Covers(at)) is not { } term)
            {
                return person;
            }

            person = People.GetValueOrDefault(term.Deputy);
        }

        return person;
    }

    /// <summary>The first of these who is on duty, themselves or by deputy.</summary>
    public Person? OnDutyAmong(IEnumerable<string> ids, DateTimeOffset at) =>
        ids.Select(id => ActingFor(id, at)).FirstOrDefault(person => person is not null && IsOnDuty(person.Id, at));

    /// <summary>The same staff with one record put in, or taken out.</summary>
    public Staff With(StaffKind kind, string id, StaffRecord? record) => new(
        kind switch
        {
            StaffKind.Department => File with { Departments = Changed(File.Departments, id, (Department?)record) },
            StaffKind.Person => File with { People = Changed(File.People, id, (Person?)record) },
            _ => File with { Rosters = Changed(File.Rosters, id, (Roster?)record) },
        },
        Zone);

    /// <summary>The same staff with all of a file put in; and nothing else, when it replaces.</summary>
    public Staff With(StaffFile file, bool replace) => new(
        replace ? file : new StaffFile
        {
            Departments = Merged(File.Departments, file.Departments),
            People = Merged(File.People, file.People),
            Rosters = Merged(File.Rosters, file.Rosters),
        },
        Zone);

    private static IReadOnlyList<T> Changed<T>(IReadOnlyList<T> all, string id, T? record)
        where T : StaffRecord =>
        [.. all.Where(one => one.Id != id).Concat(record is null ? [] : [record]).OrderBy(one => one.Id, StringComparer.Ordinal)];

    /// <summary>What stands twice in the new file stays twice, for the check to find.</summary>
    private static IReadOnlyList<T> Merged<T>(IReadOnlyList<T> old, IReadOnlyList<T> added)
        where T : StaffRecord
    {
        var replaced = added.Select(one => one.Id).ToHashSet();
        return [.. old.Where(one => !replaced.Contains(one.Id)).Concat(added).OrderBy(one => one.Id, StringComparer.Ordinal)];
    }

    private static FrozenDictionary<string, T> ById<T>(IEnumerable<T> records)
        where T : StaffRecord => ByKey(records.Select(record => (record.Id, record)));

    private static FrozenDictionary<string, T> ByKey<T>(IEnumerable<(string Key, T Value)> pairs)
    {
        var byKey = new Dictionary<string, T>();
        foreach (var (key, value) in pairs)
        {
            byKey[key] = value;
        }

        return byKey.ToFrozenDictionary();
    }

    private static FrozenDictionary<string, DutyPlan> PlansOf(IReadOnlyList<Roster> rosters, TimeZoneInfo zone)
    {
        var patterns = new List<(string Person, DutyPattern Pattern)>();
        foreach (var roster in rosters)
        {
            var (shifts, exceptions) = (roster.Shifts.ToLookup(shift => shift.Person), roster.Exceptions.ToLookup(exception => exception.Person));
            patterns.AddRange(shifts.Select(own => own.Key).Union(exceptions.Select(own => own.Key)).Select(person => (
                person,
                new DutyPattern([.. shifts[person]], exceptions[person].GroupBy(exception => exception.Day).ToDictionary(day => day.Key, day => day.Last())))));
        }

        return patterns.GroupBy(one => one.Person, one => one.Pattern).ToFrozenDictionary(own => own.Key, own => new DutyPlan([.. own], zone));
    }
}
