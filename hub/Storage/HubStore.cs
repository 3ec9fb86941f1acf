using EdgeGrid.Hub.Configuration;
using EdgeGrid.Hub.Storage.Postgres;
using EdgeGrid.Hub.Storage.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Storage;

/// <summary>
/// Opens the store: SQLite in the data folder, or a PostgreSQL database. In both, a commit is on the disk before it
/// returns, because the gateway deletes its own copy on the strength of it; and one transaction writes at a time.
/// </summary>
internal sealed class HubStore : IDbContextFactory<HubDb>, IAsyncDisposable
{
    public const string FileName = "hub.db";

    /// <summary>SQLite in this folder.</summary>
    public HubStore(string folder) => Engine = new SqliteEngine(folder);

    /// <summary>The store that these options name. Nothing is opened yet.</summary>
    /// <exception cref="InvalidDataException">The connection string cannot be used; the message says why.</exception>
    public HubStore(HubOptions options) =>
        Engine = options.Store is { } other ? new PostgresEngine(other) : new SqliteEngine(options.DataFolder);

    public IStoreEngine Engine { get; }

    /// <inheritdoc cref="IStoreEngine.MigrateAsync"/>
    public Task MigrateAsync(Action<string> tell, CancellationToken cancellationToken) => Engine.MigrateAsync(tell, cancellationToken);

    /// <inheritdoc cref="IStoreEngine.CreateDbContext"/>
    public HubDb CreateDbContext() => Engine.CreateDbContext();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Engine.DisposeAsync();
}
