using EdgeGrid.Agent.Sampling;

namespace EdgeGrid.Agent.Detection;

/// <summary>
/// Decides on one point. Delays are measured on the monotonic clock, so that a wall clock that is set neither delays
/// nor hurries an alert. Called from one thread.
/// </summary>
internal interface IDetector
{
    /// <summary>Looks at a reading, faults included.</summary>
    /// <param name="reading">Of this detector's point.</param>
    /// <param name="alerts">Takes what was decided.</param>
    void Observe(in Reading reading, List<DetectedAlert> alerts);

    /// <summary>Time has passed, whether or not anything was read.</summary>
    void Tick(Instant now, List<DetectedAlert> alerts)
    {
    }
}
