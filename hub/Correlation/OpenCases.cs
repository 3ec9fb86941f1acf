using EdgeGrid.Contracts;
using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Correlation;

/// <summary>
/// The cases that the alerts of one batch may join: those of the store, which is asked once for all alerts whose place is
/// known, and those that the batch itself has opened or changed, which the store does not know yet.
/// </summary>
internal sealed class OpenCases(HubDb db, CorrelationOptions options, DateTimeOffset now)
{
    private readonly Dictionary<string, CaseRow> _changed = [];
    private ILookup<long, CaseRow> _byTile = Enumerable.Empty<CaseRow>().ToLookup(row => 0L);
    private bool _somePlaceless = true;

    /// <summary>What the batch has opened or changed.</summary>
    public IReadOnlyDictionary<string, CaseRow> ChangedHere => _changed;

    /// <summary>The store's, without what the batch has done. The window runs on the hub's clock: when a case last changed here, not what a gateway's clock says.</summary>
    public IQueryable<CaseRow> InWindow
    {
        get
        {
            // Said of the step, for so are the indexes of open cases.
            var since = now - options.Window;
            return db.Cases.AsNoTracking().Where(row => row.Step < CaseStep.Closed && row.Kind != null && row.ChangedAt >= since);
        }
    }

    /// <summary>Asks the store for what is near any of these.</summary>
    public async Task LoadAsync(IEnumerable<ReportedAlert> alerts, CancellationToken cancellationToken)
    {
        var tiles = alerts.SelectMany(TilesOf).Distinct().ToArray();
        if (tiles.Length > 0)
        {
            var near = await InWindow.Where(row => row.Tile != null && EF.Parameter(tiles).Contains(row.Tile.Value)).ToListAsync(cancellationToken);
            _byTile = near.ToLookup(row => row.Tile!.Value);
            _somePlaceless = await InWindow.AnyAsync(row => row.Tile == null, cancellationToken);
        }
    }

    /// <summary>A case that the batch has opened or changed, as it stands now.</summary>
    public void Changed(CaseRow row) => _changed[row.CaseId] = row;

    /// <summary>The most recently changed case that the alert joins; null when there is none.</summary>
    public async Task<string?> FindAsync(ReportedAlert alert, CancellationToken cancellationToken)
    {
        // What the batch has changed has changed last of all.
        var here = Newest(_changed.Values, alert);
        if (here is not null || Correlator.IsOfOneDevice(alert.Kind))
        {
            return (here ?? await NewestAsync(InWindow.Where(row => row.Gateway == alert.Gateway && row.Device == alert.Device && row.Kind == alert.Kind), alert, cancellationToken))?.CaseId;
        }

        if (alert.Position is null)
        {
            return (await NewestAsync(Neighbours(InWindow, alert), alert, cancellationToken))?.CaseId;
        }

        var near = Newest(TilesOf(alert).SelectMany(tile => _byTile[tile]).Where(row => !_changed.ContainsKey(row.CaseId)), alert);
        var placeless = _somePlaceless ? await NewestAsync(Neighbours(InWindow.Where(row => row.Tile == null), alert), alert, cancellationToken) : null;
        return (placeless is null || near?.ChangedAt > placeless.ChangedAt ? near : placeless)?.CaseId;
    }

    private IEnumerable<long> TilesOf(ReportedAlert alert) =>
        alert.Position is { } at && !Correlator.IsOfOneDevice(alert.Kind) ? CaseTile.Around(at, options.NearMetres) : [];

    // One index for each: SQLite takes none for "this or that".
    private static IQueryable<CaseRow> Neighbours(IQueryable<CaseRow> cases, ReportedAlert alert) =>
        cases.Where(row => row.Gateway == alert.Gateway).Concat(cases.Where(row => row.Grid == alert.Grid && row.Gateway != alert.Gateway));

    private CaseRow? Newest(IEnumerable<CaseRow> cases, ReportedAlert alert) =>
        cases.Where(row => Fits(row, alert)).MaxBy(row => (row.ChangedAt, row.CaseId));

    private async Task<CaseRow?> NewestAsync(IQueryable<CaseRow> cases, ReportedAlert alert, CancellationToken cancellationToken)
    {
        var kinds = Correlator.RelatedTo(alert.Kind);
        var fitting = cases.Where(row => row.Simulated == alert.Simulated && EF.Parameter(kinds).Contains(row.Kind!.Value))
            .OrderByDescending(row => row.ChangedAt)
            .ThenByDescending(row => row.CaseId)
            .AsAsyncEnumerable();

        // The newest that fits ends the search: the others are not even read.
        await foreach (var row in fitting.WithCancellation(cancellationToken))
        {
            if (!_changed.ContainsKey(row.CaseId) && Fits(row, alert))
            {
                return row;
            }
        }

        return null;
    }

    private bool Fits(CaseRow row, ReportedAlert alert) =>
        row.Step < CaseStep.Closed && row.Simulated == alert.Simulated && Correlator.Joins(alert, row, options);
}
