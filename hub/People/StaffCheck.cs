using System.Globalization;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Grids;

namespace EdgeGrid.Hub.People;

/// <summary>Finds everything that is wrong with a staff, at once, in words that say who and where. Names stay out of them.</summary>
internal static class StaffCheck
{
    private const int MaxName = 80;
    private const int MaxFollowed = 1000;

    /// <summary>What must not be.</summary>
    public static IReadOnlyList<string> Problems(Staff staff, GridRegistry grids) =>
    [
        .. Ids("department", staff.File.Departments),
        .. Ids("person", staff.File.People),
        .. Ids("roster", staff.File.Rosters),
        .. staff.File.Departments.SelectMany(department => OfDepartment(department, staff)),
        .. staff.File.People.SelectMany(person => OfPerson(person, staff, grids)),
        .. Shared(staff),
        .. staff.File.Rosters.SelectMany(roster => RosterCheck.OfRoster(roster, staff)),
        .. RosterCheck.Overlaps(staff),
    ];

    /// <summary>What may be, and should be looked at.</summary>
    public static IReadOnlyList<string> Notes(Staff staff)
    {
        var notes = new List<string>();
        foreach (var grid in staff.File.People.SelectMany(person => person.Posts).Select(post => post.Grid).Distinct().Order(StringComparer.Ordinal))
        {
            var team = staff.Of(grid).ToLookup(one => one.Role, one => one.Person);
            var missing = Enum.GetValues<GridRole>().Where(role => !team[role].Any()).Select(role => role.ToString().ToLowerInvariant()).ToList();
            if (missing.Count > 0)
            {
                notes.Add($"grid {grid} has no {string.Join(", ", missing)}");
            }

            var (workers, informants) = (team[GridRole.Worker].Count(), team[GridRole.Informant].Count());
            if (workers > 0 && informants > 0 && (informants < 2 * workers || informants > 4 * workers))
            {
                notes.Add($"grid {grid} has {informants} informants for {workers} workers: there should be two to four for one");
            }
        }

        return notes;
    }

    private static IEnumerable<string> Ids<T>(string what, IReadOnlyList<T> records)
        where T : StaffRecord =>
        records.Where(record => !GridCell.IsCode(record.Id)).Select(record => $"{what} '{Shown(record.Id)}': an id is 1 to 32 letters, digits or hyphens")
            .Concat(records.GroupBy(record => record.Id).Where(same => same.Count() > 1).Select(same => $"{what} {same.Key} stands {same.Count()} times"));

    private static IEnumerable<string> OfDepartment(Department department, Staff staff)
    {
        if (!IsName(department.Name))
        {
            yield return $"department {department.Id}: a name is 1 to {MaxName} characters";
        }

        foreach (var lead in department.Leads.Where(lead => !staff.People.ContainsKey(lead)))
        {
            yield return $"department {department.Id}: its lead {Shown(lead)} is nobody";
        }
    }

    private static IEnumerable<string> OfPerson(Person person, Staff staff, GridRegistry grids)
    {
        if (!IsName(person.Name))
        {
            yield return $"person {person.Id}: a name is 1 to {MaxName} characters";
        }

        if (person.Department is { } department && !staff.Departments.ContainsKey(department))
        {
            yield return $"person {person.Id}: there is no department {Shown(department)}";
        }

        foreach (var grid in person.Posts.Select(post => post.Grid).Distinct().Where(grid => grids.Locate(grid, null) != grid))
        {
            yield return $"person {person.Id}: there is no grid {Shown(grid)}";
        }

        foreach (var post in person.Posts.GroupBy(post => post).Where(same => same.Count() > 1))
        {
            yield return $"person {person.Id}: is {post.Key.Role.ToString().ToLowerInvariant()} of grid {Shown(post.Key.Grid)} twice";
        }

        foreach (var tracker in person.Trackers.Where(tracker => !IsTracker(tracker)))
        {
            yield return $"person {person.Id}: '{Shown(tracker)}' is no tracker; write gateway:device";
        }

        foreach (var problem in DeputyProblems(person, staff))
        {
            yield return $"person {person.Id}: {problem}";
        }
    }

    private static IEnumerable<string> DeputyProblems(Person person, Staff staff)
    {
        foreach (var term in person.Deputies)
        {
            if (term.Deputy == person.Id)
            {
                yield return "is their own deputy";
            }
            else if (!staff.People.ContainsKey(term.Deputy))
            {
                yield return $"the deputy {Shown(term.Deputy)} is nobody";
            }
            else if (Circle(person, term, staff) is { } circle)
            {
                yield return $"deputies go round in a circle {circle}";
            }

            if (term.Until <= term.From)
            {
                yield return $"the deputy {Shown(term.Deputy)} ends at {At(term.Until)}, which is not after the beginning at {At(term.From)}";
            }
        }

        foreach (var (first, second) in person.Deputies.OrderBy(term => term.From).Zip(person.Deputies.OrderBy(term => term.From).Skip(1)))
        {
            if (second.From < first.Until)
            {
                yield return $"has two deputies at {At(second.From)}: {Shown(first.Deputy)} and {Shown(second.Deputy)}";
            }
        }
    }

    /// <summary>Follows deputies of deputies whose terms share a moment with the first one's.</summary>
    private static string? Circle(Person start, DeputyTerm first, Staff staff)
    {
        var ways = new Stack<(IReadOnlyList<string> Way, DateTimeOffset From, DateTimeOffset Until)>([([start.Id, first.Deputy], first.From, first.Until)]);

        // So many that nobody means them are not followed to their end.
        for (var followed = 0; followed < MaxFollowed && ways.TryPop(out var one); followed++)
        {
            foreach (var term in staff.People.GetValueOrDefault(one.Way[^1])?.Deputies ?? [])
            {
                var (from, until) = (term.From > one.From ? term.From : one.From, term.Until < one.Until ? term.Until : one.Until);
                if (from >= until)
                {
                    continue;
                }

                if (term.Deputy == start.Id)
                {
                    return $"from {At(from)} to {At(until)}: {string.Join(" → ", [.. one.Way, start.Id])}";
                }

                if (!one.Way.Contains(term.Deputy))
                {
                    ways.Push(([.. one.Way, term.Deputy], from, until));
                }
            }
        }

        return null;
    }

    /// <summary>What only one may have.</summary>
    private static IEnumerable<string> Shared(Staff staff)
    {
        var people = staff.File.People.DistinctBy(person => person.Id).ToList();
        var leaders = people.SelectMany(person => person.Posts.Where(post => post.Role == GridRole.Leader).Select(post => post.Grid).Distinct().Select(grid => (Key: grid, person.Id)));
        var accounts = people.Where(person => person.Account is not null).Select(person => (Key: person.Account!, person.Id));
        var trackers = people.SelectMany(person => person.Trackers.Select(tracker => (Key: tracker, person.Id)));
        return Twice(leaders, (grid, ids) => $"grid {Shown(grid)} has {ids.Count} leaders: {string.Join(", ", ids)}")
            .Concat(Twice(accounts, (account, ids) => $"the account {Shown(account)} belongs to {string.Join(" and ", ids)}"))
            .Concat(Twice(trackers, (tracker, ids) => $"the tracker {Shown(tracker)} is carried by {string.Join(" and ", ids)}"));
    }

    private static IEnumerable<string> Twice(IEnumerable<(string Key, string Id)> owners, Func<string, IReadOnlyList<string>, string> tell) =>
        owners.GroupBy(one => one.Key, one => one.Id).Where(same => same.Count() > 1).Select(same => tell(same.Key, [.. same]));

    private static bool IsName(string name) => !string.IsNullOrWhiteSpace(name) && name.Length <= MaxName;

    private static bool IsTracker(string tracker) =>
        tracker.Split(':') is [var gateway, { Length: > 0 and <= 64 }] && GatewayId.TryParse(gateway, out _);

    /// <summary>Whatever somebody sent, of a bearable length.</summary>
    internal static string Shown(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private static string At(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-ddTHH:mmZ", CultureInfo.InvariantCulture);
}
