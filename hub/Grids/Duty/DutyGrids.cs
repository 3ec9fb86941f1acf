using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Storage;
using EdgeGrid.Hub.Wording;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Grids.Duty;

/// <summary>A duty grid 责任网格: the unit grids that one worker looks after.</summary>
/// <param name="Code">Its own code: 1 to 32 letters, digits or hyphens.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Worker">Whose it is, as the hub names its staff; empty when it is nobody's at present.</param>
/// <param name="Cells">Codes of its unit grids, in order.</param>
/// <param name="Version">Counts its changes, from 1.</param>
internal sealed record DutyGrid(string Code, string Name, string Worker, IReadOnlyList<string> Cells, int Version)
{
    /// <summary>Those of its cells that an import has done away with: somebody must say who looks after what came instead.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];
}

/// <summary>Who looks after which cells. A cell is part of one duty grid at most.</summary>
internal sealed class DutyGrids(IDbContextFactory<HubDb> store, WriteGate gate, GridRegistry registry, TimeProvider time)
{
    private const int MaxName = GridLimits.MaxName;
    private const int MaxCells = 500;

    /// <summary>All, or those of one worker, by code.</summary>
    public async Task<IReadOnlyList<DutyGrid>> ListAsync(string? worker, CancellationToken cancellationToken)
    {
        await using var db = await store.CreateDbContextAsync(cancellationToken);
        return await ReadAsync(db, db.Set<DutyGridRow>().Where(row => worker == null || row.Worker == worker), cancellationToken);
    }

    /// <summary>One; null when there is none of that code.</summary>
    public async Task<DutyGrid?> FindAsync(string code, CancellationToken cancellationToken)
    {
        await using var db = await store.CreateDbContextAsync(cancellationToken);
        return (await ReadAsync(db, db.Set<DutyGridRow>().Where(row => row.Code == code), cancellationToken)).SingleOrDefault();
    }

    /// <summary>The duty grid that a cell is part of; null when it is part of none.</summary>
    public async Task<DutyGrid?> OfCellAsync(string cell, CancellationToken cancellationToken)
    {
        await using var db = await store.CreateDbContextAsync(cancellationToken);
        var duty = await db.Set<DutyGridCellRow>().Where(row => row.Cell == cell).Select(row => row.Duty).SingleOrDefaultAsync(cancellationToken);
        return duty is null ? null : await FindAsync(duty, cancellationToken);
    }

    /// <summary>Makes a duty grid, or puts another in its place.</summary>
    /// <param name="wanted">What it is to be; its version counts by itself.</param>
    /// <param name="expected">The version that they have seen; null or 0 when they believe that there is none yet.</param>
    /// <param name="by">Who wants it.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public Task<DutyOutcome> PutAsync(DutyGrid wanted, long? expected, Caller by, CancellationToken cancellationToken) => gate.WriteAsync(
        async db =>
        {
            var found = await db.Set<DutyGridRow>().SingleOrDefaultAsync(row => row.Code == wanted.Code, cancellationToken);
            if (Stale(wanted.Code, found, expected) is { } stale)
            {
                return stale;
            }

            var problems = await ProblemsAsync(db, wanted, cancellationToken);
            if (problems.Count > 0)
            {
                return new DutyOutcome(DutyAnswer.Refused, null, problems);
            }

            var row = found ?? new DutyGridRow { Code = wanted.Code, Name = "", Worker = "", Version = 0, ChangedAt = default, ChangedBy = "" };
            (row.Name, row.Worker, row.Version, row.ChangedAt, row.ChangedBy) = (wanted.Name, wanted.Worker, row.Version + 1, time.GetUtcNow(), by.Name);
            if (found is null)
            {
                db.Add(row);
            }

            await db.Set<DutyGridCellRow>().Where(cell => cell.Duty == wanted.Code).ExecuteDeleteAsync(cancellationToken);
            var cells = wanted.Cells.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
            db.AddRange(cells.Select(cell => new DutyGridCellRow { Cell = cell, Duty = wanted.Code }));
            return new DutyOutcome(found is null ? DutyAnswer.Made : DutyAnswer.Changed, wanted with { Cells = cells, Version = row.Version }, []);
        },
        cancellationToken);

    /// <summary>Dissolves a duty grid: its cells are nobody's.</summary>
    public Task<DutyOutcome> RemoveAsync(string code, long? expected, CancellationToken cancellationToken) => gate.WriteAsync(
        async db =>
        {
            var found = await db.Set<DutyGridRow>().SingleOrDefaultAsync(row => row.Code == code, cancellationToken);
            if (Stale(code, found, expected) is { } stale)
            {
                return stale;
            }

            if (found is null)
            {
                return new DutyOutcome(DutyAnswer.Unknown, null, [GridRefusals.NoDutyGrid(code)]);
            }

            db.Remove(found);
            await db.Set<DutyGridCellRow>().Where(cell => cell.Duty == code).ExecuteDeleteAsync(cancellationToken);
            return new DutyOutcome(DutyAnswer.Removed, null, []);
        },
        cancellationToken);

    private static DutyOutcome? Stale(string code, DutyGridRow? found, long? expected) => (found?.Version ?? 0, expected) switch
    {
        (> 0, null) => new DutyOutcome(DutyAnswer.Unseen, null, [ApiRefusals.VersionRequired]),
        ({ } version, { } seen) when version != seen => new DutyOutcome(DutyAnswer.Stale, null, [GridRefusals.DutyGridChanged(code, version, seen)]),
        _ => null,
    };

    private async Task<List<Refusal>> ProblemsAsync(HubDb db, DutyGrid wanted, CancellationToken cancellationToken)
    {
        var problems = new List<Refusal>();
        if (!GridCell.IsCode(wanted.Code))
        {
            problems.Add(GridRefusals.NoCode(wanted.Code));
        }

        if (wanted.Name.Length > MaxName || wanted.Worker.Length > MaxName)
        {
            problems.Add(GridRefusals.DutyNames(MaxName));
        }

        if (wanted.Cells.Count is 0 or > MaxCells)
        {
            problems.Add(GridRefusals.DutyCells(wanted.Cells.Count, MaxCells));
            return problems;
        }

        var grids = registry.Current.Map;
        problems.AddRange(wanted.Cells.Where(cell => grids.Cell(cell) is null).Select(GridRefusals.NoCell));
        var (code, cells) = (wanted.Code, wanted.Cells.ToList());
        var taken = await db.Set<DutyGridCellRow>().AsNoTracking().Where(cell => cell.Duty != code && cells.Contains(cell.Cell)).ToListAsync(cancellationToken);
        problems.AddRange(taken.Select(cell => GridRefusals.CellTaken(cell.Cell, cell.Duty)));
        return problems;
    }

    private async Task<IReadOnlyList<DutyGrid>> ReadAsync(HubDb db, IQueryable<DutyGridRow> wanted, CancellationToken cancellationToken)
    {
        var rows = await wanted.AsNoTracking().ToListAsync(cancellationToken);
        var codes = wanted.Select(row => row.Code);
        var cells = (await db.Set<DutyGridCellRow>().AsNoTracking().Where(cell => codes.Contains(cell.Duty)).ToListAsync(cancellationToken)).ToLookup(cell => cell.Duty, cell => cell.Cell);
        var grids = registry.Current.Map;
        return [.. rows.OrderBy(row => row.Code, StringComparer.Ordinal).Select(row => new DutyGrid(row.Code, row.Name, row.Worker, [.. cells[row.Code].Order(StringComparer.Ordinal)], row.Version)
        {
            Missing = [.. cells[row.Code].Where(cell => grids.Cell(cell) is null).Order(StringComparer.Ordinal)],
        })];
    }
}

/// <summary>What became of a change.</summary>
/// <param name="Answer">In one word.</param>
/// <param name="Grid">As it stands now.</param>
/// <param name="Problems">Why it was not done: every reason.</param>
internal sealed record DutyOutcome(DutyAnswer Answer, DutyGrid? Grid, IReadOnlyList<Refusal> Problems);

/// <summary>What became of a change, in one word.</summary>
internal enum DutyAnswer
{
    Made,
    Changed,
    Removed,
    Refused,

    /// <summary>There is one already, and they have not said which version they have seen.</summary>
    Unseen,
    Stale,
    Unknown,
}
