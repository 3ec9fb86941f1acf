using System.Diagnostics;
using EdgeGrid.Agent;
using EdgeGrid.Agent.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeGrid.Simulator.Demo;

/// <summary>The demo's gateways: each the very code the service runs, in this process or, native, in its own.</summary>
internal sealed class DemoFleet(DemoOptions options, DemoWorld world, EdgeTally tally) : IAsyncDisposable
{
    private readonly List<IHost> _agents = [];
    private Process? _native;

    /// <summary>Starts every gateway; those that start do not wait for those that cannot.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var gateway in world.Gateways)
        {
            if (gateway.Name == "building" && options.NativeAgent is { } file)
            {
                StartNative(file, gateway.Configuration);
            }
            else
            {
                await StartHereAsync(gateway, cancellationToken);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_agents.Select(agent => agent.StopAsync()));
        foreach (var agent in _agents)
        {
            agent.Dispose();
        }

        if (_native is { } native)
        {
            native.Kill(entireProcessTree: true);
            await native.WaitForExitAsync();
            native.Dispose();
        }
    }

    private async Task StartHereAsync(DemoGateway gateway, CancellationToken cancellationToken)
    {
        var loaded = new AgentConfiguration(Drivers.All, gateway.Hardware).Load(gateway.Configuration);
        var agent = AgentHost.Build(
            loaded.Options ?? throw new InvalidOperationException(loaded.Explain()),
            new AgentSurroundings(gateway.Hardware) { Logging = logging => logging.AddProvider(tally) });
        _agents.Add(agent);
        await agent.StartAsync(cancellationToken);
    }

    private void StartNative(string file, string configuration)
    {
        var start = new ProcessStartInfo(file) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { "run", "--config", configuration })
        {
            start.ArgumentList.Add(argument);
        }

        _native = new Process { StartInfo = start };
        _native.OutputDataReceived += (_, line) => tally.Read(line.Data ?? "");
        _native.ErrorDataReceived += (_, line) => tally.Read(line.Data ?? "");
        _native.Start();
        _native.BeginOutputReadLine();
        _native.BeginErrorReadLine();
    }
}
