using EdgeGrid.Hub.Rules;
using System.Globalization;

namespace EdgeGrid.Hub.People;

/// <summary>When one person is on duty: their shifts of all rosters, with the exceptions, as instants.</summary>
internal sealed class DutyPlan(IReadOnlyList<DutyPattern> patterns, TimeZoneInfo zone)
{
    /// <summary>Nobody has told when they work.</summary>
    public static DutyPlan None { get; } = new([], TimeZoneInfo.Utc);

    private static readonly TimeSpan LookAhead = TimeSpan.FromDays(2);

    /// <summary>Whether they are on duty at an instant, and until when that answer holds.</summary>
    public DutySpan At(DateTimeOffset at)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);
        var next = at + LookAhead;
        foreach (var (from, until) in Between(today.AddDays(-2), today.AddDays(1)))
        {
            if (from <= at && at < until)
            {
                return new DutySpan(true, from, until);
            }

            if (from > at && from < next)
            {
                next = from;
            }
        }

        // What begins later than tomorrow is looked for again then.
        var tomorrowEnds = Instant(today.AddDays(1).ToDateTime(TimeOnly.MinValue));
        return new DutySpan(false, at, next < tomorrowEnds ? next : tomorrowEnds);
    }

    /// <summary>Every time of duty that begins on one of these days.</summary>
    public IEnumerable<(DateTimeOffset From, DateTimeOffset Until)> Between(DateOnly first, DateOnly last) =>
        LocalBetween(first, last).Select(span => (Instant(span.From), Instant(span.Until)));

    /// <summary>The same on the clock on the wall.</summary>
    public IEnumerable<(DateTime From, DateTime Until)> LocalBetween(DateOnly first, DateOnly last)
    {
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            foreach (var pattern in patterns)
            {
                foreach (var span in pattern.On(day))
                {
                    yield return span;
                }
            }
        }
    }

    /// <summary>Minutes since midnight; null when it is no time of day.</summary>
    public static int? Minutes(string? text) =>
        text is { Length: 5 } && text[2] == ':'
        && int.TryParse(text.AsSpan(0, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var hours)
        && int.TryParse(text.AsSpan(3), NumberStyles.None, CultureInfo.InvariantCulture, out var minutes)
        && minutes < 60 && (hours * 60) + minutes <= 24 * 60
            ? (hours * 60) + minutes
            : null;

    /// <summary>A time of day that the clock change skips is the first that there is after it; one that comes twice is its second.</summary>
    private DateTimeOffset Instant(DateTime local)
    {
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(1);
        }

        return new DateTimeOffset(local, zone.GetUtcOffset(local));
    }
}

/// <summary>Whether somebody is on duty.</summary>
/// <param name="OnDuty">Now.</param>
/// <param name="From">Since when; without meaning when they are off.</param>
/// <param name="Until">The answer holds until then.</param>
internal readonly record struct DutySpan(bool OnDuty, DateTimeOffset From, DateTimeOffset Until);

/// <summary>The shifts of one person in one roster.</summary>
internal sealed class DutyPattern(IReadOnlyList<Shift> shifts, IReadOnlyDictionary<DateOnly, ShiftException> exceptions)
{
    /// <summary>What begins on a day.</summary>
    public IEnumerable<(DateTime From, DateTime Until)> On(DateOnly day)
    {
        if (exceptions.TryGetValue(day, out var exception))
        {
            return exception.From is null ? [] : Span(day, exception.From, exception.Until);
        }

        return shifts
            .Where(shift => shift.Days.Any(name => Weekdays.Read(name) == day.DayOfWeek) && !(day < shift.FirstDay) && !(day > shift.LastDay))
            .SelectMany(shift => Span(day, shift.From, shift.Until));
    }

    private static IEnumerable<(DateTime From, DateTime Until)> Span(DateOnly day, string? from, string? until)
    {
        // What cannot be read is refused before it gets here; a plan that is being checked may still hold it.
        if (DutyPlan.Minutes(from) is { } begin && DutyPlan.Minutes(until) is { } end)
        {
            var midnight = day.ToDateTime(TimeOnly.MinValue);
            yield return (midnight.AddMinutes(begin), midnight.AddMinutes(end > begin ? end : end + (24 * 60)));
        }
    }
}
