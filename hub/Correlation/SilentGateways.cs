using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Configuration;
using EdgeGrid.Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Correlation;

/// <summary>
/// A gateway that is heard of no more watches nobody: the hub raises an alert for it, as the gateway does for a sensor that
/// falls silent, and clears it when it is back. One timer, for the gateway that would be the next. What is raised stands in
/// the store, so a hub that was down goes on where it was; it gives every gateway its time again, for the silence may have
/// been its own.
/// </summary>
internal sealed partial class SilentGateways(CaseDesk desk, HubStore store, LiveFeed feed, HubOptions options, ILogger<SilentGateways> logger) : BackgroundService
{
    /// <summary>What the ids of these alerts begin with; since when follows.</summary>
    public const string AlertPrefix = "unreachable-";

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(5);

    private volatile HashSet<string> _silent = [];

    private TimeSpan Patience => options.Correlation.GatewaySilentAfter;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var startedAt = options.Time.GetUtcNow();
        using var heard = feed.Subscribe(capacity: 1, only: change => change is GatewayChanged { Gateway: { Online: true } gateway } && _silent.Contains(gateway.Gateway.ToString()));
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (heard.Changes.TryRead(out _))
                {
                    // However many are back: all are looked at.
                }

                await WaitAsync(await LookAsync(startedAt, stoppingToken), heard.Changes, stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Failed(logger, e);
                await Task.Delay(PauseAfterFailure, options.Time, stoppingToken);
            }
        }
    }

    /// <summary>Raises and clears what is due.</summary>
    /// <returns>When the next one would be silent for too long.</returns>
    private async Task<DateTimeOffset> LookAsync(DateTimeOffset startedAt, CancellationToken cancellationToken)
    {
        var now = options.Time.GetUtcNow();
        var (gateways, raised) = await ReadAsync(cancellationToken);
        _silent = [.. raised.Keys];
        foreach (var row in gateways.Where(row => row.Online && raised.ContainsKey(row.Gateway) && row.SeenAt > now - Patience))
        {
            await NoteAsync(row, raised[row.Gateway], AlertTransition.Cleared, "heard again", cancellationToken);
            _silent = [.. _silent.Where(silent => silent != row.Gateway)];
        }

        // One that is heard of from now on cannot be due before then.
        var next = now + Patience;
        foreach (var row in gateways.Where(row => !raised.ContainsKey(row.Gateway)))
        {
            var dueAt = (row.SeenAt > startedAt ? row.SeenAt : startedAt) + Patience;
            if (dueAt <= now)
            {
                var since = row.SeenAt.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
                _silent = [.. _silent, row.Gateway];
                await NoteAsync(row, AlertPrefix + since, AlertTransition.Raised, FormattableString.Invariant($"not heard of since {row.SeenAt:yyyy-MM-dd HH:mm:ss} UTC"), cancellationToken);
            }
            else if (dueAt < next)
            {
                next = dueAt;
            }
        }

        return next;
    }

    private async Task<(List<GatewayRow> Gateways, Dictionary<string, string> Raised)> ReadAsync(CancellationToken cancellationToken)
    {
        await using var db = store.CreateDbContext();
        var raised = await db.CaseAlerts.AsNoTracking()
            .Where(row => !row.Cleared && row.Kind == AlertKind.DeviceFault && row.AlertId.StartsWith(AlertPrefix))
            .Select(row => new { row.Gateway, row.AlertId })
            .ToListAsync(cancellationToken);
        return (
            await db.Gateways.AsNoTracking().OrderBy(row => row.Gateway).ToListAsync(cancellationToken),
            raised.GroupBy(row => row.Gateway).ToDictionary(same => same.Key, same => same.Max(row => row.AlertId)!));
    }

    private async Task NoteAsync(GatewayRow row, string alertId, AlertTransition transition, string measured, CancellationToken cancellationToken)
    {
        var status = JsonSerializer.Deserialize(row.Status, WireJson.Default.GatewayStatus)!;
        var alert = new ReportedAlert
        {
            Gateway = row.Gateway,
            AlertId = alertId,
            Kind = AlertKind.DeviceFault,
            Level = WarningLevel.Yellow,
            Device = "link",
            Place = status.Place,
            Grid = row.Grid,
            Position = status.Position,
            Measured = measured,
            Simulated = status.Simulated,
        };
        GatewayRow? gone = null;
        await desk.RecordAsync(
            async (db, journal) =>
            {
                gone = transition == AlertTransition.Raised ? await GoneAsync(db, row, cancellationToken) : null;
                var own = await db.CaseAlerts.AsNoTracking().Where(known => known.Gateway == row.Gateway && known.AlertId == alertId).Select(known => known.CaseId).SingleOrDefaultAsync(cancellationToken);
                var filing = new AlertFiling(db, journal, options, options.Time.GetUtcNow());
                return (await filing.TakeAsync(alert, transition, own, db.SaveChangesAsync, cancellationToken)).Outcomes;
            },
            cancellationToken);
        if (gone is not null)
        {
            feed.Publish(gone.ToNews(twoAgents: false));
        }

        Noted(logger, row.Gateway, measured);
    }

    // Its broker would have said so by its will; one that died together with the hub has left none.
    private static async Task<GatewayRow?> GoneAsync(HubDb db, GatewayRow row, CancellationToken cancellationToken)
    {
        var seen = await db.Gateways.SingleAsync(one => one.Gateway == row.Gateway, cancellationToken);
        if (!seen.Online || seen.SeenAt != row.SeenAt)
        {
            return null;
        }

        seen.Online = false;
        return seen;
    }

    private async Task WaitAsync(DateTimeOffset next, ChannelReader<LiveChange> heard, CancellationToken cancellationToken)
    {
        var left = next - options.Time.GetUtcNow();
        if (left <= TimeSpan.Zero)
        {
            return;
        }

        using var woken = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(heard.WaitToReadAsync(woken.Token).AsTask(), Task.Delay(left, options.Time, woken.Token));
        await woken.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    [LoggerMessage(2200, LogLevel.Warning, "Gateway {Gateway} is {Measured}")]
    private static partial void Noted(ILogger logger, string gateway, string measured);

    [LoggerMessage(2201, LogLevel.Error, "Looking for silent gateways failed, and is tried again")]
    private static partial void Failed(ILogger logger, Exception e);
}
