using EdgeGrid.Agent.Sampling;
using EdgeGrid.Contracts;

namespace EdgeGrid.Agent.Health;

/// <summary>
/// Both clocks of this gateway, the boot they belong to, and how far the wall clock can be trusted. It is the kernel's;
/// where nobody keeps that one and a receiver tells the time, it is the receiver's.
/// </summary>
internal sealed class GatewayClock
{
    private const string BootIdFile = "/proc/sys/kernel/random/boot_id";

    /// <summary>No true time is before it.</summary>
    public static readonly DateTimeOffset Earliest = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan QualityIsGoodFor = TimeSpan.FromSeconds(10);

    private readonly TimeProvider _time;
    private readonly Func<ClockQuality> _kernel;
    private readonly ReceiverClock _receiver = new();
    private readonly Lock _lock = new();
    private long _askedAt;
    private ClockQuality _lastOfKernel;

    public GatewayClock(TimeProvider time)
        : this(time, KernelClock.Quality)
    {
    }

    internal GatewayClock(TimeProvider time, Func<ClockQuality> kernel, string? bootId = null)
    {
        _time = time;
        _kernel = kernel;
        _askedAt = time.GetTimestamp();
        _lastOfKernel = AskKernel();
        StartedAt = time.GetUtcNow();

        // A kernel without boot ids gets one for each run of the agent: the monotonic clock is then compared within that run only.
        BootId = bootId ?? (File.Exists(BootIdFile) ? File.ReadAllText(BootIdFile).Trim() : Guid.CreateVersion7().ToString());
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
                return OfKernel() is var kernel && kernel == ClockQuality.Unsynchronised && _receiver.OffsetMs is not null
                    ? ClockQuality.Gnss
                    : kernel;
            }
        }
    }

    /// <summary>What is known of this boot's true time; null while nobody has said it.</summary>
    public BootClock? Known
    {
        get
        {
            lock (_lock)
            {
                var quality = Quality;
                var now = Now();
                return quality == ClockQuality.Unsynchronised ? null : new BootClock(BootId, now.At.ToUnixTimeMilliseconds() - now.MonotonicMs, quality);
            }
        }
    }

    public Instant Now()
    {
        var monotonicMs = (long)_time.GetElapsedTime(0).TotalMilliseconds;
        lock (_lock)
        {
            return _receiver.OffsetMs is { } offset && OfKernel() == ClockQuality.Unsynchronised
                ? new Instant(DateTimeOffset.FromUnixTimeMilliseconds(offset + monotonicMs), monotonicMs)
                : new Instant(_time.GetUtcNow(), monotonicMs);
        }
    }

    /// <summary>What an alert says of the clocks at <paramref name="instant"/>.</summary>
    public ClockReading Read(Instant instant) => new(BootId, instant.MonotonicMs, Quality);

    /// <summary>Takes the time that a real receiver tells with a fix.</summary>
    public void Hear(DateTimeOffset utc, Instant heardAt)
    {
        lock (_lock)
        {
            _receiver.Hear(utc, heardAt.MonotonicMs);
        }
    }

    // Whoever says that NTP keeps a clock which stands before this program was written is wrong.
    private ClockQuality AskKernel() => _time.GetUtcNow() < Earliest ? ClockQuality.Unsynchronised : _kernel();

    private ClockQuality OfKernel()
    {
        if (_time.GetElapsedTime(_askedAt) >= QualityIsGoodFor)
        {
            _askedAt = _time.GetTimestamp();
            _lastOfKernel = AskKernel();
        }

        return _lastOfKernel;
    }
}
