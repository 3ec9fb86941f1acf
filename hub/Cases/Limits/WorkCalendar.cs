using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace EdgeGrid.Hub.Cases.Limits;

/// <summary>From when days are counted. Cities differ, so it is data of the calendar.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DayRule>))]
internal enum DayRule
{
    /// <summary>From the instant itself: a day later is the same working time of the next day.</summary>
    [JsonStringEnumMemberName("same-time")] SameTime = 1,

    /// <summary>The day on which it begins does not count: a limit ends with the last of its days.</summary>
    [JsonStringEnumMemberName("end-of-day")] EndOfDay,
}

/// <summary>A stretch of working time, from the local midnight of its day; at most to 24:00.</summary>
internal readonly record struct WorkSpan(TimeSpan From, TimeSpan To);

/// <summary>When work is done: the week, less the holidays, and the days that make up for them. Reads no clock.</summary>
internal sealed class WorkCalendar
{
    /// <summary>How far ahead a limit is looked for.</summary>
    public const int MaxYears = 10;

    private readonly ImmutableArray<WorkSpan>[] _week;
    private readonly ImmutableArray<(DateOnly First, DateOnly Last)> _holidays;
    private readonly FrozenDictionary<DateOnly, DayOfWeek> _makeUpDays;
    private readonly LocalTime _local;

    /// <param name="zone">Where its times of day are.</param>
    /// <param name="week">Working times, in order and not overlapping; a day that is not named is free.</param>
    /// <param name="holidays">First and last day of each.</param>
    /// <param name="makeUpDays">Days worked like a day of the week, whatever they are otherwise.</param>
    /// <param name="dayRule">From when days are counted.</param>
    public WorkCalendar(
        TimeZoneInfo zone,
        IReadOnlyDictionary<DayOfWeek, ImmutableArray<WorkSpan>> week,
        IEnumerable<(DateOnly First, DateOnly Last)> holidays,
        IReadOnlyDictionary<DateOnly, DayOfWeek> makeUpDays,
        DayRule dayRule = DayRule.SameTime)
    {
        _week = [.. Enum.GetValues<DayOfWeek>().Select(day => week.GetValueOrDefault(day, []))];
        _holidays = [.. holidays.OrderBy(range => range.First)];
        _makeUpDays = makeUpDays.ToFrozenDictionary();
        _local = new LocalTime(zone);
        DayRule = dayRule;
    }

    /// <summary>From when days are counted.</summary>
    public DayRule DayRule { get; }

    /// <summary>The time zone's days and times of day.</summary>
    public LocalTime Local => _local;

    /// <summary>The holidays, by their first day.</summary>
    public IReadOnlyList<(DateOnly First, DateOnly Last)> Holidays => _holidays;

    /// <summary>The working times of a day; none when it is free.</summary>
    public ImmutableArray<WorkSpan> TimesOf(DateOnly day) =>
        _makeUpDays.TryGetValue(day, out var like) ? _week[(int)like]
        : IsHoliday(day) ? []
        : _week[(int)day.DayOfWeek];

    /// <summary>From where a limit that begins at an instant is counted: there, or the end of that day.</summary>
    public DateTimeOffset CountedFrom(LimitUnit unit, DateTimeOffset startedAt) =>
        DayRule == DayRule.EndOfDay && unit is LimitUnit.WorkingDay or LimitUnit.NaturalDay
            ? _local.InstantOf(_local.DayOf(startedAt).AddDays(1), TimeSpan.Zero)
            : startedAt;

    /// <summary>
    /// What counts between two instants: ticks, or for working days <see cref="HandlingLimit.DayParts"/> a day, spread
    /// evenly over the working time of that day. What counts from a to c is what counts from a to b and from b to c.
    /// </summary>
    public long Count(LimitUnit unit, DateTimeOffset from, DateTimeOffset to)
    {
        if (to <= from)
        {
            return 0;
        }

        switch (unit)
        {
            case LimitUnit.UrgentHour:
                return (to - from).Ticks;
            case LimitUnit.NaturalDay:
                return _local.ReadingAt(to).Ticks - _local.ReadingAt(from).Ticks;
            default:
                var counted = 0L;
                for (var day = FirstDay(from); day <= _local.DayOf(to).AddDays(1); day = day.AddDays(1))
                {
                    var worked = WorkedDay.Of(this, day);
                    counted += worked.Counted(unit, to) - worked.Counted(unit, from);
                }

                return counted;
        }
    }

    /// <summary>The first instant until which so much counts; null when it does not come within ten years.</summary>
    public DateTimeOffset? Reach(LimitUnit unit, DateTimeOffset from, long counted)
    {
        if (counted <= 0)
        {
            return from;
        }

        var last = from.AddYears(MaxYears);
        DateTimeOffset? reached = unit switch
        {
            LimitUnit.UrgentHour => from.AddTicks(counted),
            LimitUnit.NaturalDay => _local.InstantOf(_local.ReadingAt(from).AddTicks(counted)),
            _ => ReachWorking(unit, from, counted, last),
        };
        return reached <= last ? reached : null;
    }

    private DateTimeOffset? ReachWorking(LimitUnit unit, DateTimeOffset from, long counted, DateTimeOffset last)
    {
        var end = _local.DayOf(last);
        for (var day = FirstDay(from); day <= end; day = day.AddDays(1))
        {
            var worked = WorkedDay.Of(this, day);
            var before = worked.Counted(unit, from);
            var available = worked.Total(unit) - before;
            if (counted <= available)
            {
                return worked.InstantOf(unit, before + counted);
            }

            counted -= available;
        }

        return null;
    }

    /// <summary>A day early: where the clock is set back over midnight, an hour belongs to the day that had begun already.</summary>
    private DateOnly FirstDay(DateTimeOffset from) => _local.DayOf(from).AddDays(-1);

    private bool IsHoliday(DateOnly day)
    {
        foreach (var (first, last) in _holidays)
        {
            if (first > day)
            {
                return false;
            }

            if (day <= last)
            {
                return true;
            }
        }

        return false;
    }
}
