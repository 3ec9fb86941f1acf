using System.Collections.Immutable;
using System.Globalization;
using EdgeGrid.Hub.Cases.Limits;

namespace EdgeGrid.Hub.Rules;

/// <summary>A calendar of working time, as it is written.</summary>
internal sealed record CalendarSpec
{
    /// <summary>By which rules name it.</summary>
    public required string Code { get; init; }

    /// <summary>What people call it.</summary>
    public required Names Name { get; init; }

    /// <summary>A time zone's IANA name: <c>Asia/Shanghai</c>.</summary>
    public required string TimeZone { get; init; }

    /// <summary>From when days are counted.</summary>
    public DayRule DayRule { get; init; } = DayRule.SameTime;

    /// <summary>Working times by the day's English name: <c>"monday": ["08:30-12:00", "14:00-18:00"]</c>. A day that is not named is free.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Week { get; init; }

    /// <summary>Days without work: <c>2026-10-01</c>, or first and last as <c>2026-10-01/2026-10-07</c>.</summary>
    public IReadOnlyList<string> Holidays { get; init; } = [];

    /// <summary>Days that make up for holidays, each worked like a day of the week: <c>"2026-10-10": "friday"</c>.</summary>
    public IReadOnlyDictionary<string, string> MakeUpDays { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>From when it holds; at once when null.</summary>
    public DateTimeOffset? ValidFrom { get; init; }

    /// <summary>To count by. Everything in it has been checked.</summary>
    internal WorkCalendar ToCalendar() => new(
        TimeZoneInfo.FindSystemTimeZoneById(TimeZone),
        Week.ToImmutableDictionary(day => Weekdays.Read(day.Key)!.Value, day => day.Value.Select(text => SpanOf(text)!.Value).ToImmutableArray()),
        Holidays.Select(text => RangeOf(text)!.Value),
        MakeUpDays.ToImmutableDictionary(day => DateOf(day.Key)!.Value, day => Weekdays.Read(day.Value)!.Value),
        DayRule);

    internal static DateOnly? DateOf(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    internal static (DateOnly First, DateOnly Last)? RangeOf(string text)
    {
        var parts = text.Split('/');
        return parts.Length <= 2 && DateOf(parts[0]) is { } first && DateOf(parts[^1]) is { } last && last >= first ? (first, last) : null;
    }

    internal static WorkSpan? SpanOf(string text)
    {
        var parts = text.Split('-');
        return parts.Length == 2 && TimeOf(parts[0]) is { } from && TimeOf(parts[1]) is { } to && to > from ? new WorkSpan(from, to) : null;
    }

    private static TimeSpan? TimeOf(string text) =>
        text == "24:00" ? TimeSpan.FromDays(1)
        : TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time.ToTimeSpan()
        : null;
}
