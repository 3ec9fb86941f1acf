using EdgeGrid.Agent.Sampling;

namespace EdgeGrid.Agent.Detection;

/// <summary>
/// Decides, for one point, when an alert begins, rises and ends. Delays are measured on the monotonic clock. Between
/// two readings the last value is taken to hold: an alert that is due does not wait for the next reading, which may
/// never come. An alert ends only on evidence: a fault is none.
/// </summary>
internal interface IDetector
{
    /// <summary>Takes a reading of its point: plausible and despiked, or a fault.</summary>
    DetectedAlert? Next(in Reading reading);

    /// <summary>Time has passed. Called several times a second, whether there are readings or not.</summary>
    DetectedAlert? Tick(Instant now);
}
