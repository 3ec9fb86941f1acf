using EdgeGrid.Contracts;

namespace EdgeGrid.Agent.Health;

/// <summary>The true time of one boot: how far it is from that boot's monotonic clock.</summary>
/// <param name="BootId">The kernel's id of the boot.</param>
/// <param name="OffsetMs">Milliseconds since 1970, UTC, when the monotonic clock stood at 0.</param>
/// <param name="Quality">Who said so: <see cref="ClockQuality.Ntp"/> or <see cref="ClockQuality.Gnss"/>.</param>
internal sealed record BootClock(string BootId, long OffsetMs, ClockQuality Quality)
{
    private static readonly long LatestMs = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>The true time at an instant of the boot.</summary>
    public DateTimeOffset At(long monotonicMs) =>
        DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(OffsetMs + monotonicMs, 0, LatestMs));

    /// <summary>How far a time of this boot's wall clock was from the true one; positive when it was late.</summary>
    public TimeSpan Correction(DateTimeOffset at, long monotonicMs) => At(monotonicMs) - at;
}
