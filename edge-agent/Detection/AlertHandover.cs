using EdgeGrid.Agent.Sampling;
using EdgeGrid.Contracts;

namespace EdgeGrid.Agent.Detection;

/// <summary>
/// The alerts that are raised when the agent starts anew within its process, from one life to the next: what watches the
/// same device for the same thing goes on with them, so that none is raised twice and none stays raised for ever. One for
/// each life. Not safe for several threads.
/// </summary>
/// <param name="inherited">What was raised in the life before, each by its last transition.</param>
internal sealed class AlertHandover(IReadOnlyList<DetectedAlert> inherited)
{
    private readonly List<DetectedAlert> _unclaimed = [.. inherited];
    private readonly List<DetectedAlert> _claimed = [];
    private IReadOnlyList<DetectedAlert>? _left;

    public AlertHandover()
        : this([])
    {
    }

    /// <summary>What a detector has gone on with.</summary>
    public IReadOnlyList<DetectedAlert> Claimed => _claimed;

    /// <summary>What nothing watches for any more.</summary>
    public IReadOnlyList<DetectedAlert> Unclaimed => _unclaimed;

    /// <summary>For the next life: what this one left, or what it was given when it never got to run.</summary>
    public AlertHandover Next => new(_left ?? inherited);

    /// <summary>The alert with which a detector goes on; null when there is none.</summary>
    public DetectedAlert? Claim(string device, AlertKind kind)
    {
        if (_unclaimed.Find(held => held.Alert.Device == device && held.Alert.Kind == kind) is not { } found)
        {
            return null;
        }

        _unclaimed.Remove(found);
        _claimed.Add(found);
        return found;
    }

    /// <summary>This life ends with these raised.</summary>
    public void Leave(IEnumerable<DetectedAlert> open) => _left = [.. open];

    /// <summary>When an alert was raised, on both clocks: the monotonic one goes on within a process.</summary>
    public static Instant RaisedOf(Alert alert) =>
        new(alert.RaisedAt, alert.Clock.MonotonicMs - (long)(alert.SampledAt - alert.RaisedAt).TotalMilliseconds);

    /// <summary>The end of an alert that nothing watches for any more.</summary>
    public static DetectedAlert End(DetectedAlert open, Instant now) => open with
    {
        Alert = open.Alert with
        {
            Transition = AlertTransition.Cleared,
            Measured = "Not watched for any more: the gateway's configuration has changed",
            Value = null,
            Unit = null,
            Limit = null,
            SampledAt = now.At,
            Clock = open.Alert.Clock with { MonotonicMs = now.MonotonicMs },
            Actions = [],
        },
    };
}
