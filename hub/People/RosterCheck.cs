using System.Globalization;

namespace EdgeGrid.Hub.People;

/// <summary>What can be wrong with rosters.</summary>
internal static class RosterCheck
{
    /// <summary>Weekly shifts that do not meet in so many days never do.</summary>
    private const int DaysLookedAt = 15;

    /// <summary>A Monday, for shifts that were always there.</summary>
    private static readonly DateOnly SomeMonday = new(2024, 1, 1);

    public static IEnumerable<string> OfRoster(Roster roster, Staff staff)
    {
        foreach (var (shift, index) in roster.Shifts.Select((shift, index) => (shift, index + 1)))
        {
            var problems = Times(shift.From, shift.Until).Concat(shift.Days.Where(day => !DutyPattern.IsDay(day)).Select(day => $"'{StaffCheck.Shown(day)}' is no day; there are mon to sun"));
            if (shift.Days.Count == 0)
            {
                problems = problems.Append("has no days");
            }

            if (shift.LastDay < shift.FirstDay)
            {
                problems = problems.Append($"ends on {Day(shift.LastDay)}, before it begins on {Day(shift.FirstDay)}");
            }

            foreach (var problem in problems.Concat(Nobody(shift.Person, staff)))
            {
                yield return $"roster {roster.Id}, shift {index}: {problem}";
            }
        }

        foreach (var exception in roster.Exceptions)
        {
            var problems = exception is { From: null, Until: null } ? [] : Times(exception.From, exception.Until);
            foreach (var problem in problems.Concat(Nobody(exception.Person, staff)))
            {
                yield return $"roster {roster.Id}, exception of {Day(exception.Day)}: {problem}";
            }
        }

        foreach (var same in roster.Exceptions.GroupBy(exception => (exception.Person, exception.Day)).Where(same => same.Count() > 1))
        {
            yield return $"roster {roster.Id}: {StaffCheck.Shown(same.Key.Person)} has {same.Count()} exceptions on {Day(same.Key.Day)}";
        }
    }

    /// <summary>Nobody works two shifts at once.</summary>
    public static IEnumerable<string> Overlaps(Staff staff)
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
                yield return $"{StaffCheck.Shown(person.Key)} has overlapping shifts at {at.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)}";
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

    private static IEnumerable<string> Times(string? from, string? until)
    {
        foreach (var time in new[] { from, until }.Where(time => DutyPlan.Minutes(time) is null))
        {
            yield return $"'{StaffCheck.Shown(time ?? "")}' is no time of day; write {DutyPlan.TimeRule}";
        }
    }

    private static IEnumerable<string> Nobody(string person, Staff staff) =>
        staff.People.ContainsKey(person) ? [] : [$"{StaffCheck.Shown(person)} is nobody"];

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "no day";
}
