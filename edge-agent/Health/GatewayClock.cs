using EdgeGrid.Agent.Sampling;
using EdgeGrid.Contracts;

namespace EdgeGrid.Agent.Health;

/// <summary>Both clocks of this gateway, the boot they belong to, and how far the wall clock can be trusted.</summary>
internal sealed class GatewayClock
{
    private const string BootIdFile = "/proc/sys/kernel/random/boot_id";

    private static readonly TimeSpan QualityIsGoodFor = TimeSpan.FromSeconds(10);

    private readonly TimeProvider _time;
    private readonly Func<ClockQuality> _quality;
    private readonly Lock _lock = new();
    private long _askedAt;
    private ClockQuality _lastQuality;

    public GatewayClock(TimeProvider time)
        : this(time, KernelClock.Quality)
    {
    }

    internal GatewayClock(TimeProvider time, Func<ClockQuality> quality)
    {
        _time = time;
        _quality = quality;
        _askedAt = time.GetTimestamp();
        _lastQuality = quality();
        StartedAt = time.GetUtcNow();

        // A kernel without boot ids gets one for each run of the agent: the monotonic clock is then compared within that run only.
        BootId = File.Exists(BootIdFile) ? File.ReadAllText(BootIdFile).Trim() : Guid.CreateVersion7().ToString();
    }

    /// <summary>The kernel's id of this boot.</summary>
    public string BootId { get; }

    /// <summary>When this agent started, UTC.</summary>
    public DateTimeOffset StartedAt { get; }

    public ClockQuality Quality
    {
        get
        {
            lock (_lock)
            {
                if (_time.GetElapsedTime(_askedAt) >= QualityIsGoodFor)
                {
                    _askedAt = _time.GetTimestamp();
                    _lastQuality = _quality();
                }

                return _lastQuality;
            }
        }
    }

    public Instant Now() => new(_time.GetUtcNow(), (long)_time.GetElapsedTime(0).TotalMilliseconds);

    /// <summary>What an alert says of the clocks at <paramref name="instant"/>.</summary>
    public ClockReading Read(Instant instant) => new(BootId, instant.MonotonicMs, Quality);
}
