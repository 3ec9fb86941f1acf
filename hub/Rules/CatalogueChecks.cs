using EdgeGrid.Hub.Cases.Limits;

namespace EdgeGrid.Hub.Rules;

/// <summary>Whether the parts of a catalogue fit each other: what one of them names has to be there, and every limit has to end.</summary>
internal static class CatalogueChecks
{
    /// <summary>What is wrong, each with its place.</summary>
    /// <param name="written">As it was read, without a problem of its own.</param>
    /// <param name="whole">With the sections that it leaves as they are.</param>
    /// <param name="departments">Of the staff; none when it has none yet, and anything goes.</param>
    /// <param name="now">From when limits have to end.</param>
    public static IReadOnlyList<DocumentProblem> Check(Catalogue written, Catalogue whole, IReadOnlyCollection<string> departments, DateTimeOffset now)
    {
        var problems = new List<DocumentProblem>();
        var calendars = (whole.Calendars ?? []).ToDictionary(calendar => calendar.Code, calendar => calendar.ToCalendar());
        CheckCalendars(written, calendars, now, problems);
        CheckCategories(whole, problems);
        CheckDepartments(written, departments, problems);
        CheckRules(whole, calendars, now, problems);
        return problems;
    }

    private static void CheckCalendars(Catalogue written, Dictionary<string, WorkCalendar> calendars, DateTimeOffset now, List<DocumentProblem> problems)
    {
        foreach (var (index, spec) in (written.Calendars ?? []).Index())
        {
            if (SwallowedFrom(calendars[spec.Code], new HandlingLimit(0.01m, LimitUnit.WorkingHour), now) is { } from)
            {
                problems.Add(new DocumentProblem($"calendars[{index}]", new($"'{spec.Code}' has no working time within {WorkCalendar.MaxYears} years of {from:yyyy-MM-dd}", $"'{spec.Code}'自{from:yyyy-MM-dd}起{WorkCalendar.MaxYears}年内没有工作时间")));
            }
        }
    }

    private static void CheckCategories(Catalogue whole, List<DocumentProblem> problems)
    {
        var parents = (whole.Categories ?? []).ToDictionary(category => category.Code, category => category.Parent);
        foreach (var (index, category) in (whole.Categories ?? []).Index())
        {
            if (category.Parent is { } parent && !parents.ContainsKey(parent))
            {
                problems.Add(new DocumentProblem($"categories[{index}].parent", new($"there is no category '{parent}'", $"没有类别'{parent}'")));
            }
            else if (IsItsOwnAncestor(category.Code, parents))
            {
                problems.Add(new DocumentProblem($"categories[{index}].parent", new($"'{category.Code}' is a part of itself", $"'{category.Code}'隶属于自身")));
            }
        }
    }

    /// <summary>Of the rules that are written: what stands may name a department that has gone since.</summary>
    private static void CheckDepartments(Catalogue written, IReadOnlyCollection<string> departments, List<DocumentProblem> problems)
    {
        foreach (var (index, rule) in (written.Rules ?? []).Index())
        {
            if (departments.Count > 0 && !departments.Contains(rule.Department))
            {
                problems.Add(new DocumentProblem($"rules[{index}].department", new($"there is no department '{rule.Department}' on the staff", $"没有部门'{rule.Department}'")));
            }
        }
    }

    private static void CheckRules(Catalogue whole, Dictionary<string, WorkCalendar> calendars, DateTimeOffset now, List<DocumentProblem> problems)
    {
        var categories = (whole.Categories ?? []).Select(category => category.Code).ToHashSet();

        // Thousands of rules have a few limits.
        var swallowed = new Dictionary<(string Calendar, HandlingLimit Limit), DateTimeOffset?>();
        foreach (var (index, rule) in (whole.Rules ?? []).Index())
        {
            if (!categories.Contains(rule.Category))
            {
                problems.Add(new DocumentProblem($"rules[{index}].category", new($"there is no category '{rule.Category}'", $"没有类别'{rule.Category}'")));
            }

            if (!calendars.TryGetValue(rule.Calendar, out var calendar))
            {
                problems.Add(new DocumentProblem($"rules[{index}].calendar", new($"there is no calendar '{rule.Calendar}'", $"没有日历'{rule.Calendar}'")));
                continue;
            }

            foreach (var (number, limit) in rule.Limits.Index())
            {
                if (!swallowed.TryGetValue((rule.Calendar, limit.Limit), out var found))
                {
                    found = SwallowedFrom(calendar, limit.Limit, now);
                    swallowed.Add((rule.Calendar, limit.Limit), found);
                }

                if (found is { } from)
                {
                    problems.Add(new DocumentProblem($"rules[{index}].limits[{number}]", new(
                        $"{limit.Limit} from {from:yyyy-MM-dd} on does not end within {WorkCalendar.MaxYears} years by the calendar '{rule.Calendar}'",
                        $"{limit.Amount:0.##}个{limit.Unit}自{from:yyyy-MM-dd}起按日历'{rule.Calendar}'在{WorkCalendar.MaxYears}年内不会到期")));
                }
            }
        }
    }

    /// <summary>From when on a limit would not end: nothing takes longer than what begins now, or with a holiday.</summary>
    private static DateTimeOffset? SwallowedFrom(WorkCalendar calendar, HandlingLimit limit, DateTimeOffset now)
    {
        var today = calendar.Local.DayOf(now);
        IEnumerable<DateTimeOffset> starts =
        [
            now,
            .. calendar.Holidays.Where(range => range.First > today).Select(range => calendar.Local.InstantOf(range.First, TimeSpan.Zero)),
        ];
        foreach (var start in starts)
        {
            if (new LimitClock(calendar, limit, start).IsUnreachable)
            {
                return start;
            }
        }

        return null;
    }

    private static bool IsItsOwnAncestor(string code, Dictionary<string, string?> parents)
    {
        var seen = new HashSet<string>();
        for (var at = parents.GetValueOrDefault(code); at is not null && seen.Add(at); at = parents.GetValueOrDefault(at))
        {
            if (at == code)
            {
                return true;
            }
        }

        return false;
    }
}
