using System.CommandLine;
using EdgeGrid.Simulation.Video;
using EdgeGrid.Simulator.Commands;

namespace EdgeGrid.Simulator.Devices;

/// <summary><c>device camera</c>: a network camera on a street where somebody passes now and then.</summary>
internal static class CameraDevice
{
    private static readonly Option<int> Port = CommonOptions.Port("--port", "TCP, on the loopback address; 0: one that is free", usual: 0, least: 0);

    private static readonly Option<CameraFault?> Fault = CommonOptions.Fault<CameraFault>("what it does wrong");

    public static Command Create()
    {
        var command = new Command("camera", "A network camera on a street where somebody passes every twenty seconds: motion JPEG over HTTP") { Port, Fault };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var script = new ClipScript { Length = TimeSpan.FromSeconds(20), Events = [new PersonWalks(TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(6))] };
            await using var camera = SimulatedCamera.Start(script, TimeProvider.System, parsed.GetValue(Port));
            camera.Fault = parsed.GetValue(Fault) ?? CameraFault.None;
            return await SimulatedDevices.ServeAsync(
                $$"""{ "name": "street", "kind": "camera", "source": "{{camera.Source}}", "simulated": true }""",
                cancelled => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancelled),
                cancellationToken);
        });
        return command;
    }
}
