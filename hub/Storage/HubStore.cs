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

    private readonly PooledDbContextFactory<HubDb> _contexts;

    public HubStore(string folder)
    {
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
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var db = CreateDbContext();
        await db.Database.MigrateAsync(cancellationToken);
    }

    /// <summary>For one question or one batch; dispose it after.</summary>
    public HubDb CreateDbContext() => _contexts.CreateDbContext();
}
