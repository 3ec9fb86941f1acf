using System.Data;
using EdgeGrid.Hub.Storage.Upkeep;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace EdgeGrid.Hub.Storage.Sqlite;

/// <summary>SQLite in one file: write-ahead log, every commit on the disk before it returns (<c>synchronous=FULL</c>).</summary>
internal sealed class SqliteEngine : IStoreEngine
{
    /// <summary>Blocks of readings: a few milliseconds, or the time of one sync.</summary>
    private const int DeletedAtOnce = 25;

    private readonly string _folder;
    private readonly string _address;
    private readonly PooledDbContextFactory<SqliteHubDb> _contexts;

    public SqliteEngine(string folder)
    {
        _folder = folder;
        _address = new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(folder, HubStore.FileName),
            DefaultTimeout = 5,
        }.ToString();
        _contexts = new PooledDbContextFactory<SqliteHubDb>(new DbContextOptionsBuilder<SqliteHubDb>()
            .UseSqlite(_address)
            .AddInterceptors(DurableConnections.Instance, BareChanges.Instance)
            .Options);
    }

    public string Name => Path.Combine(Path.GetFullPath(_folder), HubStore.FileName);

    public HubDb CreateDbContext() => _contexts.CreateDbContext();

    public Task<IStoreClaim?> TryClaimAsync(CancellationToken cancellationToken) => Task.FromResult<IStoreClaim?>(FolderClaim.TryTake(_folder));

    public bool HasBackupToRestore => SqliteFile.IsHandedOver(_folder);

    public string? Restore() => SqliteFile.Restore(_folder);

    /// <inheritdoc/>
    /// <exception cref="IOException">It cannot be written, or another hub is at it.</exception>
    public async Task MigrateAsync(Action<string> tell, CancellationToken cancellationToken)
    {
        // The kernel lets go of this lock however the process ends. EF Core's own is a row in the store: a hub that is
        // killed while it migrates leaves it there, and every later one would wait for it for ever.
        await using var alone = new FileStream(Path.Combine(_folder, "migration.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        SqliteFile.KeepFromOthers(_folder);
        await using var db = CreateDbContext();
        await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellationToken);
        await Projections.MigrateAsync(db, this, tell, cancellationToken);
    }

    public Task<string?> DoubtAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    // Microsoft.Data.Sqlite begins a transaction with the writers' lock, but for this level; it reads a snapshot all the same.
    public Task<IDbContextTransaction> BeginSnapshotAsync(HubDb db, CancellationToken cancellationToken) =>
        db.Database.BeginTransactionAsync(IsolationLevel.ReadUncommitted, cancellationToken);

    public async Task<long> NextNumberAsync(HubDb db, StoreTable table, StoreColumn column, CancellationToken cancellationToken)
    {
        await using var command = StoreRows.Command(db, $"SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = '{table.Name}'), 0) + 1");
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public ValueTask MakeRoomForReadingsAsync(DateTimeOffset at, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public async Task<bool> DeleteReadingsAsync(HubDb db, DateTimeOffset before, CancellationToken cancellationToken) =>
        await db.Database.ExecuteSqlAsync(
            $"DELETE FROM reading_blocks WHERE rowid IN (SELECT rowid FROM reading_blocks WHERE \"CommittedAt\" < {before.UtcTicks} ORDER BY \"CommittedAt\" LIMIT {DeletedAtOnce})",
            cancellationToken) > 0;

    public IRowWriter WriterOf(HubDb db, StoreTable table) => new SqliteRowWriter(db, table);

    /// <summary>Lets go of the file: another may be put in its place.</summary>
    public ValueTask DisposeAsync()
    {
        using var any = new SqliteConnection(_address);
        SqliteConnection.ClearPool(any);
        return ValueTask.CompletedTask;
    }
}
