using Microsoft.Data.Sqlite;

namespace EdgeGrid.Hub.Tests.Storage;

public sealed class SqliteConformance : StoreConformance
{
    private protected override Task<StoreUnderTest> MakeStoreAsync() => Task.FromResult<StoreUnderTest>(new SqliteUnderTest());
}

/// <summary>hub.db in the folder.</summary>
internal sealed class SqliteUnderTest : StoreUnderTest
{
    private IAsyncDisposable? _away;

    public override string[] Arguments => ["--data", Folder.Path];

    public override string Poison => "CREATE TRIGGER poison BEFORE INSERT ON alerts BEGIN SELECT RAISE(ABORT, 'poison'); END";

    public override async Task<IAsyncDisposable> LockAsync()
    {
        var connection = new SqliteConnection($"Data Source={Folder.File("hub.db")};Pooling=False");
        await connection.OpenAsync();
        connection.BeginTransaction();
        return connection;
    }

    public override async Task GoAsync() => _away = await LockAsync();

    public override async Task ComeBackAsync() => await _away!.DisposeAsync();
}
