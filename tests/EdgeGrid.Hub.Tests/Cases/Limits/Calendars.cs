using System.Collections.Immutable;
using System.Globalization;
using EdgeGrid.Hub.Cases.Limits;

namespace EdgeGrid.Hub.Tests.Cases.Limits;

/// <summary>Calendars to count by.</summary>
internal static class Calendars
{
    /// <summary>Morning and afternoon with a break, Monday to Friday; the autumn holiday of 2026 with its two make-up days.</summary>
    public static readonly WorkCalendar City = CityOf(DayRule.SameTime);

    public static readonly WorkCalendar CityByWholeDays = CityOf(DayRule.EndOfDay);

    public static WorkCalendar CityOf(DayRule rule) => new(
        TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"),
        Week("08:30-12:00 14:00-18:00", DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday),
        [(new DateOnly(2026, 10, 1), new DateOnly(2026, 10, 7)), (new DateOnly(2027, 1, 1), new DateOnly(2027, 1, 1))],
        new Dictionary<DateOnly, DayOfWeek> { [new DateOnly(2026, 9, 20)] = DayOfWeek.Thursday, [new DateOnly(2026, 10, 10)] = DayOfWeek.Friday },
        rule);

    /// <summary>Somebody is there day and night.</summary>
    public static WorkCalendar AroundTheClock(string zone) =>
        new(TimeZoneInfo.FindSystemTimeZoneById(zone), Week("00:00-24:00", Enum.GetValues<DayOfWeek>()), [], ImmutableDictionary<DateOnly, DayOfWeek>.Empty);

    /// <summary>Nights, and a short Saturday.</summary>
    public static WorkCalendar Nights(string zone) => new(
        TimeZoneInfo.FindSystemTimeZoneById(zone),
        Week("00:00-06:00 22:00-24:00", DayOfWeek.Sunday, DayOfWeek.Monday, DayOfWeek.Wednesday)
            .AddRange(Week("01:30-03:15", DayOfWeek.Saturday)),
        [],
        ImmutableDictionary<DateOnly, DayOfWeek>.Empty);

    public static ImmutableDictionary<DayOfWeek, ImmutableArray<WorkSpan>> Week(string times, params DayOfWeek[] days)
    {
        var spans = times.Split(' ').Select(span => span.Split('-')).Select(ends => new WorkSpan(Time(ends[0]), Time(ends[1]))).ToImmutableArray();
        return days.ToImmutableDictionary(day => day, _ => spans);
    }

    /// <summary>An instant by the clock in Shanghai: <c>2026-11-23 16:00</c>.</summary>
    public static DateTimeOffset Shanghai(string reading) => At(reading, 8);

    public static DateTimeOffset At(string reading, double offset) =>
        new(DateTime.Parse(reading, CultureInfo.InvariantCulture), TimeSpan.FromHours(offset));

    private static TimeSpan Time(string text) => text == "24:00" ? TimeSpan.FromHours(24) : TimeSpan.ParseExact(text, @"hh\:mm", CultureInfo.InvariantCulture);
}
