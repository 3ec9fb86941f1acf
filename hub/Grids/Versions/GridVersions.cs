using EdgeGrid.Hub.Grids.Reading;
using EdgeGrid.Hub.Storage;
using EdgeGrid.Hub.Wording;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Grids.Versions;

/// <summary>
/// The versions of the grids in the store. They follow each other without a gap: each is valid until the next begins. One
/// that has begun is never changed and never goes, so that any instant since the first can be asked for.
/// </summary>
internal sealed class GridVersions(IDbContextFactory<HubDb> store, WriteGate gate, GridRegistry registry, TimeProvider time) : IDisposable
{
    /// <summary>Maps of other times that stay in memory: whoever asks for one mostly asks again.</summary>
    private const int MapsKept = 4;

    private readonly SemaphoreSlim _loading = new(1);
    private readonly SemaphoreSlim _refreshing = new(1);
    private readonly LinkedList<(long Version, GridMap Map)> _maps = new();
    private volatile TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the versions change the next time.</summary>
    public Task Changed => _changed.Task;

    /// <summary>Every version, oldest validity first.</summary>
    public async Task<IReadOnlyList<GridVersion>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await store.CreateDbContextAsync(cancellationToken);
        return await ListAsync(db, cancellationToken);
    }

    /// <summary>The grids that are, were or will be valid at an instant; null before the first version.</summary>
    public async Task<CurrentGrids?> AtAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        var found = (await ListAsync(cancellationToken)).LastOrDefault(version => version.ValidFrom <= at);
        return found is null ? null : new CurrentGrids(found, await MapAsync(found, cancellationToken));
    }

    /// <summary>Makes a reading without errors the version of the time from an instant on.</summary>
    /// <param name="reading">What is to be valid.</param>
    /// <param name="codes">How its codes were read.</param>
    /// <param name="from">From when; at once when null.</param>
    /// <param name="by">Who wants it.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public async Task<GridImport> ImportAsync(GridReading reading, string codes, DateTimeOffset? from, string by, CancellationToken cancellationToken)
    {
        if (!reading.IsUsable)
        {
            throw new ArgumentException("A reading with errors becomes no version.", nameof(reading));
        }

        var map = new GridMap(reading.Name, reading.Cells, reading.Areas);
        var (answer, version, why) = await gate.WriteAsync(db => AddAsync(db, map, reading, codes, from, by, cancellationToken), cancellationToken);
        if (answer == GridImportAnswer.Imported)
        {
            await RefreshAsync(CancellationToken.None);
            Tell();
        }

        var all = await ListAsync(CancellationToken.None);
        return new GridImport(answer, all.FirstOrDefault(one => one.Version == version), why);
    }

    /// <summary>Takes back a version whose time has not come.</summary>
    public async Task<GridImport> WithdrawAsync(long version, CancellationToken cancellationToken)
    {
        var withdrawn = await gate.WriteAsync(db => RemoveAsync(db, version, cancellationToken), cancellationToken);
        if (withdrawn.Answer == GridImportAnswer.Withdrawn)
        {
            Tell();
        }

        return withdrawn;
    }

    /// <summary>Lets everyone have the version that is valid now, and says when the next one begins.</summary>
    public async Task<DateTimeOffset?> RefreshAsync(CancellationToken cancellationToken)
    {
        // One after the other: whoever has looked earlier must not have the last word.
        await _refreshing.WaitAsync(cancellationToken);
        try
        {
            var now = time.GetUtcNow();
            var all = await ListAsync(cancellationToken);
            if (all.LastOrDefault(version => version.ValidFrom <= now) is { } valid)
            {
                registry.Swap(new CurrentGrids(valid, await MapAsync(valid, cancellationToken)));
            }

            return all.FirstOrDefault(version => version.ValidFrom > now)?.ValidFrom;
        }
        finally
        {
            _refreshing.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _loading.Dispose();
        _refreshing.Dispose();
    }

    private void Tell()
    {
        var told = _changed;
        _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        told.TrySetResult();
    }

    private async Task<(GridImportAnswer Answer, long Version, Refusal? Why)> AddAsync(HubDb db, GridMap map, GridReading reading, string codes, DateTimeOffset? from, string by, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var start = from?.ToUniversalTime() ?? now;
        var all = await ListAsync(db, cancellationToken);
        if (start < now && all.Count > 0)
        {
            return (GridImportAnswer.Past, 0, GridRefusals.Past(start));
        }

        if (all.FirstOrDefault(version => version.ValidFrom == start) is { } taken)
        {
            return (GridImportAnswer.Taken, taken.Version, GridRefusals.Taken(taken.Version, start));
        }

        var fingerprint = map.Fingerprint();
        if (all.LastOrDefault(version => version.ValidFrom < start) is { } before && before.Fingerprint == fingerprint)
        {
            return (GridImportAnswer.Unchanged, before.Version, null);
        }

        var row = new GridVersionRow
        {
            ValidFrom = start,
            ImportedAt = now,
            ImportedBy = by,
            Name = map.Name,
            Codes = codes,
            Fingerprint = fingerprint,
            Cells = map.Cells.Count,
            Warnings = GridRows.Text(reading.Report.Problems),
        };
        db.Add(row);
        await db.SaveChangesAsync(cancellationToken);
        db.AddRange(map.Cells.Select(cell => GridRows.Of(cell, row.Version)));
        db.AddRange(map.Areas.Select(area => GridRows.Of(area, row.Version)));
        return (GridImportAnswer.Imported, row.Version, null);
    }

    private async Task<GridImport> RemoveAsync(HubDb db, long version, CancellationToken cancellationToken)
    {
        var found = (await ListAsync(db, cancellationToken)).FirstOrDefault(one => one.Version == version);
        if (found is null)
        {
            return new GridImport(GridImportAnswer.Unknown, null, GridRefusals.NoVersion(version));
        }

        if (found.ValidFrom <= time.GetUtcNow())
        {
            return new GridImport(GridImportAnswer.Past, found, GridRefusals.InForce(version, found.ValidFrom));
        }

        await db.Set<GridCellRow>().Where(row => row.Version == version).ExecuteDeleteAsync(cancellationToken);
        await db.Set<GridAreaRow>().Where(row => row.Version == version).ExecuteDeleteAsync(cancellationToken);
        await db.Set<GridVersionRow>().Where(row => row.Version == version).ExecuteDeleteAsync(cancellationToken);
        return new GridImport(GridImportAnswer.Withdrawn, found, null);
    }

    private static async Task<IReadOnlyList<GridVersion>> ListAsync(HubDb db, CancellationToken cancellationToken)
    {
        var rows = await db.Set<GridVersionRow>().AsNoTracking().OrderBy(row => row.ValidFrom).ToListAsync(cancellationToken);
        return [.. rows.Select((row, i) => row.ToVersion(i + 1 < rows.Count ? rows[i + 1].ValidFrom : null))];
    }

    private async Task<GridMap> MapAsync(GridVersion version, CancellationToken cancellationToken)
    {
        if (registry.Current is { Version.Version: var current, Map: var map } && current == version.Version)
        {
            return map;
        }

        // One at a time: many who ask for the same old version wait for one reading of it.
        await _loading.WaitAsync(cancellationToken);
        try
        {
            var known = _maps.FirstOrDefault(one => one.Version == version.Version);
            if (known.Map is null)
            {
                known = (version.Version, await LoadAsync(version, cancellationToken));
                _maps.AddFirst(known);
                if (_maps.Count > MapsKept)
                {
                    _maps.RemoveLast();
                }
            }

            return known.Map;
        }
        finally
        {
            _loading.Release();
        }
    }

    private async Task<GridMap> LoadAsync(GridVersion version, CancellationToken cancellationToken)
    {
        await using var db = await store.CreateDbContextAsync(cancellationToken);
        var cells = await db.Set<GridCellRow>().AsNoTracking().Where(row => row.Version == version.Version).ToListAsync(cancellationToken);
        var areas = await db.Set<GridAreaRow>().AsNoTracking().Where(row => row.Version == version.Version).ToListAsync(cancellationToken);
        return new GridMap(version.Name, cells.Select(GridRows.ToCell), areas.Select(GridRows.ToArea));
    }
}
