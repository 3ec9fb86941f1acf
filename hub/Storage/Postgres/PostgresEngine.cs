using System.Data;
using EdgeGrid.Hub.Configuration;
using EdgeGrid.Hub.Storage.Upkeep;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace EdgeGrid.Hub.Storage.Postgres;

/// <summary>A PostgreSQL database: every commit on its disk before it returns (<c>synchronous_commit=on</c>).</summary>
internal sealed class PostgresEngine : IStoreEngine
{
    /// <summary>Held while tables are made: beside the writers' turn, which each step of a migration takes.</summary>
    private const string MigrateAlone = "SET LOCAL idle_in_transaction_session_timeout = 0; SELECT pg_advisory_xact_lock(5000235170976131429)";

    private static readonly TimeSpan MigrationStepTime = TimeSpan.FromHours(1);

    private readonly NpgsqlDataSource _source;
    private readonly PooledDbContextFactory<PostgresHubDb> _contexts;
    private readonly ReadingWeeks _weeks;

    /// <exception cref="InvalidDataException">The address cannot be used; the message says why.</exception>
    public PostgresEngine(ExternalStoreOptions options)
    {
        var address = PostgresAddress.Of(options);
        var builder = new NpgsqlDataSourceBuilder(address.ConnectionString);
        if (options.PasswordFile is { } file)
        {
            // Read anew for each connection, so that a password may be changed while the hub runs.
            builder.UsePasswordProvider(
                _ => File.ReadAllText(file).Trim(),
                async (_, cancellationToken) => (await File.ReadAllTextAsync(file, cancellationToken)).Trim());
        }

        _source = builder.Build();
        _weeks = new ReadingWeeks(_source);
        _contexts = new PooledDbContextFactory<PostgresHubDb>(new DbContextOptionsBuilder<PostgresHubDb>()
            .UseNpgsql(_source)
            .AddInterceptors(OneWriter.Instance, StorableText.Instance, BareChanges.Instance)
            .Options);
        Name = $"PostgreSQL database {address.Database} at {address.Host}:{address.Port}";
    }

    public string Name { get; }

    /// <summary>Never: pg_restore does it, with the hub ended.</summary>
    public bool HasBackupToRestore => false;

    public string? Restore() => throw new InvalidOperationException("A PostgreSQL database is restored with pg_restore.");

    public HubDb CreateDbContext() => _contexts.CreateDbContext();

    public async Task<IStoreClaim?> TryClaimAsync(CancellationToken cancellationToken) => await DatabaseClaim.TryTakeAsync(_source, cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The database cannot hold the store; the message says why and what to do.</exception>
    /// <exception cref="NpgsqlException">It cannot be reached, or refuses.</exception>
    public async Task MigrateAsync(Action<string> tell, CancellationToken cancellationToken)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        if (await AskAsync(connection, "SHOW server_encoding", cancellationToken) is var encoding and not "UTF8")
        {
            throw new InvalidDataException($"it keeps texts as {encoding}, which has not every character. Make one with `createdb --encoding=UTF8 --template=template0`.");
        }

        await using var alone = await connection.BeginTransactionAsync(cancellationToken);
        await AskAsync(connection, MigrateAlone, cancellationToken);
        await using var db = CreateDbContext();
        db.Database.SetCommandTimeout(MigrationStepTime);
        await Projections.MigrateAsync(db, this, tell, cancellationToken);
    }

    public async Task<string?> DoubtAsync(CancellationToken cancellationToken)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        return await AskAsync(connection, "SELECT string_agg(name, ' and ' ORDER BY name) FROM pg_settings WHERE name IN ('fsync', 'full_page_writes') AND setting = 'off'", cancellationToken) is { Length: > 0 } off
            ? $"{off} of the server is off, so that a power cut can take what was committed. Set it on in postgresql.conf"
            : null;
    }

    public Task<IDbContextTransaction> BeginSnapshotAsync(HubDb db, CancellationToken cancellationToken) =>
        db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);

    public async Task<long> NextNumberAsync(HubDb db, StoreTable table, StoreColumn column, CancellationToken cancellationToken)
    {
        await using var command = StoreRows.Command(db, $"SELECT nextval(pg_get_serial_sequence('{table.QuotedName}', '{column.Name}'))");
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public ValueTask MakeRoomForReadingsAsync(DateTimeOffset at, CancellationToken cancellationToken) => _weeks.MakeAsync(at, cancellationToken);

    public Task<bool> DeleteReadingsAsync(HubDb db, DateTimeOffset before, CancellationToken cancellationToken) => _weeks.DropAsync(db, before, cancellationToken);

    public IRowWriter WriterOf(HubDb db, StoreTable table) => new PostgresRowWriter(db, table, _weeks);

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private static async Task<string?> AskAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (await command.ExecuteScalarAsync(cancellationToken))?.ToString();
    }
}
