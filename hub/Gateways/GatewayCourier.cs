using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Ingest;
using EdgeGrid.Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Gateways;

/// <summary>What a courier works with.</summary>
internal sealed record CourierContext(ConfigurationDesk Configurations, CommandDesk Commands, BrokerConnection Connection, LiveFeed Feed, IDbContextFactory<HubDb> Store);

/// <summary>
/// Carries to gateways what is wanted of them. Configurations are retained at the broker; they are put there again when the
/// broker was reached anew, for it may have forgotten them, and when a gateway shows that it has not heard of the newest.
/// Commands are sent again until they are answered or over: a gateway carries out each once.
/// </summary>
internal sealed class GatewayCourier(CourierContext context, TimeProvider time, ILogger<GatewayCourier> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SendAgainAfter = TimeSpan.FromSeconds(5);

    // To whom what is wanted is to be told; null: to all.
    private readonly Channel<GatewayId?> _configurations = Channel.CreateUnbounded<GatewayId?>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Channel<bool> _commands = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Dictionary<string, long> _sentAt = [];

    /// <summary>Rings while a command is open, and not when none is.</summary>
    private ITimer? _again;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var reports = context.Feed.Subscribe(only: change => change is ConfigurationReported);
        context.Connection.Reached = TellAll;
        context.Configurations.Changed = gateway => _configurations.Writer.TryWrite(gateway);
        context.Commands.Given = WakeCommands;
        await using var again = time.CreateTimer(_ => WakeCommands(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _again = again;
        TellAll();
        await Task.WhenAll(
            KeepAsync(token => HearReportsAsync(reports, token), stoppingToken),
            KeepAsync(TellConfigurationsAsync, stoppingToken),
            KeepAsync(SendCommandsAsync, stoppingToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void TellAll()
    {
        _configurations.Writer.TryWrite(null);
        WakeCommands();
    }

    private void WakeCommands() => _commands.Writer.TryWrite(true);

    // The outermost loop of each part: a store or a broker that is away comes back.
    private async Task KeepAsync(Func<CancellationToken, Task> part, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await part(stopping);
            }
            catch (Exception failure) when (!stopping.IsCancellationRequested)
            {
                GatewayLog.Stumbled(logger, failure);
                await Task.Delay(Pause, time, stopping);
                WakeCommands();
            }
        }
    }

    private async Task HearReportsAsync(LiveSubscription reports, CancellationToken stopping)
    {
        long missed = 0;
        await foreach (var change in reports.Changes.ReadAllAsync(stopping))
        {
            if (reports.Missed > missed)
            {
                missed = reports.Missed;
                _configurations.Writer.TryWrite(null);
            }

            var gateway = ((ConfigurationReported)change).Gateway;
            if (await context.Configurations.ReadAsync(gateway, stopping) is { Desired: { } desired, Reported: { } reported } && reported.Revision < desired.Revision)
            {
                _configurations.Writer.TryWrite(gateway);
            }
        }
    }

    private async Task TellConfigurationsAsync(CancellationToken stopping)
    {
        await foreach (var gateway in _configurations.Reader.ReadAllAsync(stopping))
        {
            await using var db = await context.Store.CreateDbContextAsync(stopping);
            var id = gateway?.ToString();
            var newest = db.Revisions().AsNoTracking()
                .Where(row => id == null || row.Gateway == id)
                .Where(row => !db.Revisions().Any(later => later.Gateway == row.Gateway && later.Revision > row.Revision));
            await foreach (var row in newest.AsAsyncEnumerable().WithCancellation(stopping))
            {
                if (!await TryPublishAsync(Topics.Config(GatewayId.Parse(row.Gateway)), Message(row), correlation: null))
                {
                    break;
                }
            }
        }
    }

    private async Task SendCommandsAsync(CancellationToken stopping)
    {
        await foreach (var _ in _commands.Reader.ReadAllAsync(stopping))
        {
            var open = await context.Commands.OpenAsync(stopping);
            foreach (var forgotten in _sentAt.Keys.Except(open.Select(row => row.Id)).ToList())
            {
                _sentAt.Remove(forgotten);
            }

            foreach (var row in open.Where(row => !_sentAt.TryGetValue(row.Id, out var at) || time.GetElapsedTime(at) >= SendAgainAfter))
            {
                var topic = Topics.Command(GatewayId.Parse(row.Gateway), row.Name);
                var payload = JsonSerializer.SerializeToUtf8Bytes(CommandDesk.Message(row), WireJson.Wire.GatewayCommand);
                if (!await TryPublishAsync(topic, payload, Encoding.ASCII.GetBytes(row.Id), Topics.CommandAnswers(GatewayId.Parse(row.Gateway))))
                {
                    break;
                }

                _sentAt[row.Id] = time.GetTimestamp();
            }

            if (open.Count > 0)
            {
                _again!.Change(Pause, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>As it goes to its gateway.</summary>
    public static byte[] Message(GatewayRevisionRow row) => JsonSerializer.SerializeToUtf8Bytes(
        new DesiredConfiguration
        {
            Gateway = GatewayId.Parse(row.Gateway),
            Revision = row.Revision,
            Hash = row.Hash,
            At = row.At,
            Document = JsonElement.Parse(row.Document),
        },
        WireJson.Wire.DesiredConfiguration);

    // What a broker that is away does not take is carried when it is reached again.
    private async Task<bool> TryPublishAsync(string topic, byte[] payload, byte[]? correlation, string? responseTopic = null)
    {
        if (await context.Connection.TryPublishAsync(topic, payload, correlation, retain: correlation is null, responseTopic) is not { } trouble)
        {
            return true;
        }

        GatewayLog.NotCarried(logger, topic, trouble);
        return false;
    }
}
