using System.Globalization;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Grids;
using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.People;

/// <summary>Finds everything that is wrong with a staff, at once, in words that say who and where. Names stay out of them.</summary>
internal static class StaffCheck
{
    private const int MaxName = 80;
    private const int MaxFollowed = 1000;

    /// <summary>What must not be.</summary>
    public static IReadOnlyList<Phrase> Problems(Staff staff, GridRegistry grids) =>
    [
        .. Ids(StaffKind.Department, staff.File.Departments),
        .. Ids(StaffKind.Person, staff.File.People),
        .. Ids(StaffKind.Roster, staff.File.Rosters),
        .. staff.File.Departments.SelectMany(department => OfDepartment(department, staff)),
        .. staff.File.People.SelectMany(person => OfPerson(person, staff, grids)),
        .. Shared(staff),
        .. staff.File.Rosters.SelectMany(roster => RosterCheck.OfRoster(roster, staff)),
        .. RosterCheck.Overlaps(staff),
    ];

    /// <summary>What may be, and should be looked at.</summary>
    public static IReadOnlyList<Phrase> Notes(Staff staff)
    {
        var notes = new List<Phrase>();
        foreach (var grid in staff.File.People.SelectMany(person => person.Posts).Select(post => post.Grid).Distinct().Order(StringComparer.Ordinal))
        {
            var team = staff.Of(grid).ToLookup(one => one.Role, one => one.Person);
            var missing = Enum.GetValues<GridRole>().Where(role => !team[role].Any()).Select(role => Glossary.Of(role).Later()).ToList();
            if (missing.Count > 0)
            {
                notes.Add(new($"grid {grid} has no {Phrase.List(missing)}", $"网格{grid}缺少{Phrase.List(missing)}"));
            }

            var (workers, informants) = (team[GridRole.Worker].Count(), team[GridRole.Informant].Count());
            if (workers > 0 && informants > 0 && (informants < 2 * workers || informants > 4 * workers))
            {
                notes.Add(new(
                    $"grid {grid} has {informants} informants for {workers} workers: there should be 2 to 4 for one",
                    $"网格{grid}有{informants}名信息员、{workers}名网格员:每名网格员应配2至4名信息员"));
            }
        }

        return notes;
    }

    private static IEnumerable<Phrase> Ids<T>(StaffKind kind, IReadOnlyList<T> records)
        where T : StaffRecord =>
        records.Where(record => !GridCell.IsCode(record.Id)).Select(record => new Phrase(
                $"{PeopleRefusals.Word(kind)} '{Shown(record.Id)}': an id is 1 to 32 letters, digits or hyphens",
                $"{PeopleRefusals.Word(kind)}'{Shown(record.Id)}':编号为1至32个字母、数字或连字符"))
            .Concat(records.GroupBy(record => record.Id).Where(same => same.Count() > 1).Select(same => new Phrase(
                $"{PeopleRefusals.Word(kind)} {Shown(same.Key)} stands {same.Count()} times",
                $"{PeopleRefusals.Word(kind)}{Shown(same.Key)}出现{same.Count()}次")));

    private static IEnumerable<Phrase> OfDepartment(Department department, Staff staff)
    {
        if (!IsName(department.Name))
        {
            yield return new($"department {department.Id}: a name is 1 to {MaxName} characters", $"部门{department.Id}:名称为1至{MaxName}个字符");
        }

        foreach (var lead in department.Leads.Where(lead => !staff.People.ContainsKey(lead)))
        {
            yield return new($"department {department.Id}: its lead {Shown(lead)} is nobody", $"部门{department.Id}:值班负责人{Shown(lead)}不存在");
        }
    }

    private static IEnumerable<Phrase> OfPerson(Person person, Staff staff, GridRegistry grids)
    {
        if (!IsName(person.Name))
        {
            yield return new($"person {person.Id}: a name is 1 to {MaxName} characters", $"人员{person.Id}:姓名为1至{MaxName}个字符");
        }

        if (person.Department is { } department && !staff.Departments.ContainsKey(department))
        {
            yield return new($"person {person.Id}: there is no department {Shown(department)}", $"人员{person.Id}:没有部门{Shown(department)}");
        }

        foreach (var grid in person.Posts.Select(post => post.Grid).Distinct().Where(grid => grids.Locate(grid, null) != grid))
        {
            yield return new($"person {person.Id}: there is no grid {Shown(grid)}", $"人员{person.Id}:没有网格{Shown(grid)}");
        }

        foreach (var post in person.Posts.GroupBy(post => post).Where(same => same.Count() > 1))
        {
            yield return new(
                $"person {person.Id}: is {post.Key.Role} of grid {Shown(post.Key.Grid)} twice",
                $"人员{person.Id}:重复担任网格{Shown(post.Key.Grid)}的{post.Key.Role}");
        }

        foreach (var tracker in person.Trackers.Where(tracker => !IsTracker(tracker)))
        {
            yield return new($"person {person.Id}: '{Shown(tracker)}' is no tracker; write gateway:device", $"人员{person.Id}:'{Shown(tracker)}'不是定位终端;请写作gateway:device");
        }

        foreach (var problem in DeputyProblems(person, staff))
        {
            yield return new($"person {person.Id}: {problem}", $"人员{person.Id}:{problem}");
        }
    }

    private static IEnumerable<Phrase> DeputyProblems(Person person, Staff staff)
    {
        foreach (var term in person.Deputies)
        {
            if (term.Deputy == person.Id)
            {
                yield return new("is their own deputy", "以本人为代理人");
            }
            else if (!staff.People.ContainsKey(term.Deputy))
            {
                yield return new($"the deputy {Shown(term.Deputy)} is nobody", $"代理人{Shown(term.Deputy)}不存在");
            }
            else if (Circle(person, term, staff) is { } circle)
            {
                yield return new($"deputies go round in a circle {circle}", $"代理关系循环:{circle}");
            }

            if (term.Until <= term.From)
            {
                yield return new(
                    $"the deputy {Shown(term.Deputy)} ends at {At(term.Until)}, which is not after the beginning at {At(term.From)}",
                    $"代理人{Shown(term.Deputy)}的结束时间{At(term.Until)}不晚于开始时间{At(term.From)}");
            }
        }

        foreach (var (first, second) in person.Deputies.OrderBy(term => term.From).Zip(person.Deputies.OrderBy(term => term.From).Skip(1)))
        {
            if (second.From < first.Until)
            {
                yield return new(
                    $"has two deputies at {At(second.From)}: {Shown(first.Deputy)} and {Shown(second.Deputy)}",
                    $"在{At(second.From)}有两名代理人:{Shown(first.Deputy)}和{Shown(second.Deputy)}");
            }
        }
    }

    /// <summary>Follows deputies of deputies whose terms share a moment with the first one's.</summary>
    private static Phrase? Circle(Person start, DeputyTerm first, Staff staff)
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
                    var way = string.Join(" → ", [.. one.Way, start.Id]);
                    return new($"from {At(from)} to {At(until)}: {way}", $"{At(from)}至{At(until)},{way}");
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
    private static IEnumerable<Phrase> Shared(Staff staff)
    {
        var people = staff.File.People.DistinctBy(person => person.Id).ToList();
        var leaders = people.SelectMany(person => person.Posts.Where(post => post.Role == GridRole.Leader).Select(post => post.Grid).Distinct().Select(grid => (Key: grid, person.Id)));
        var accounts = people.Where(person => person.Account is not null).Select(person => (Key: person.Account!, person.Id));
        var trackers = people.SelectMany(person => person.Trackers.Select(tracker => (Key: tracker, person.Id)));
        return Twice(leaders, (grid, ids) => new($"grid {Shown(grid)} has {ids.Count} leaders: {string.Join(", ", ids)}", $"网格{Shown(grid)}有{ids.Count}名网格长:{string.Join('、', ids)}"))
            .Concat(Twice(accounts, (account, ids) => new($"the account {Shown(account)} belongs to {string.Join(" and ", ids)}", $"账号{Shown(account)}属于多人:{string.Join('、', ids)}")))
            .Concat(Twice(trackers, (tracker, ids) => new($"the tracker {Shown(tracker)} is carried by {string.Join(" and ", ids)}", $"定位终端{Shown(tracker)}由多人携带:{string.Join('、', ids)}")));
    }

    private static IEnumerable<Phrase> Twice(IEnumerable<(string Key, string Id)> owners, Func<string, IReadOnlyList<string>, Phrase> tell) =>
        owners.GroupBy(one => one.Key, one => one.Id).Where(same => same.Count() > 1).Select(same => tell(same.Key, [.. same]));

    private static bool IsName(string name) => !string.IsNullOrWhiteSpace(name) && name.Length <= MaxName;

    private static bool IsTracker(string tracker) =>
        tracker.Split(':') is [var gateway, { Length: > 0 and <= 64 }] && GatewayId.TryParse(gateway, out _);

    /// <summary>Whatever somebody sent, of a bearable length.</summary>
    internal static string Shown(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private static string At(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-ddTHH:mmZ", CultureInfo.InvariantCulture);
}
