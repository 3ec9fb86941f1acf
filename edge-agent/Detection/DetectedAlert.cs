using EdgeGrid.Contracts;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Detection;

/// <summary>What a detector decided: one transition, and the picture that shows it.</summary>
/// <param name="Alert">As it will cross the wire, but for what Actuation adds to <see cref="Alert.Actions"/>.</param>
/// <param name="Simulated">The device is simulated.</param>
/// <param name="Evidence">The picture in which it was seen.</param>
internal sealed record DetectedAlert(Alert Alert, bool Simulated, Snapshot? Evidence = null);
