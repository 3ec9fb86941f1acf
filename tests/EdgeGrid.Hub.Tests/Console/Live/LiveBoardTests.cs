using System.Net;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Console.Client;
using EdgeGrid.Hub.Console.Live;
using EdgeGrid.Hub.Tests.Console.Client;
using EdgeGrid.Hub.Tests.Rig;
using EdgeGrid.Testing;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace EdgeGrid.Hub.Tests.Console.Live;

public sealed class LiveBoardTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(Some.Moment);
    private readonly IPEndPoint _http = new(IPAddress.Loopback, Ports.Free());
    private readonly ApplicationLifetime _host = new(NullLogger<ApplicationLifetime>.Instance);
    private int _pauses;
    private HubRig _rig = null!;
    private HubClient _client = null!;
    private LiveBoard _board = null!;

    public async ValueTask InitializeAsync()
    {
        _rig = await StartAsync();
        _client = Visiting.As(Role.Dispatcher, _rig.Hub.HttpUrl);
        _board = new LiveBoard(_client, _time, _host, NullLogger<LiveBoard>.Instance);
    }

    [Fact]
    public async Task Board_Opened_KnowsWhatTheApiHoldsAndWhatTheVisitorMay()
    {
        using var gateway = await _rig.GatewayAsync();
        await gateway.SendAsync(Records.Alert());

        await _board.OpenAsync();

        Assert.Equal((1, 1, 1, null), (_board.Current.Gateways.Count, _board.Current.OpenAlerts, _board.Current.OpenCases, _board.Problem));
        Assert.Equal((0, true, false), (_board.District!.Cells, _board.May(Permission.DispatchCases), _board.May(Permission.ChangeGateways)));
    }

    [Fact]
    public async Task Board_WhenSomethingHappens_ShowsItWithoutBeingAsked()
    {
        await _board.OpenAsync();
        using var gateway = await _rig.GatewayAsync();
        await ShowsAsync("the gateway", () => _board.Current.GatewaysOnline == 1);
        await gateway.SendAsync(Records.Alert());

        await ShowsAsync("the alert and its case", () => _board.Current is { Alerts.Count: 1, OpenAlerts: 1, OpenCases: 1 });
    }

    [Fact]
    public async Task Board_Flood_DrawsOnceEachPause()
    {
        var drawn = 0;
        await _board.OpenAsync();

        // The page reads first and listens then: what nobody listens to yet is read, not told.
        await ShowsAsync("that it listens", () =>
        {
            _rig.Hub.Live.Publish(new GatewayChanged(Some.Gateway("gw-0")));
            return _board.Current.Gateways.Count == 1;
        });
        _pauses = 0;
        using var watch = _board.Watch(() => Interlocked.Increment(ref drawn));
        for (var i = 0; i < 2000; i++)
        {
            _rig.Hub.Live.Publish(new GatewayChanged(Some.Gateway($"gw-{i % 50}")));
        }

        await ShowsAsync("all gateways", () => _board.Current.Gateways.Count == 50);
        Assert.InRange(Volatile.Read(ref drawn), 1, _pauses + 1);
    }

    [Fact]
    public async Task Board_HubGoneAndBack_SaysSoAndShowsWhatHappenedMeanwhile()
    {
        await _board.OpenAsync();
        await _rig.DisposeAsync();
        await ShowsAsync("the trouble", () => _board.Problem is not null);

        _rig = await StartAsync();
        using var gateway = await _rig.GatewayAsync();
        await gateway.SendAsync(Records.Alert());

        await ShowsAsync("the alert, and no trouble", () => _board is { Problem: null, Current: { Alerts.Count: 1, GatewaysOnline: 1 } });
    }

    [Fact]
    public async Task Board_OfAVisitorWhomTheApiRefuses_SaysWhyInItsWords()
    {
        using var worker = Visiting.As(Role.Worker, _rig.Hub.HttpUrl);
        await using var board = new LiveBoard(worker, _time, _host, NullLogger<LiveBoard>.Instance);

        var opening = board.OpenAsync();

        await Eventually.HoldsAsync("it says why", () => board.Problem?.Contains("worker (grid worker) may not do this: it needs gateways:read", StringComparison.Ordinal) == true);
        Assert.False(opening.IsCompleted);
    }

    [Fact]
    public async Task Watch_Disposed_IsCalledNoMore()
    {
        var (left, stayed) = (0, 0);
        await _board.OpenAsync();
        _board.Watch(() => Interlocked.Increment(ref left)).Dispose();
        using var other = _board.Watch(() => Interlocked.Increment(ref stayed));

        _rig.Hub.Live.Publish(new GatewayChanged(Some.Gateway()));

        await ShowsAsync("the other's drawing", () => Volatile.Read(ref stayed) >= 1);
        Assert.Equal(0, left);
    }

    public async ValueTask DisposeAsync()
    {
        await _board.DisposeAsync();
        _client.Dispose();
        await _rig.DisposeAsync();
        _folder.Dispose();
    }

    private Task<HubRig> StartAsync() => HubRig.StartAsync(options => options with { Http = _http }, _folder);

    /// <summary>Lets the board's pauses go by until it shows something.</summary>
    private Task ShowsAsync(string what, Func<bool> shown) => Eventually.HoldsAsync(
        what,
        () =>
        {
            _time.Advance(LiveBoard.Pause);
            _pauses++;
            return shown();
        });
}
