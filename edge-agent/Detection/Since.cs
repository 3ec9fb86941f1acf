using EdgeGrid.Agent.Sampling;

namespace EdgeGrid.Agent.Detection;

/// <summary>Since when something has been so, on the monotonic clock; or that it is not.</summary>
internal struct Since
{
    private long _beganMs;

    public bool Holds { get; private set; }

    /// <summary>It is so: from now, or still.</summary>
    public void Begin(Instant at)
    {
        if (!Holds)
        {
            (Holds, _beganMs) = (true, at.MonotonicMs);
        }
    }

    public void End() => Holds = false;

    /// <summary>It has been so for at least <paramref name="delay"/>.</summary>
    public readonly bool Lasts(TimeSpan delay, Instant now) => Holds && now.MonotonicMs - _beganMs >= (long)delay.TotalMilliseconds;

    public readonly TimeSpan For(Instant now) => Holds ? TimeSpan.FromMilliseconds(now.MonotonicMs - _beganMs) : TimeSpan.Zero;
}
