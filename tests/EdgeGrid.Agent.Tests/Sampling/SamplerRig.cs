using System.Collections.Concurrent;
using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Filtering;
using EdgeGrid.Agent.Health;
using EdgeGrid.Agent.Sampling;
using EdgeGrid.Agent.Tests.Configuration;
using EdgeGrid.Contracts;
using EdgeGrid.Devices;
using EdgeGrid.Devices.Buses;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeGrid.Agent.Tests.Sampling;

/// <summary>The samplers of a configuration, and everything they gave.</summary>
internal sealed class SamplerRig : IAsyncDisposable
{
    private readonly ConcurrentQueue<Reading> _readings = new();
    private readonly Samplers _samplers;
    private readonly Task _collecting;

    public SamplerRig(string devices, SimulatedHardware hardware)
        : this(ConfigurationText.Valid(ConfigurationText.Of(devices, outputs: "")), hardware, TimeProvider.System)
    {
    }

    public SamplerRig(AgentOptions options, IHardware hardware, TimeProvider time)
    {
        Drops = new DropCounters();
        States = new DeviceStates(options);
        var channel = new ReadingChannel(Drops);
        var context = new SamplerContext(new PointTable(options), channel, new GatewayClock(time), new DeviceContext(hardware, time), NullLogger<Sampler>.Instance);
        _samplers = new Samplers(options, context, States);
        _collecting = Task.Run(async () =>
        {
            await foreach (var reading in channel.Reader.ReadAllAsync())
            {
                _readings.Enqueue(reading);
            }
        });
    }

    public DropCounters Drops { get; }

    public DeviceStates States { get; }

    public IReadOnlyList<Reading> Of(string device) => [.. _readings.Where(reading => reading.Point.Device.Name == device)];

    public DeviceStatus Status(string device) => States[device].Status;

    public Task StartAsync() => _samplers.StartAsync(CancellationToken.None);

    public Task StopAsync(CancellationToken limit = default) => _samplers.StopAsync(limit);

    public Task IsAsync(string device, DeviceHealth health) =>
        Eventually.HoldsAsync($"{device} is {health}", () => Status(device).Health == health);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _collecting;
        _samplers.Dispose();
    }
}
