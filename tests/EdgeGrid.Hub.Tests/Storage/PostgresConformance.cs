using System.Runtime.CompilerServices;
using EdgeGrid.Hub.Configuration;
using EdgeGrid.Hub.Storage.Postgres;
using EdgeGrid.Testing;
using Npgsql;

namespace EdgeGrid.Hub.Tests.Storage;

public sealed class PostgresConformance : StoreConformance
{
    private protected override async Task<StoreUnderTest> MakeStoreAsync()
    {
        Assert.SkipUnless(PostgresServer.IsInstalled, PostgresServer.Missing);
        return await PostgresUnderTest.MakeAsync(await PostgresServer.SharedAsync());
    }
}

/// <summary>A database of a real server.</summary>
internal sealed class PostgresUnderTest : StoreUnderTest
{
    /// <summary>Of each server, a database with all its tables, of which each test has a copy.</summary>
    private static readonly ConditionalWeakTable<PostgresServer, Lazy<Task<string>>> Made = [];

    private readonly PostgresServer _server;
    private readonly string _name = $"hub_{Guid.NewGuid():n}";

    private PostgresUnderTest(PostgresServer server)
    {
        _server = server;
        File.WriteAllText(Folder.File("password"), server.Password + "\n");
        Address = new ExternalStoreOptions
        {
            ConnectionString = $"Host=127.0.0.1;Port={server.Port};Database={_name};Username={server.User}",
            PasswordFile = Folder.File("password"),
        };
    }

    public override ExternalStoreOptions Address { get; }

    public override string[] Arguments => ["--data", Folder.Path, "--store", Address.ConnectionString, "--store-password-file", Address.PasswordFile!];

    public override string Poison =>
        "CREATE FUNCTION poison() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'poison'; END $$; " +
        "CREATE TRIGGER poison BEFORE INSERT ON alerts FOR EACH ROW EXECUTE FUNCTION poison()";

    public static async Task<PostgresUnderTest> MakeAsync(PostgresServer server)
    {
        var template = await Made.GetValue(server, made => new Lazy<Task<string>>(() => MakeTemplateAsync(made))).Value;
        var store = new PostgresUnderTest(server);
        await store.AsAdministratorAsync($"CREATE DATABASE {store._name} TEMPLATE {template}");
        return store;
    }

    private static async Task<string> MakeTemplateAsync(PostgresServer server)
    {
        var template = new PostgresUnderTest(server);
        await template.AsAdministratorAsync($"CREATE DATABASE {template._name}");
        await using (var store = template.Open())
        {
            await store.MigrateAsync(_ => { }, CancellationToken.None);
        }

        return template._name;
    }

    public override async Task<IAsyncDisposable> LockAsync()
    {
        var connection = await ConnectAsync(_name);
        await using var command = new NpgsqlCommand($"BEGIN; {OneWriter.TakeTurn}", connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    public override Task GoAsync() => AsAdministratorAsync(
        $"ALTER DATABASE {_name} ALLOW_CONNECTIONS false",
        $"SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = '{_name}'");

    public override Task ComeBackAsync() => AsAdministratorAsync($"ALTER DATABASE {_name} ALLOW_CONNECTIONS true");

    public override async ValueTask DisposeAsync()
    {
        if (_server.IsRunning)
        {
            await AsAdministratorAsync($"DROP DATABASE {_name} WITH (FORCE)");
        }

        await base.DisposeAsync();
    }

    private async Task AsAdministratorAsync(params string[] commands)
    {
        await using var connection = await ConnectAsync("postgres");
        foreach (var sql in commands)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
        }
    }

    private async Task<NpgsqlConnection> ConnectAsync(string database)
    {
        var address = new NpgsqlConnectionStringBuilder(Address.ConnectionString) { Database = database, Password = _server.Password, Pooling = false };
        var connection = new NpgsqlConnection(address.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }
}
