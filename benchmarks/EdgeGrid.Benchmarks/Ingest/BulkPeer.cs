using EdgeGrid.Benchmarks.Rig;
using EdgeGrid.Hub.Storage.Upkeep;

namespace EdgeGrid.Benchmarks.Ingest;

/// <summary>
/// The peer of ingest: the very rows that a hub has stored, put into an empty store of the same kind by its plain bulk
/// way in (prepared inserts under the same pragmas, or binary COPY), in one transaction.
/// </summary>
internal static class BulkPeer
{
    /// <summary>How long it takes, commit included.</summary>
    /// <param name="stored">What a hub has stored.</param>
    /// <param name="empty">Of the same kind.</param>
    /// <param name="tables">Whose rows.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<TimeSpan> MeasureAsync(MadeStore stored, MadeStore empty, string[] tables, CancellationToken cancellationToken)
    {
        var rows = await ReadAsync(stored, tables, cancellationToken);
        await using var store = empty.Open();
        await store.MigrateAsync(_ => { }, cancellationToken);
        await using var db = store.CreateDbContext();
        var started = TimeProvider.System.GetTimestamp();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        foreach (var (table, ofTable) in rows)
        {
            await using var writer = store.Engine.WriterOf(db, table);
            foreach (var row in ofTable)
            {
                await writer.WriteAsync(row, cancellationToken);
            }

            await writer.CompleteAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return TimeProvider.System.GetElapsedTime(started);
    }

    private static async Task<List<(StoreTable Table, List<object?[]> Rows)>> ReadAsync(MadeStore stored, string[] tables, CancellationToken cancellationToken)
    {
        await using var store = stored.Open();
        await using var db = store.CreateDbContext();
        var found = new List<(StoreTable, List<object?[]>)>();
        foreach (var table in StoreTable.All(db).Where(table => tables.Contains(table.Name)))
        {
            found.Add((table, await StoreRows.ReadAsync(db, table, null, cancellationToken).ToListAsync(cancellationToken)));
        }

        return found;
    }
}
