using System.CommandLine;
using EdgeGrid.Hub.Configuration;
using EdgeGrid.Hub.Storage;
using EdgeGrid.Testing;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace EdgeGrid.Benchmarks.Rig;

/// <summary>The store that is measured: SQLite in a folder, or databases of a real PostgreSQL of its own, which syncs what it commits.</summary>
internal sealed class StoreRig : IAsyncDisposable
{
    private const string Sqlite = "sqlite";
    private const string Postgres = "postgres";

    private readonly DirectoryInfo _folder;
    private readonly PostgresServer? _server;
    private int _made;

    private StoreRig(DirectoryInfo folder, PostgresServer? server) => (_folder, _server) = (folder, server);

    /// <summary>Which one, on the command line.</summary>
    public static Option<string> Option()
    {
        var option = new Option<string>("--store") { Description = "The hub's store.", DefaultValueFactory = _ => Sqlite };
        option.AcceptOnlyFromAmong(Sqlite, Postgres);
        return option;
    }

    /// <exception cref="InvalidOperationException">PostgreSQL is not installed.</exception>
    public static async Task<StoreRig> StartAsync(string store)
    {
        if (store == Postgres && !PostgresServer.IsInstalled)
        {
            throw new InvalidOperationException("PostgreSQL is not installed. Debian's package is postgresql; `./edgegrid bench … --store postgres` installs it.");
        }

        return new StoreRig(Directory.CreateTempSubdirectory("edgegrid-bench-"), store == Postgres ? await PostgresServer.StartAsync(durable: true) : null);
    }

    /// <summary>An empty store, and how a hub is told of it.</summary>
    public async Task<MadeStore> MakeAsync(CancellationToken cancellationToken)
    {
        var name = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"hub_{++_made}");
        var data = _folder.CreateSubdirectory(name).FullName;
        if (_server is null)
        {
            return new MadeStore(new HubOptions { DataFolder = data });
        }

        await using (var connection = new NpgsqlConnection($"Host=127.0.0.1;Port={_server.Port};Database=postgres;Username={_server.User};Password={_server.Password};Pooling=false"))
        {
            await connection.OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        var password = Path.Combine(data, "store-password");
        await File.WriteAllTextAsync(password, _server.Password, cancellationToken);
        return new MadeStore(new HubOptions
        {
            DataFolder = data,
            Store = new ExternalStoreOptions { ConnectionString = $"Host=127.0.0.1;Port={_server.Port};Database={name};Username={_server.User}", PasswordFile = password },
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            NpgsqlConnection.ClearAllPools();
            await _server.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }
}

/// <summary>A store of a <see cref="StoreRig"/>.</summary>
/// <param name="Options">With which this process opens it.</param>
internal sealed record MadeStore(HubOptions Options)
{
    /// <summary>A hub that runs on it. Not started.</summary>
    public HubProgram Hub() => new(Options.DataFolder, null, Options.Store is { } other ? ["--store", other.ConnectionString, "--store-password-file", other.PasswordFile!] : []);

    /// <summary>PostgreSQL does so by itself within a minute; without, it knows nothing of tables that were empty a moment ago, and looks at rows for what stands in an index.</summary>
    public async Task AnalyzeAsync(CancellationToken cancellationToken)
    {
        await using var store = Open();
        await using var db = store.CreateDbContext();
        if (db.Database.IsNpgsql())
        {
            await db.Database.ExecuteSqlRawAsync("VACUUM (ANALYZE)", cancellationToken);
        }
    }

    /// <summary>Opens it here, past any hub.</summary>
    public HubStore Open() => new(Options);
}
