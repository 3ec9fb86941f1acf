using EdgeGrid.Agent.Health;
using EdgeGrid.Contracts;

namespace EdgeGrid.Agent.Tests.Health;

/// <summary>A wall clock and a monotonic one that a test moves apart, and what the kernel says of the first.</summary>
internal sealed class TwoClocks : TimeProvider
{
    public DateTimeOffset Wall { get; set; } = DateTimeOffset.UnixEpoch + TimeSpan.FromMinutes(1);

    public long Ticks { get; set; } = 60 * TimeSpan.TicksPerSecond;

    public ClockQuality Kernel { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => Wall;

    public override long GetTimestamp() => Ticks;

    /// <summary>Both go on.</summary>
    public void Pass(TimeSpan time)
    {
        Wall += time;
        Ticks += time.Ticks;
    }

    /// <summary>NTP sets the wall clock, and the gateway has had the time to notice.</summary>
    public void SetByNtp(DateTimeOffset wall)
    {
        Wall = wall;
        Kernel = ClockQuality.Ntp;
        Pass(TimeSpan.FromSeconds(10));
    }

    /// <summary>The power goes and comes again: the clocks of a Raspberry Pi begin anew.</summary>
    public void Boot()
    {
        Wall = DateTimeOffset.UnixEpoch + TimeSpan.FromMinutes(1);
        Ticks = 60 * TimeSpan.TicksPerSecond;
        Kernel = ClockQuality.Unsynchronised;
    }

    public GatewayClock Of(string bootId) => new(this, () => Kernel, bootId);
}
