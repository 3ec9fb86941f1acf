using System.CommandLine;
using EdgeGrid.Simulation.Gnss;
using EdgeGrid.Simulator.Commands;

namespace EdgeGrid.Simulator.Devices;

/// <summary><c>device gpsd</c>: a gpsd whose receiver someone carries.</summary>
internal static class GpsdDevice
{
    private static readonly Option<int> Port = CommonOptions.Port("--port", "TCP, on the loopback address; 0: one that is free", usual: 0, least: 0);

    private static readonly Option<bool> Indoors = new("--indoors") { Description = "its receiver sees no satellites" };

    public static Command Create()
    {
        var command = new Command("gpsd", "A gpsd whose receiver is carried round a block, over TCP") { Port, Indoors };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var gpsd = SimulatedGpsd.Start(
                new NmeaTerminalOptions { Path = [new(34.2440, 117.1940), new(34.2449, 117.1940), new(34.2449, 117.1951), new(34.2440, 117.1951)] },
                TimeProvider.System,
                parsed.GetValue(Port));
            gpsd.HasSky = !parsed.GetValue(Indoors);
            return await SimulatedDevices.ServeAsync(
                $$"""{ "name": "tracker", "kind": "gpsd", "port": {{gpsd.Port}}, "simulated": true }""",
                cancelled => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancelled),
                cancellationToken);
        });
        return command;
    }
}
