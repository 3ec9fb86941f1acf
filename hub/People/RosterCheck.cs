using EdgeGrid.Hub.Rules;
using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.People;

/// <summary>What can be wrong with rosters.</summary>
internal static class RosterCheck
{
    /// <summary>Weekly shifts that do not meet in so many days never do.</summary>
    private const int DaysLookedAt = 15;

    /// <summary>A Monday, for shifts that were always there.</summary>
    private static readonly DateOnly SomeMonday = new(2024, 1, 1);

    public static IEnumerable<Phrase> OfRoster(Roster roster, Staff staff)
    {
        foreach (var (shift, index) in roster.Shifts.Select((shift, index) => (shift, index + 1)))
        {
            var problems = Times(shift.From, shift.Until).Concat(shift.Days.Where(day => Weekdays.Read(day) is null).Select(day => new Phrase($"'{StaffCheck.Shown(day)}' is no day; there are monday to sunday", $"'{StaffCheck.Shown(day)}'不是星期;须为monday至sunday")));
            if (shift.Days.Count == 0)
            {
                problems = problems.Append(new("has no days", "未指定星期"));
            }

            if (shift.LastDay < shift.FirstDay)
            {
                problems = problems.Append(new($"ends on {shift.LastDay:yyyy-MM-dd}, before it begins on {shift.FirstDay:yyyy-MM-dd}", $"结束日期{shift.LastDay:yyyy-MM-dd}早于开始日期{shift.FirstDay:yyyy-MM-dd}"));
            }

            foreach (var problem in problems.Concat(Nobody(shift.Person, staff)))
            {
                yield return new($"roster {roster.Id}, shift {index}: {problem}", $"班表{roster.Id}的第{index}个班次:{problem}");
            }
        }

        foreach (var exception in roster.Exceptions)
        {
            var problems = exception is { From: null, Until: null } ? [] : Times(exception.From, exception.Until);
            foreach (var problem in problems.Concat(Nobody(exception.Person, staff)))
            {
                yield return new($"roster {roster.Id}, exception of {exception.Day:yyyy-MM-dd}: {problem}", $"班表{roster.Id}在{exception.Day:yyyy-MM-dd}的例外:{problem}");
            }
        }

        foreach (var same in roster.Exceptions.GroupBy(exception => (exception.Person, exception.Day)).Where(same => same.Count() > 1))
        {
            yield return new(
                $"roster {roster.Id}: {StaffCheck.Shown(same.Key.Person)} has {same.Count()} exceptions on {same.Key.Day:yyyy-MM-dd}",
                $"班表{roster.Id}:{StaffCheck.Shown(same.Key.Person)}在{same.Key.Day:yyyy-MM-dd}有{same.Count()}个例外");
        }
    }

    /// <summary>Nobody works two shifts at once.</summary>
    public static IEnumerable<Phrase> Overlaps(Staff staff)
    {
        // Where something begins to be otherwise: from each of these days, two weeks show every meeting.
        var starts = staff.File.Rosters
            .SelectMany(roster => roster.Shifts.Select(shift => (shift.Person, Day: shift.FirstDay ?? SomeMonday))
                .Concat(roster.Exceptions.Select(exception => (exception.Person, exception.Day))))
            .ToLookup(one => one.Person, one => one.Day);

        // One shift alone is no longer than a day, and does not meet itself.
        foreach (var person in starts.Where(days => days.Skip(1).Any()).OrderBy(days => days.Key, StringComparer.Ordinal))
        {
            var plan = staff.PlanOf(person.Key);
            var meeting = person.Distinct().Order().Select(day => MeetingFrom(plan, day < SomeMonday ? SomeMonday : day.AddDays(-2))).FirstOrDefault(at => at is not null);
            if (meeting is { } at)
            {
                yield return new(
                    $"{StaffCheck.Shown(person.Key)} has overlapping shifts at {at:yyyy-MM-dd HH:mm}",
                    $"{StaffCheck.Shown(person.Key)}在{at:yyyy-MM-dd HH:mm}的班次重叠");
            }
        }
    }

    private static DateTime? MeetingFrom(DutyPlan plan, DateOnly first)
    {
        var spans = plan.LocalBetween(first, first.AddDays(DaysLookedAt)).Order().ToList();
        for (var i = 1; i < spans.Count; i++)
        {
            if (spans[i].From < spans[i - 1].Until)
            {
                return spans[i].From;
            }
        }

        return null;
    }

    private static IEnumerable<Phrase> Times(string? from, string? until)
    {
        foreach (var time in new[] { from, until }.Where(time => DutyPlan.Minutes(time) is null))
        {
            yield return new(
                $"'{StaffCheck.Shown(time ?? "")}' is no time of day; write HH:mm from 00:00 to 24:00",
                $"'{StaffCheck.Shown(time ?? "")}'不是时刻;请写作HH:mm,00:00至24:00");
        }
    }

    private static IEnumerable<Phrase> Nobody(string person, Staff staff) =>
        staff.People.ContainsKey(person) ? [] : [new($"{StaffCheck.Shown(person)} is nobody", $"{StaffCheck.Shown(person)}不存在")];
}
