using EdgeGrid.Hub.Configuration;
using EdgeGrid.Hub.Storage;
using EdgeGrid.Hub.Tests.Rig;
using EdgeGrid.Testing;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Tests.Storage;

/// <summary>A store of one test's own, which it may keep from being written, and take away.</summary>
internal abstract class StoreUnderTest : IAsyncDisposable
{
    /// <summary>The hub's data folder.</summary>
    public TemporaryFolder Folder { get; } = new();

    /// <summary>What <c>hub run</c> is told, to find it.</summary>
    public abstract string[] Arguments { get; }

    /// <summary>SQL that makes every insert of an alert fail, as a message does that makes the hub stumble.</summary>
    public abstract string Poison { get; }

    /// <summary>Which store it is; null for the file in the folder.</summary>
    public virtual ExternalStoreOptions? Address => null;

    public Task<HubRig> StartHubAsync() => HubRig.StartAsync(options => options with { Store = Address }, Folder);

    public HubStore Open() => new(new HubOptions { DataFolder = Folder.Path, Store = Address });

    /// <summary>Keeps everyone else from writing until it is disposed.</summary>
    public abstract Task<IAsyncDisposable> LockAsync();

    /// <summary>Nobody can write it.</summary>
    public abstract Task GoAsync();

    /// <summary>There again, with all that was committed.</summary>
    public abstract Task ComeBackAsync();

    /// <summary>Does something to it that no hub does.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var store = Open();
        await using var db = store.CreateDbContext();
        await db.Database.ExecuteSqlRawAsync(sql);
    }

    public virtual ValueTask DisposeAsync()
    {
        Folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
