using System.Net;
using EdgeGrid.Agent.Centre;
using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Filtering;
using EdgeGrid.Agent.Health;
using EdgeGrid.Agent.Outbox;
using EdgeGrid.Agent.Publishing;
using EdgeGrid.Conformance.Outbox;
using EdgeGrid.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeGrid.Conformance.Broker;

/// <summary>The second half of an agent: its real publisher, on an outbox that needs no disk where a test brings no other.</summary>
internal sealed class PublishingAgent : IAsyncDisposable
{
    private readonly DropCounters _drops = new();
    private readonly DiskWear _wear = new(OutboxInputs.Gateway, TimeProvider.System);
    private readonly OutboxPublisher _publisher;

    private PublishingAgent(IPEndPoint broker, IOutbox outbox)
    {
        Outbox = outbox;
        var options = new AgentOptions
        {
            Gateway = new GatewayOptions { Id = OutboxInputs.Gateway, Name = "Heping Road 18", Place = "Heping Road 18" },
            Hub = new HubOptions { Url = new Uri($"mqtt://{broker}") },
            Data = new DataOptions { Folder = "none" },
            Hash = "000000000000",
        };
        var settings = new PublisherSettings
        {
            Gateway = options.Gateway.Id,
            Hub = options.Hub,
            FirstPause = TimeSpan.FromMilliseconds(20),
            LongestPause = TimeSpan.FromMilliseconds(200),
        };
        var status = new StatusReport(options, new GatewayClock(TimeProvider.System), new DeviceStates(options), _drops, _wear);
        _publisher = new OutboxPublisher(settings, Outbox, new HubTalk(status, new CentreLink()), TimeProvider.System, NullLogger<OutboxPublisher>.Instance);
    }

    public IOutbox Outbox { get; }

    public static async Task<PublishingAgent> StartAsync(IPEndPoint broker, IOutbox? outbox = null)
    {
        var agent = new PublishingAgent(broker, outbox ?? new InMemoryOutbox());
        await agent._publisher.StartAsync(CancellationToken.None);
        return agent;
    }

    /// <summary>Appends an alert.</summary>
    /// <returns>Its id.</returns>
    public string Raise()
    {
        var alert = OutboxInputs.Alert();
        Outbox.Append(alert);
        return alert.Alert.AlertId;
    }

    public Task DrainedAsync() => Eventually.HoldsAsync(
        "the hub has acknowledged everything", () => Outbox.Status(Lane.Alerts).Pending == 0 && Outbox.Status(Lane.Readings).Pending == 0, seconds: 20);

    public async ValueTask DisposeAsync()
    {
        await _publisher.StopAsync(CancellationToken.None);
        _publisher.Dispose();
        _drops.Dispose();
        _wear.Dispose();
    }
}
