using System.Runtime.CompilerServices;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Gateways;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Storage.Upkeep;

/// <summary>Looks for what cannot be in a store. Changes nothing, and sees the store of one moment: a hub that runs on it goes on.</summary>
internal sealed class StoreCheck(HubStore store, Action<string> tell)
{
    public async IAsyncEnumerable<Violation> FindAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var db = store.CreateDbContext();
        db.Database.SetCommandTimeout(TimeSpan.FromHours(1));
        await using var snapshot = await store.Engine.BeginSnapshotAsync(db, cancellationToken);
        (string Step, IAsyncEnumerable<Violation> Found)[] steps =
        [
            ("the file itself", FilesAsync(db, cancellationToken)),
            ("numbers of events", NumbersAsync(db)),
            ("alerts and their cases", AlertsAsync(db)),
            ("identities of records", IdentitiesAsync(db)),
            ("blocks of readings", BlocksAsync(db)),
            ("configurations of gateways", ConfigurationsAsync(db)),
            ("projections against events", new ProjectionCheck(db, tell).FindAsync(cancellationToken)),
        ];
        foreach (var (step, found) in steps)
        {
            tell($"checking {step} …");
            await foreach (var violation in found.WithCancellation(cancellationToken))
            {
                yield return violation;
            }
        }
    }

    private static async IAsyncEnumerable<Violation> FilesAsync(HubDb db, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!db.Database.IsSqlite())
        {
            yield break;
        }

        foreach (var line in await db.Database.SqlQueryRaw<string>("SELECT integrity_check AS Value FROM pragma_integrity_check").ToListAsync(cancellationToken))
        {
            if (line != "ok")
            {
                yield return new Violation(HubStore.FileName, line, Violation.Restore);
            }
        }
    }

    private static async IAsyncEnumerable<Violation> NumbersAsync(HubDb db)
    {
        var gaps = db.CaseEvents.GroupBy(row => row.CaseId)
            .Select(group => new { group.Key, First = group.Min(row => row.Version), Last = group.Max(row => row.Version), Count = group.Count() })
            .Where(group => group.First != 1 || group.Last != group.Count)
            .OrderBy(group => group.Key);
        await foreach (var gap in gaps.AsAsyncEnumerable())
        {
            yield return new Violation($"case {gap.Key}", $"its {gap.Count} events are numbered {gap.First} to {gap.Last}, with gaps", Violation.Restore);
        }

        // "20261123-0001": the number after the day never exceeds the day's counter, or it would be given twice.
        var counters = await db.CaseDays.AsNoTracking().ToDictionaryAsync(row => row.Day, row => row.Last);
        await foreach (var day in db.Cases.GroupBy(row => row.CaseId.Substring(0, 8)).Select(group => new { group.Key, Count = group.Count() }).AsAsyncEnumerable())
        {
            if (counters.GetValueOrDefault(day.Key) < day.Count)
            {
                yield return new Violation($"day {day.Key}", $"it has {day.Count} cases, and its counter stands at {counters.GetValueOrDefault(day.Key)}, so that a number would be given twice", Violation.Restore);
            }
        }
    }

    private static async IAsyncEnumerable<Violation> AlertsAsync(HubDb db)
    {
        var homeless = db.CaseAlerts.Where(row => !db.Cases.Any(filed => filed.CaseId == row.CaseId)).Select(row => new { row.Gateway, row.AlertId, row.CaseId });
        await foreach (var row in homeless.AsAsyncEnumerable())
        {
            yield return new Violation($"alert {row.AlertId} of {row.Gateway} in case_alerts", $"its case {row.CaseId} does not exist", Violation.Rebuild);
        }

        var lost = db.Alerts.Where(row => !db.Cases.Any(filed => filed.CaseId == row.CaseId) || !db.CaseAlerts.Any(known => known.Gateway == row.Gateway && known.AlertId == row.AlertId))
            .Select(row => new { row.Id, row.Gateway, row.AlertId, row.CaseId });
        await foreach (var row in lost.AsAsyncEnumerable())
        {
            yield return new Violation($"alert {row.AlertId} of {row.Gateway}, row {row.Id} of alerts", $"no case knows it; it came to {row.CaseId}", Violation.Rebuild);
        }
    }

    private static IAsyncEnumerable<Violation> IdentitiesAsync(HubDb db) =>
        TwiceAsync("alerts", db.Alerts.Select(row => new Identity { Gateway = row.Gateway, Epoch = row.Epoch, Sequence = row.Sequence }))
            .Concat(TwiceAsync("evidence", db.Evidence.Select(row => new Identity { Gateway = row.Gateway, Epoch = row.Epoch, Sequence = row.Sequence })))
            .Concat(TwiceAsync("losses", db.Losses.Select(row => new Identity { Gateway = row.Gateway, Epoch = row.Epoch, Sequence = row.Sequence })));

    // The store's own index holds this; a damaged index no longer does.
    private static async IAsyncEnumerable<Violation> TwiceAsync(string table, IQueryable<Identity> identities)
    {
        var twice = identities.GroupBy(row => new { row.Gateway, row.Epoch, row.Sequence })
            .Where(group => group.Count() > 1)
            .Select(group => new { group.Key.Gateway, group.Key.Epoch, group.Key.Sequence, Count = group.Count() });
        await foreach (var row in twice.AsAsyncEnumerable())
        {
            yield return new Violation($"record {row.Sequence} of {row.Gateway}, epoch {row.Epoch}, in {table}", $"it stands there {row.Count} times", Violation.Restore);
        }
    }

    private static async IAsyncEnumerable<Violation> BlocksAsync(HubDb db)
    {
        var overlapping = db.ReadingBlocks
            .Where(row => db.ReadingBlocks.Any(next => next.Gateway == row.Gateway && next.Epoch == row.Epoch && next.Sequence > row.Sequence && next.Sequence < row.Sequence + row.Count))
            .Select(row => new { row.Gateway, row.Epoch, row.Sequence, row.Count });
        await foreach (var row in overlapping.AsAsyncEnumerable())
        {
            yield return new Violation($"block {row.Sequence} of {row.Gateway}, epoch {row.Epoch}", $"its {row.Count} readings overlap with the next block's", Violation.Restore);
        }
    }

    private static async IAsyncEnumerable<Violation> ConfigurationsAsync(HubDb db)
    {
        await foreach (var row in db.Revisions().AsNoTracking().AsAsyncEnumerable())
        {
            if (DesiredConfiguration.HashOf(row.Document) != row.Hash)
            {
                yield return new Violation($"revision {row.Revision} of {row.Gateway} in gateway_revisions", "its document is not the one that was stored", Violation.Restore);
            }
        }
    }

    /// <summary>Made by its properties, which is how EF Core sees through it.</summary>
    private sealed record Identity
    {
        public required string Gateway { get; init; }

        public required string Epoch { get; init; }

        public required long Sequence { get; init; }
    }
}
