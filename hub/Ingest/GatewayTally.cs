using System.Text.Json;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Ingest;

/// <summary>What one batch learned of gateways: written once, however many messages said it.</summary>
internal sealed class GatewayTally(HubDb db, DateTimeOffset now)
{
    private readonly Dictionary<string, Counts> _counts = [];
    private readonly Dictionary<string, List<Loss>> _lost = [];
    private readonly HashSet<string> _announced = [];

    /// <summary>Gateways that told their status in this batch.</summary>
    public IReadOnlySet<string> Announced => _announced;

    public void Count(string gateway, int alerts = 0, int readings = 0, int quarantined = 0)
    {
        var counts = _counts.GetValueOrDefault(gateway);
        _counts[gateway] = new Counts(counts.Alerts + alerts, counts.Readings + readings, counts.Quarantined + quarantined);
    }

    /// <summary>Counts a line of a gateway's loss ledger.</summary>
    public void Lost(string gateway, Loss loss)
    {
        Count(gateway);
        if (!_lost.TryGetValue(gateway, out var losses))
        {
            _lost[gateway] = losses = [];
        }

        losses.Add(loss);
    }

    /// <param name="status">What the gateway says of itself.</param>
    /// <param name="grid">The cell that holds it.</param>
    /// <param name="retained">It said so some time ago: then it has not been seen now.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task AnnounceAsync(GatewayStatus status, string grid, bool retained, CancellationToken cancellationToken)
    {
        var gateway = status.Gateway.ToString();
        _announced.Add(gateway);
        if (!retained)
        {
            Count(gateway);
        }

        var row = await db.Gateways.FindAsync([gateway], cancellationToken);
        if (row is null)
        {
            row = new GatewayRow { Gateway = gateway, Status = "", Grid = grid, SeenAt = now };
            db.Gateways.Add(row);
        }

        row.Status = JsonSerializer.Serialize(status, WireJson.Default.GatewayStatus);
        row.Grid = grid;
        row.Online = status.Online;
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Adds the counts to the gateways that are known, and returns those that have news as they are then. The caller saves.</summary>
    /// <param name="isDue">Whether a gateway of which only readings came is to be told of again.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<GatewayRow>> ApplyAsync(Func<string, bool> isDue, CancellationToken cancellationToken)
    {
        var rows = new List<GatewayRow>();
        var heard = _counts.Keys.Union(_announced).ToArray();
        var known = await db.Gateways.Where(row => EF.Parameter(heard).Contains(row.Gateway)).ToDictionaryAsync(row => row.Gateway, cancellationToken);
        foreach (var gateway in heard)
        {
            if (!known.TryGetValue(gateway, out var row))
            {
                continue;
            }

            if (_counts.TryGetValue(gateway, out var counts))
            {
                row.SeenAt = now;
                row.AlertsCommitted += counts.Alerts;
                row.ReadingsCommitted += counts.Readings;
                row.Quarantined += counts.Quarantined;
            }

            var lost = _lost.GetValueOrDefault(gateway, []);
            lost.ForEach(loss => Add(row, loss));
            if (_announced.Contains(gateway) || lost.Count > 0 || counts.Alerts + counts.Quarantined > 0 || isDue(gateway))
            {
                rows.Add(row);
            }
        }

        return rows;
    }

    private static void Add(GatewayRow row, Loss loss)
    {
        row.LossLines++;
        row.RecordsLost += Math.Min(loss.Count, long.MaxValue - row.RecordsLost);
        row.LossLinesUncounted += loss.Count == 0 ? 1 : 0;
        row.LastLoss = $"{(loss.Lane == OutboxLane.Alerts ? "alerts" : "readings")}, {loss.Reason}: {loss.Detail}";
        row.LastLossAt = loss.At;
    }

    private readonly record struct Counts(int Alerts, int Readings, int Quarantined);
}
