using EdgeGrid.Agent.Health;
using EdgeGrid.Contracts;

namespace EdgeGrid.Agent.Outbox;

/// <summary>
/// How old a stored record is and what its true times are, as far as that is known. Within a boot the monotonic clock
/// tells; over a restart only two wall clocks that somebody kept. What nobody knows stays unknown: nothing expires on a guess.
/// </summary>
internal sealed class RecordTimes(GatewayClock clock, ClockHistory history)
{
    /// <summary>This boot's monotonic clock.</summary>
    public long NowMs => clock.Now().MonotonicMs;

    /// <summary>Notes what is known of this boot's true time, for the boots to come.</summary>
    public void Learn()
    {
        if (clock.Known is { } known)
        {
            history.Learn(known);
        }
    }

    /// <summary>The record with its age, and with the true time of its boot where its own clock was not right.</summary>
    public OutboxRecord Tell(OutboxRecord record) => record with { Age = AgeOf(record), TrueClock = TrueClockOf(record) };

    /// <summary>How long ago it was appended; null when nobody knows.</summary>
    public TimeSpan? AgeOf(OutboxRecord record)
    {
        var now = clock.Now();
        if (record.BootId == clock.BootId)
        {
            return TimeSpan.FromMilliseconds(Math.Max(0, now.MonotonicMs - record.AppendedAt.MonotonicMs));
        }

        DateTimeOffset? appended = TrueClockOf(record)?.At(record.AppendedAt.MonotonicMs)
            ?? (record.Quality is ClockQuality.Ntp or ClockQuality.Gnss ? record.AppendedAt.At : null);
        return clock.Quality == ClockQuality.Unsynchronised || appended is null
            ? null
            : now.At > appended ? now.At - appended : TimeSpan.Zero;
    }

    /// <summary>When it was appended, on this boot's monotonic clock, so that its age goes on by that; now when nobody knows.</summary>
    public long BornMs(OutboxRecord record) => clock.Now().MonotonicMs - (long)(AgeOf(record) ?? TimeSpan.Zero).TotalMilliseconds;

    private BootClock? TrueClockOf(OutboxRecord record) =>
        record.Quality is ClockQuality.Ntp or ClockQuality.Gnss ? null
        : record.BootId == clock.BootId ? clock.Known
        : history.Find(record.BootId);
}
