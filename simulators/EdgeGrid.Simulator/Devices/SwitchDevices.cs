using System.CommandLine;
using EdgeGrid.Simulation.Chips;

namespace EdgeGrid.Simulator.Devices;

/// <summary>What hangs on pins: <c>device contact</c> and <c>relay</c>.</summary>
internal static class SwitchDevices
{
    private const int Pin = 17;

    public static readonly Option<bool> Active = new("--active") { Description = "the contact alarms" };

    public static Command Contact() => BoardServing.Make("contact", "The contact of a smoke alarm between a pin and ground", [Active], (parsed, board) =>
    {
        _ = new SimulatedContact(board.Gpio[Pin]) { Active = parsed.GetValue(Active) };
        return $"\"pin\": {Pin}";
    }, place: "chip");

    /// <summary>An output: its line belongs in <c>outputs</c>.</summary>
    public static Command Relay() => BoardServing.Make("relay", "A relay at a pin, which says when it is switched", [], (_, board) =>
    {
        var relay = new SimulatedRelay(board.Gpio[Pin]);
        relay.Switched += (_, _) => System.Console.Out.WriteLine(relay.IsOn ? "on" : "off");
        return $"\"pin\": {Pin}";
    }, place: "chip", mark: "\"on\": [\"gas\", \"smoke\", \"fire\"], \"atLeast\": \"yellow\"");
}
