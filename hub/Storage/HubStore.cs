using EdgeGrid.Hub.Cases;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace EdgeGrid.Hub.Storage;

/// <summary>
/// Opens the store: SQLite in one file, write-ahead log, every commit on the disk before it returns
/// (<c>synchronous=FULL</c>), because the gateway deletes its own copy on the strength of it.
/// </summary>
internal sealed class HubStore : IDbContextFactory<HubDb>
{
    public const string FileName = "hub.db";

    private readonly string _folder;
    private readonly PooledDbContextFactory<HubDb> _contexts;

    public HubStore(string folder)
    {
        _folder = folder;
        var file = new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(folder, FileName),
            DefaultTimeout = 5,
        };
        _contexts = new PooledDbContextFactory<HubDb>(new DbContextOptionsBuilder<HubDb>()
            .UseSqlite(file.ToString())
            .AddInterceptors(DurableConnections.Instance)
            .Options);
    }

    /// <summary>Makes the file, or brings an older one up to this version.</summary>
    /// <exception cref="IOException">It cannot be written, or another hub is at it.</exception>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        // The kernel lets go of this lock however the process ends. EF Core's own is a row in the store: a hub that is
        // killed while it migrates leaves it there, and every later one would wait for it for ever.
        await using var alone = new FileStream(Path.Combine(_folder, "migration.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        await using var db = CreateDbContext();
        if ((await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
        {
            await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellationToken);
            await db.Database.MigrateAsync(cancellationToken);

            // A new column of a projection is empty: the events say what belongs in it.
            await CaseProjection.RebuildAsync(db, cancellationToken);
        }
    }

    /// <summary>For one question or one batch; dispose it after.</summary>
    public HubDb CreateDbContext() => _contexts.CreateDbContext();
}
