using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Health;
using Microsoft.Extensions.Hosting;

namespace EdgeGrid.Agent.Sampling;

/// <summary>Loop 1 begins here: a sampler for each configured sensor, each on its own.</summary>
internal sealed class Samplers : BackgroundService
{
    private static readonly TimeSpan VigilEvery = TimeSpan.FromSeconds(1);

    // A driver that hangs keeps neither the sirens from going off in order nor the hub from being told.
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(3);

    private readonly TimeProvider _time;
    private readonly ReadingChannel _channel;
    private readonly IReadOnlyList<Sampler> _samplers;

    public Samplers(AgentOptions options, SamplerContext context, DeviceStates states)
    {
        _time = context.Devices.Time;
        _channel = context.Channel;
        _samplers = [.. options.Devices.Select(device => new Sampler(device, states[device.Name], context))];
    }

    /// <summary>The sampler of a device; null when no device has that name.</summary>
    public Sampler? Of(string device) => _samplers.FirstOrDefault(sampler => sampler.Options.Name == device);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var running = _samplers.Select(sampler => EndsQuietlyAsync(sampler.RunAsync(stoppingToken), stoppingToken)).ToList();
        using var vigil = new PeriodicTimer(VigilEvery, _time);
        await EndsQuietlyAsync(KeepVigilAsync(vigil, stoppingToken), stoppingToken);
        await Task.WhenAll(running);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(LongestStop, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        await base.StopAsync(either.Token);
        _channel.Complete();
    }

    private async Task KeepVigilAsync(PeriodicTimer vigil, CancellationToken stopping)
    {
        while (await vigil.WaitForNextTickAsync(stopping))
        {
            foreach (var sampler in _samplers)
            {
                sampler.KeepVigil();
            }
        }
    }

    private static async Task EndsQuietlyAsync(Task work, CancellationToken stopping)
    {
        try
        {
            await work;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Asked to stop, and did.
            return;
        }
    }
}
