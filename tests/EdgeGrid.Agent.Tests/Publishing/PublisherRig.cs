using System.Threading.Channels;
using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Outbox;
using EdgeGrid.Agent.Publishing;
using EdgeGrid.Agent.Tests.Outbox;
using EdgeGrid.Contracts;
using EdgeGrid.Testing;

namespace EdgeGrid.Agent.Tests.Publishing;

/// <summary>A real outbox, a real publisher, a real broker.</summary>
internal sealed class PublisherRig : IAsyncDisposable
{
    private readonly OutboxPublisher _publisher;
    private bool _started;

    public PublisherRig(Func<PublisherSettings, PublisherSettings>? adjust = null)
    {
        var settings = new PublisherSettings
        {
            Gateway = SampleInputs.Gateway,
            Hub = new HubOptions { Url = new Uri($"mqtt://127.0.0.1:{Hub.Port}") },
            ResendAfter = TimeSpan.FromMilliseconds(400),
            FirstPause = TimeSpan.FromMilliseconds(20),
            LongestPause = TimeSpan.FromMilliseconds(200),
        };
        Current = new ReplaceableOutbox(Store.Outbox);
        _publisher = new OutboxPublisher(adjust?.Invoke(settings) ?? settings, Current, Status, TimeProvider.System, Log);
    }

    public PlayedHub Hub { get; } = new();

    public OutboxRig Store { get; } = new();

    public LiteDbOutbox Outbox => Store.Outbox;

    /// <summary>What the publisher is given.</summary>
    public ReplaceableOutbox Current { get; }

    public FixedStatus Status { get; } = new();

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
        await Hub.DisposeAsync();
        await Store.DisposeAsync();
    }

    internal sealed class FixedStatus : IGatewayStatusSource
    {
        private readonly Channel<bool> _changes = Channel.CreateUnbounded<bool>();
        private volatile GatewayStatus _status = SampleInputs.Status;

        public GatewayStatus Current(bool online) => _status with { Online = online };

        public async Task WaitForChangeAsync(CancellationToken cancellationToken) => await _changes.Reader.ReadAsync(cancellationToken);

        public void Change(Func<GatewayStatus, GatewayStatus> change)
        {
            _status = change(_status);
            _changes.Writer.TryWrite(true);
        }
    }
}
