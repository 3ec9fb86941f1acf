using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace EdgeGrid.Hub.Cases.Limits;

/// <summary>How a limit stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LimitLight>))]
internal enum LimitLight
{
    /// <summary>Before 80 % of it have passed.</summary>
    [JsonStringEnumMemberName("green")] Green = 1,

    /// <summary>From 80 % on.</summary>
    [JsonStringEnumMemberName("yellow")] Yellow,

    /// <summary>From the instant at which it is due.</summary>
    [JsonStringEnumMemberName("red")] Red,
}

/// <summary>A stretch in which the clock stands still.</summary>
/// <param name="From">It stops.</param>
/// <param name="To">It goes on; null while it has not.</param>
internal readonly record struct Pause(DateTimeOffset From, DateTimeOffset? To);

/// <summary>
/// A limit that runs: from when it is due, how much of it has passed, and when its light changes next. Pure: everything
/// follows from the start, the limit, the extensions, the pauses and the calendar, so that it can be worked out by hand.
/// </summary>
internal sealed class LimitClock
{
    private readonly WorkCalendar _calendar;
    private readonly LimitUnit _unit;
    private readonly long _total;
    private readonly long _yellow;
    private readonly DateTimeOffset _from;
    private readonly ImmutableArray<Pause> _pauses;
    private readonly DateTimeOffset? _stoppedAt;

    /// <param name="calendar">What working time is.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="startedAt">When it began.</param>
    /// <param name="pauses">In order; only the last may still be open.</param>
    public LimitClock(WorkCalendar calendar, HandlingLimit limit, DateTimeOffset startedAt, ImmutableArray<Pause> pauses = default)
        : this(calendar, (limit.Unit, limit.Counted), calendar.CountedFrom(limit.Unit, startedAt), pauses.IsDefault ? [] : pauses)
    {
    }

    private LimitClock(WorkCalendar calendar, (LimitUnit Unit, long Counted) limit, DateTimeOffset from, ImmutableArray<Pause> pauses)
    {
        (_calendar, _unit, _total) = (calendar, limit.Unit, limit.Counted);
        _yellow = ((_total * 4) + 4) / 5;
        (_from, _pauses) = (from, pauses);
        _stoppedAt = _pauses is [.., { To: null } open] ? open.From : null;
        if (_stoppedAt is null)
        {
            (YellowAt, DueAt) = (InstantOf(_yellow), InstantOf(_total));
        }
    }

    /// <summary>
    /// A limit that was extended to an instant: from its start to there it is counted by the 24 h clock, less the pauses
    /// before it was extended. One after that moves it by its length.
    /// </summary>
    public static LimitClock Until(WorkCalendar calendar, (DateTimeOffset StartedAt, DateTimeOffset ExtendedAt, DateTimeOffset DueAt) limit, ImmutableArray<Pause> pauses)
    {
        var total = (limit.DueAt - limit.StartedAt).Ticks;
        foreach (var (from, to) in pauses)
        {
            total -= calendar.Count(LimitUnit.UrgentHour, Later(from, limit.StartedAt), to < limit.ExtendedAt ? to.Value : limit.ExtendedAt);
        }

        return new LimitClock(calendar, (LimitUnit.UrgentHour, Math.Max(total, 1)), limit.StartedAt, pauses);
    }

    /// <summary>True while a pause is open.</summary>
    public bool IsPaused => _stoppedAt is not null;

    /// <summary>True when it is not due within ten years: no working time comes any more.</summary>
    public bool IsUnreachable => !IsPaused && DueAt is null;

    /// <summary>The first instant at which 80 % have passed; null while paused, and when it is not within ten years.</summary>
    public DateTimeOffset? YellowAt { get; }

    /// <summary>The first instant at which all of it has passed; null while paused, and when it is not within ten years.</summary>
    public DateTimeOffset? DueAt { get; }

    /// <summary>How much of it has passed: 1 is all.</summary>
    public double ShareAt(DateTimeOffset at) => (double)CountedAt(at) / _total;

    /// <summary>Its light.</summary>
    public LimitLight LightAt(DateTimeOffset at)
    {
        var counted = CountedAt(at);
        return counted >= _total ? LimitLight.Red : counted >= _yellow ? LimitLight.Yellow : LimitLight.Green;
    }

    /// <summary>When its light changes next: what a timer is set to. Null when it does not, as things stand.</summary>
    public DateTimeOffset? NextChangeAfter(DateTimeOffset at) => YellowAt > at ? YellowAt : DueAt > at ? DueAt : null;

    private long CountedAt(DateTimeOffset at)
    {
        var counted = _calendar.Count(_unit, _from, at);
        foreach (var (from, to) in _pauses)
        {
            counted -= _calendar.Count(_unit, Later(from, _from), to < at ? to.Value : at);
        }

        return counted;
    }

    private DateTimeOffset? InstantOf(long counted)
    {
        var at = _from;
        foreach (var pause in _pauses)
        {
            var running = _calendar.Count(_unit, at, pause.From);
            if (counted <= running)
            {
                break;
            }

            counted -= running;
            at = Later(at, pause.To!.Value);
        }

        return _calendar.Reach(_unit, at, counted);
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
