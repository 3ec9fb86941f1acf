using EdgeGrid.Contracts;
using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Api;

/// <summary>The trail of all cases as it is told: each event with the case as it was after it, however late it is told.</summary>
internal static class CaseTrailStream
{
    public static StreamSource Of(IDbContextFactory<HubDb> store) => new(
        "case",
        async cancellationToken =>
        {
            await using var db = await store.CreateDbContextAsync(cancellationToken);
            return await db.CaseEvents.MaxAsync(row => (long?)row.Position, cancellationToken) ?? 0;
        },
        async (after, limit, cancellationToken) =>
        {
            await using var db = await store.CreateDbContextAsync(cancellationToken);
            return await ReadAsync(db, after, limit, cancellationToken);
        },
        change => (change as CaseChanged)?.Position);

    private static async Task<IReadOnlyList<StreamItem>> ReadAsync(HubDb db, long after, int limit, CancellationToken cancellationToken)
    {
        var events = await (
            from happened in db.CaseEvents.AsNoTracking()
            join found in db.Cases.AsNoTracking() on happened.CaseId equals found.CaseId
            where happened.Position > after
            orderby happened.Position
            select new
            {
                happened.Position,
                happened.Version,
                Newest = found.Version,
                Told = new CaseEventTold(happened.CaseId, happened.Version, happened.Type, happened.At, happened.By, found.Step, found.Level, found.Grid, found.Simulated),
            })
            .Take(limit)
            .ToListAsync(cancellationToken);

        // What is told as it happens is mostly a case's newest, and the case's row says how it stands.
        var late = events.Where(one => one.Version < one.Newest).ToLookup(one => one.Told.CaseId, one => one.Version);
        var states = late.Count == 0 ? [] : await StatesAsync(db, late, cancellationToken);
        return
        [
            .. events.Select(one => new StreamItem(
                one.Position,
                states.TryGetValue((one.Told.CaseId, one.Version), out var then) ? one.Told with { Step = then.Step, Level = then.Level } : one.Told)),
        ];
    }

    /// <summary>How cases stood after some of their events.</summary>
    private static async Task<Dictionary<(string CaseId, int Version), (CaseStep Step, WarningLevel Level)>> StatesAsync(HubDb db, ILookup<string, int> wanted, CancellationToken cancellationToken)
    {
        var lasts = wanted.ToDictionary(one => one.Key, one => one.Max());
        var (cases, last) = (lasts.Keys.ToList(), lasts.Values.Max());
        var states = new Dictionary<(string, int), (CaseStep, WarningLevel)>();
        CaseState? state = null;
        var rows = db.CaseEvents.AsNoTracking()
            .Where(row => EF.Parameter(cases).Contains(row.CaseId) && row.Version <= last)
            .OrderBy(row => row.CaseId).ThenBy(row => row.Version)
            .AsAsyncEnumerable();
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            if (row.Version > lasts[row.CaseId])
            {
                continue;
            }

            state = CaseState.After(row.Version == 1 ? null : state, CaseEventJson.Read(row));
            states[(row.CaseId, row.Version)] = (state.Step, state.Level);
        }

        return states;
    }
}

/// <summary>Something happened to a case.</summary>
/// <param name="CaseId">Which.</param>
/// <param name="Version">The case's own count of its events.</param>
/// <param name="Event">What, in the past tense.</param>
/// <param name="At">When.</param>
/// <param name="By">Who did it.</param>
/// <param name="Step">As it was after this.</param>
/// <param name="Level">As it was after this.</param>
/// <param name="Grid">Where; a case stays there.</param>
/// <param name="Simulated">True when no real alert or person caused it.</param>
internal sealed record CaseEventTold(string CaseId, int Version, string Event, DateTimeOffset At, string By, CaseStep Step, WarningLevel Level, string Grid, bool Simulated);
