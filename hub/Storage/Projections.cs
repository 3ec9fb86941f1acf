using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Cases.Limits;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace EdgeGrid.Hub.Storage;

/// <summary>Whatever the store keeps of cases beside their events: all of it can be made of them.</summary>
internal static class Projections
{
    // Has a row from before the tables change until the projections are made anew: a crash in between leaves it there.
    private const string Outdated = "\"__ProjectionsOutdated\"";

    /// <summary>Makes the tables, or brings older ones up; then makes the projections anew, for a new column of theirs is empty.</summary>
    /// <param name="db">Without a transaction. Nobody else may migrate.</param>
    /// <param name="engine">Of it.</param>
    /// <param name="tell">How far it is, unless the store is new.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task MigrateAsync(HubDb db, IStoreEngine engine, Action<string> tell, CancellationToken cancellationToken)
    {
        var isOlder = (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).Any();
        var pending = (await db.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
        await db.Database.ExecuteSqlRawAsync($"CREATE TABLE IF NOT EXISTS {Outdated} (\"Since\" TEXT)", cancellationToken);
        if (pending.Count > 0)
        {
            await db.Database.ExecuteSqlRawAsync($"INSERT INTO {Outdated} DEFAULT VALUES", cancellationToken);
        }

        // A new store comes up in one go.
        foreach (var step in isOlder ? pending : pending.TakeLast(1))
        {
            if (isOlder)
            {
                tell(step);
            }

            await db.GetService<IMigrator>().MigrateAsync(step, cancellationToken);
        }

        if (await db.Database.SqlQueryRaw<int>($"SELECT count(*) AS \"Value\" FROM {Outdated}").SingleAsync(cancellationToken) > 0)
        {
            await RebuildAsync(db, engine, tell, cancellationToken);
            await db.Database.ExecuteSqlRawAsync($"DELETE FROM {Outdated}", cancellationToken);
        }
    }

    /// <summary>Makes them anew.</summary>
    /// <param name="db">Without a transaction.</param>
    /// <param name="engine">Of it.</param>
    /// <param name="tell">How far it is, every few seconds: there may be millions of events.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many events there were.</returns>
    public static async Task<long> RebuildAsync(HubDb db, IStoreEngine engine, Action<string> tell, CancellationToken cancellationToken)
    {
        var events = await CaseProjection.RebuildAsync(db, engine, tell, cancellationToken);
        await LimitProjection.RebuildAsync(db, tell, cancellationToken);
        return events;
    }
}
