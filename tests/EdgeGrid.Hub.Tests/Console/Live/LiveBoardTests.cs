using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Broker;
using EdgeGrid.Hub.Console.Live;
using EdgeGrid.Hub.Grids;
using EdgeGrid.Hub.Storage;
using EdgeGrid.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace EdgeGrid.Hub.Tests.Console.Live;

public sealed class LiveBoardTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(Some.Moment);
    private readonly LiveFeed _feed = new();
    private readonly HubStore _store;
    private readonly LiveBoard _board;

    public LiveBoardTests()
    {
        _store = new HubStore(_folder.Path);
        var queries = new HubQueries(_store, GridRegistry.Empty, new IdentityConflicts(_time));
        _board = new LiveBoard(new BoardReader(queries), _feed, _time, NullLogger<LiveBoard>.Instance);
    }

    public async ValueTask InitializeAsync()
    {
        await _store.MigrateAsync(_ => { }, default);
        await _board.StartAsync(default);
        await Eventually.HoldsAsync("the board listens", () => _feed.Subscribers == 1);
    }

    [Fact]
    public async Task Board_FirstWatcher_IsShownWhatTheStoreHolds()
    {
        await AddGatewayAsync("gw-1");
        using var watch = _board.Watch(() => { });

        await Eventually.HoldsAsync("the gateway is shown", () => _board.Current.Gateways.Count == 1);
    }

    [Fact]
    public async Task Board_NobodyWatching_ReadsNothing()
    {
        await AddGatewayAsync("gw-1");
        _feed.Publish(new GatewayChanged(Some.Gateway()));
        _time.Advance(LiveBoard.Pause * 4);

        Assert.Empty(_board.Current.Gateways);
        using var watch = _board.Watch(() => { });
        await Eventually.HoldsAsync("the gateway is shown", () => _board.Current.Gateways.Count == 1);
    }

    [Fact]
    public async Task Board_Flood_DrawsOnceEachPause()
    {
        var drawn = 0;
        using var watch = _board.Watch(() => Interlocked.Increment(ref drawn));
        await Eventually.HoldsAsync("the first drawing", () => Volatile.Read(ref drawn) == 1);

        for (var i = 0; i < 2000; i++)
        {
            _feed.Publish(new GatewayChanged(Some.Gateway()));
        }

        Assert.Equal(1, Volatile.Read(ref drawn));
        await Eventually.HoldsAsync("the second drawing, after a pause", () =>
        {
            _time.Advance(LiveBoard.Pause);
            return Volatile.Read(ref drawn) >= 2;
        });
        Assert.InRange(Volatile.Read(ref drawn), 2, 3);
    }

    [Fact]
    public async Task Board_StoreCannotBeRead_SaysSoAndRecovers()
    {
        await using (var db = _store.CreateDbContext())
        {
            await Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.ExecuteSqlRawAsync(db.Database, "ALTER TABLE gateways RENAME TO gone");
        }

        using var watch = _board.Watch(() => { });
        await Eventually.HoldsAsync("the problem is told", () => _board.Problem is not null);
        await using (var db = _store.CreateDbContext())
        {
            await Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.ExecuteSqlRawAsync(db.Database, "ALTER TABLE gone RENAME TO gateways");
        }

        await Eventually.HoldsAsync("the problem is over", () =>
        {
            _time.Advance(LiveBoard.Backoff);
            return _board.Problem is null;
        });
    }

    [Fact]
    public async Task Watch_Disposed_IsCalledNoMore()
    {
        var (left, stayed) = (0, 0);
        var watch = _board.Watch(() => Interlocked.Increment(ref left));
        await Eventually.HoldsAsync("the first drawing", () => Volatile.Read(ref left) == 1);
        watch.Dispose();

        using var other = _board.Watch(() => Interlocked.Increment(ref stayed));
        await Eventually.HoldsAsync("the other's drawing", () =>
        {
            _time.Advance(LiveBoard.Pause);
            return Volatile.Read(ref stayed) >= 1;
        });
        Assert.Equal(1, left);
    }

    public async ValueTask DisposeAsync()
    {
        await _board.StopAsync(default);
        Dispose();
    }

    public void Dispose()
    {
        _board.Dispose();
        _folder.Dispose();
    }

    private async Task AddGatewayAsync(string id)
    {
        await using var db = _store.CreateDbContext();
        db.Gateways.Add(Stored.Gateway(id));
        await db.SaveChangesAsync();
    }
}
