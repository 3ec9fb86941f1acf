using EdgeGrid.Agent.Centre;
using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Filtering;
using EdgeGrid.Agent.Health;
using EdgeGrid.Agent.Outbox;
using EdgeGrid.Agent.Publishing;
using EdgeGrid.Agent.Tests.Configuration;
using EdgeGrid.Agent.Tests.Outbox;
using EdgeGrid.Testing;

namespace EdgeGrid.Agent.Tests.Publishing;

/// <summary>A real outbox, a real publisher, a real broker.</summary>
internal sealed class PublisherRig : IAsyncDisposable
{
    private readonly OutboxPublisher _publisher;
    private readonly DropCounters _drops = new();
    private bool _started;

    public PublisherRig(Func<PublisherSettings, PublisherSettings>? adjust = null, IOutbox? outbox = null, TimeProvider? time = null)
    {
        var settings = new PublisherSettings
        {
            Gateway = SampleInputs.Gateway,
            Hub = new HubOptions { Url = new Uri($"mqtt://127.0.0.1:{Hub.Port}") },
            ResendAfter = TimeSpan.FromMilliseconds(400),
            GreetedWithin = TimeSpan.FromSeconds(2),
            FirstPause = TimeSpan.FromMilliseconds(20),
            LongestPause = TimeSpan.FromMilliseconds(200),
        };
        var options = ConfigurationText.Valid(ConfigurationText.Of());
        States = new DeviceStates(options);
        var status = new StatusReport(options, new GatewayClock(TimeProvider.System), States, _drops, new DiskWear(options.Gateway.Id, TimeProvider.System));
        _publisher = new OutboxPublisher(adjust?.Invoke(settings) ?? settings, outbox ?? Outbox, new HubTalk(status, Centre), time ?? TimeProvider.System, Log);
    }

    public PlayedHub Hub { get; } = new();

    public OutboxRig Store { get; } = new();

    /// <summary>What the publisher is given, unless a test brings another.</summary>
    public LiteDbOutbox Outbox => Store.Outbox;

    public DeviceStates States { get; }

    public CentreLink Centre { get; } = new();

    public CollectedLog<OutboxPublisher> Log { get; } = new();

    public async Task StartAsync()
    {
        _started = true;
        await _publisher.StartAsync(CancellationToken.None);
    }

    public Task StopAsync() => _publisher.StopAsync(CancellationToken.None);

    public Task DrainedAsync(Lane lane, double seconds = 15) =>
        Eventually.HoldsAsync($"the {lane} lane is drained", () => Outbox.Status(lane) is { Pending: 0, LastSequence: > 0 }, seconds);

    public async ValueTask DisposeAsync()
    {
        if (_started)
        {
            await StopAsync();
        }

        _publisher.Dispose();
        _drops.Dispose();
        await Hub.DisposeAsync();
        await Store.DisposeAsync();
    }
}
