using System.CommandLine;
using EdgeGrid.Simulation.Gnss;
using EdgeGrid.Simulation.Serial;

namespace EdgeGrid.Simulator.Devices;

/// <summary><c>device nmea</c>: a tracker that walks, on a pty.</summary>
internal static class NmeaDevice
{
    private static readonly Option<double> Speed = new("--speed") { Description = "over ground, m/s", HelpName = "METRES", DefaultValueFactory = _ => 1.4 };

    private static readonly Option<bool> Sos = new("--sos") { Description = "its button is pressed" };

    private static readonly Option<bool> Indoors = new("--indoors") { Description = "it sees no satellites" };

    public static Command Create()
    {
        var command = new Command("nmea", "A tracker that walks round a block and tells of it in NMEA 0183, on a pty") { Speed, Sos, Indoors };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var line = PseudoTerminal.Open(TimeProvider.System);
            var terminal = new NmeaTerminal(
                line,
                new NmeaTerminalOptions
                {
                    Path = [new(34.2440, 117.1940), new(34.2449, 117.1940), new(34.2449, 117.1951), new(34.2440, 117.1951)],
                    SpeedMetresPerSecond = parsed.GetValue(Speed),
                },
                TimeProvider.System)
            {
                HasSky = !parsed.GetValue(Indoors),
            };
            if (parsed.GetValue(Sos))
            {
                terminal.PressSos();
            }

            return await SimulatedDevices.ServeAsync(
                $$"""{ "name": "tracker", "kind": "nmea", "port": "{{line.Path}}", "simulated": true }""",
                terminal.RunAsync,
                cancellationToken);
        });
        return command;
    }
}
