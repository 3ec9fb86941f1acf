using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Health;
using EdgeGrid.Contracts;

namespace EdgeGrid.Agent.Detection;

/// <summary>
/// An alert that somebody asked for, to try the way from a device's name to the people who would come. It says so in its
/// words, is marked as test and as simulated, ends in the same moment, and switches no output.
/// </summary>
internal static class TestAlert
{
    /// <summary>Its raising and its clearing.</summary>
    public static IReadOnlyList<DetectedAlert> Of(DeviceOptions device, GatewayOptions gateway, GatewayClock clock, TimeProvider time)
    {
        var source = new TestSource(device, gateway, clock, time);
        var alert = new LatchedAlert(source, KindOf(device));
        var finding = new Finding(clock.Now(), $"TEST of {device.Name}: nothing was measured");
        return [Mark(alert.Raise(LevelOf(device), finding)), Mark(alert.Clear(finding with { Measured = $"TEST of {device.Name} is over" }))];
    }

    private static DetectedAlert Mark(DetectedAlert alert) => alert with { Alert = alert.Alert with { Test = true }, Simulated = true };

    // What the device would warn of first; of one that warns of nothing its silence.
    private static AlertKind KindOf(DeviceOptions device) => device.Detect switch
    {
        { Level.Kind: var kind } => kind,
        { Contact.Kind: var kind } => kind,
        { Motion: not null } => AlertKind.Intrusion,
        { Sos: not null } => AlertKind.Sos,
        { Fence: not null } => AlertKind.GridExit,
        _ => AlertKind.SensorSilent,
    };

    private static WarningLevel LevelOf(DeviceOptions device) => device.Detect switch
    {
        { Level.Steps: [var first, ..] } => first.Level,
        { Contact.Level: var level } => level,
        { Motion.Level: var level } => level,
        { Sos.Level: var level } => level,
        { Fence.Level: var level } => level,
        { Silence.Level: var level } => level,
    };

    private sealed record TestSource(DeviceOptions Tested, GatewayOptions Gateway, GatewayClock Clock, TimeProvider Time) : AlertSource(Gateway, Clock, Time)
    {
        public override string Device => Tested.Name;

        public override string Place => Tested.Place;

        public override Position? Position => Tested.Position ?? Gateway.Position;

        public override bool Simulated => true;
    }
}
