namespace EdgeGrid.Hub.Cases.Limits;

/// <summary>One day's working time as instants.</summary>
internal readonly struct WorkedDay
{
    private readonly (DateTimeOffset From, DateTimeOffset To)[] _spans;
    private readonly long _ticks;

    private WorkedDay((DateTimeOffset From, DateTimeOffset To)[] spans)
    {
        _spans = spans;
        foreach (var (from, to) in spans)
        {
            _ticks += (to - from).Ticks;
        }
    }

    /// <summary>The working time of a day. What the clock jumps over is not worked.</summary>
    public static WorkedDay Of(WorkCalendar calendar, DateOnly day)
    {
        var times = calendar.TimesOf(day);
        if (times.IsEmpty)
        {
            return new WorkedDay([]);
        }

        var spans = new (DateTimeOffset From, DateTimeOffset To)[times.Length];
        for (var i = 0; i < spans.Length; i++)
        {
            spans[i] = (calendar.Local.InstantOf(day, times[i].From), calendar.Local.InstantOf(day, times[i].To));
        }

        return new WorkedDay(spans);
    }

    /// <summary>What the whole day counts.</summary>
    public long Total(LimitUnit unit) => _ticks == 0 ? 0 : unit == LimitUnit.WorkingDay ? HandlingLimit.DayParts : _ticks;

    /// <summary>What counts from the day's beginning to an instant.</summary>
    public long Counted(LimitUnit unit, DateTimeOffset until)
    {
        var worked = 0L;
        foreach (var (from, to) in _spans)
        {
            if (until <= from)
            {
                break;
            }

            worked += ((until < to ? until : to) - from).Ticks;
        }

        return unit == LimitUnit.WorkingDay && _ticks > 0 ? (long)((Int128)worked * HandlingLimit.DayParts / _ticks) : worked;
    }

    /// <summary>The first instant to which so much of the day counts.</summary>
    public DateTimeOffset InstantOf(LimitUnit unit, long counted)
    {
        // Rounded up: there is more than one part to a tick, so that this is the tick that was counted from.
        var worked = unit == LimitUnit.WorkingDay
            ? (long)((((Int128)counted * _ticks) + HandlingLimit.DayParts - 1) / HandlingLimit.DayParts)
            : counted;
        foreach (var (from, to) in _spans)
        {
            if (worked <= (to - from).Ticks)
            {
                return from.AddTicks(worked);
            }

            worked -= (to - from).Ticks;
        }

        throw new ArgumentOutOfRangeException(nameof(counted), counted, "More than the day has.");
    }
}
