using EdgeGrid.Contracts;
using EdgeGrid.Hub.Grids;
using EdgeGrid.Hub.People;
using EdgeGrid.Hub.Storage;
using EdgeGrid.Hub.Tracking;
using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Dispatch;

/// <summary>
/// Says who should have a case: the nearest suitable people on duty; when that leads to nothing the next nearest, then the
/// grid's leader, then the department's duty lead, then the centre. Changes nothing.
/// </summary>
internal sealed class DispatchPlanner(DispatchRuleBook book, StaffDirectory directory, Whereabouts whereabouts, GridRegistry grids, TimeProvider time)
{
    /// <summary>The rule of a case; null when none fits.</summary>
    public DispatchRule? RuleOf(CaseRow row) => book.Now.For(DispatchSubject.Of(row));

    /// <summary>How many people a case reaches at once.</summary>
    public int ReachOf(CaseRow row) => book.Now.Rules.Reach.Of(row.Level);

    /// <summary>Until when somebody must have answered who is reached now. The centre has no one behind it.</summary>
    public DateTimeOffset? AnswerBy(CaseRow row, DispatchTarget target) =>
        target.Step == DispatchStep.Centre ? null : time.GetUtcNow().AddMinutes(book.Now.Rules.AnswerMinutes.Of(row.Level));

    /// <summary>Who is reached next.</summary>
    /// <param name="row">The case.</param>
    /// <param name="rule">Its rule.</param>
    /// <param name="past">What has been tried.</param>
    /// <param name="misses">How often that led to nothing.</param>
    /// <param name="count">How many at most, of the nearest.</param>
    /// <returns>Empty when even the centre has been reached.</returns>
    public IReadOnlyList<DispatchTarget> Next(CaseRow row, DispatchRule? rule, IReadOnlySet<string> past, int misses, int count)
    {
        // The first try and the first miss are for the nearest; each miss after goes one step up. A step with nobody is skipped.
        var first = misses <= 1 ? DispatchStep.Nearest : (DispatchStep)Math.Min(misses - 1, (int)DispatchStep.Centre);
        for (var step = first; step <= DispatchStep.Centre; step++)
        {
            var targets = At(step, row, rule, past, count);
            if (targets.Count > 0)
            {
                return targets;
            }
        }

        return [];
    }

    /// <summary>Everyone who is asked after the nearest, in order.</summary>
    public IReadOnlyList<DispatchTarget> Then(CaseRow row, DispatchRule? rule, IReadOnlySet<string> past) =>
        [.. new[] { DispatchStep.Leader, DispatchStep.DutyLead, DispatchStep.Centre }.SelectMany(step => At(step, row, rule, past, 1))];

    /// <summary>What a person is called where cases tell whom they reached: by their account, which is how their answer comes back.</summary>
    public static string AssigneeOf(Person person) => person.Account ?? person.Id;

    private IReadOnlyList<DispatchTarget> At(DispatchStep step, CaseRow row, DispatchRule? rule, IReadOnlySet<string> past, int count)
    {
        var (staff, now) = (directory.Now, time.GetUtcNow());
        return step switch
        {
            DispatchStep.Nearest => Nearest(row, rule, past, count),
            DispatchStep.Leader => One(step, staff.OnDutyAmong(staff.Of(row.Grid).Where(one => one.Role == GridRole.Leader).Select(one => one.Person.Id), now), past, new($"the leader of grid {row.Grid}, on duty", $"网格{row.Grid}的在岗网格长")),
            DispatchStep.DutyLead => One(step, staff.OnDutyAmong(staff.Departments.GetValueOrDefault(rule?.Department ?? "")?.Leads ?? [], now), past, new($"the duty lead of {rule?.Department}, on duty", $"{rule?.Department}的在岗值班负责人")),
            _ => past.Contains(book.Now.Rules.Centre) ? [] : [new DispatchTarget(step, book.Now.Rules.Centre, null, new("the centre", "中心"), null)],
        };
    }

    private static IReadOnlyList<DispatchTarget> One(DispatchStep step, Person? person, IReadOnlySet<string> past, Phrase why) =>
        person is null || past.Contains(AssigneeOf(person)) ? [] : [new DispatchTarget(step, AssigneeOf(person), person, why, null)];

    private IReadOnlyList<DispatchTarget> Nearest(CaseRow row, DispatchRule? rule, IReadOnlySet<string> past, int count)
    {
        var place = row is { Latitude: { } latitude, Longitude: { } longitude } ? new Position(latitude, longitude) : grids.CentreOf(row.Grid);
        if (place is null || count < 1)
        {
            return [];
        }

        var (staff, now) = (directory.Now, time.GetUtcNow());
        var found = whereabouts.Nearest(
            new NearestQuery
            {
                Latitude = place.Latitude,
                Longitude = place.Longitude,
                Grid = row.Grid,
                Department = rule is { OwnPeopleOnly: true } ? rule.Department : null,
                Roles = rule?.Roles ?? [],
                Simulated = row.Simulated,
                Count = count,
                Except = past.Select(assignee => (staff.WithAccount(assignee) ?? staff.People.GetValueOrDefault(assignee))?.Id ?? assignee).ToHashSet(),
                Weights = book.Now.Rules.Weights,
            },
            now);
        return [.. found.Select(one => new DispatchTarget(DispatchStep.Nearest, AssigneeOf(staff.People[one.Person]), staff.People[one.Person], one.Why(now), one))];
    }
}

/// <summary>Who is asked, in the order in which they are.</summary>
internal enum DispatchStep
{
    Nearest,
    Leader,
    DutyLead,
    Centre,
}

/// <summary>Somebody whom a case may reach.</summary>
/// <param name="Step">As what.</param>
/// <param name="Assignee">What the case calls them.</param>
/// <param name="Person">Null for the centre.</param>
/// <param name="Why">In one line; for the nearest what speaks for them, for the others who they are.</param>
/// <param name="Found">How far away and how busy, for the nearest.</param>
internal sealed record DispatchTarget(DispatchStep Step, string Assignee, Person? Person, Phrase Why, NearestFound? Found);
