using System.Net;
using System.Text.Json;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Console.Client;
using EdgeGrid.Hub.Gateways;
using EdgeGrid.Hub.Tests.Rig;
using EdgeGrid.Testing;
using CommandView = EdgeGrid.Hub.Gateways.CommandView;

namespace EdgeGrid.Hub.Tests.Console.Client;

public sealed class HubClientTests
{
    [Fact]
    public async Task Visitor_WhoSignedIn_IsWhoTheApiIsAskedAs()
    {
        await using var rig = await HubRig.StartAsync();
        using var stranger = Visiting.WithCookie("theme=dark; .AspNetCore.Cookies=forged", rig.Hub.HttpUrl);
        using var dispatcher = Visiting.WithCookie($"theme=dark; {await SignedInAsync(rig, Role.Dispatcher)}", rig.Hub.HttpUrl);

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => stranger.GetAsync<CallerView>("me", CancellationToken.None));
        var known = await dispatcher.GetAsync<CallerView>("me", CancellationToken.None);

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal(("dispatcher", Role.Dispatcher, true, false), (known.Name, known.Role, known.Permissions.Contains(Permission.ReadGateways), known.Permissions.Contains(Permission.ChangeGateways)));
    }

    [Fact]
    public async Task SignIn_ThatTheHubRenews_IsUsedFromThenOn()
    {
        var time = new ShiftedTime();
        await using var rig = await HubRig.StartAsync(options => options with { Time = time });
        using var visitor = Visiting.WithCookie(await SignedInAsync(rig, Role.Dispatcher), rig.Hub.HttpUrl);

        time.Shift = TimeSpan.FromHours(8);
        await visitor.GetAsync<CallerView>("me", CancellationToken.None);
        time.Shift = TimeSpan.FromHours(16);

        Assert.Equal("dispatcher", (await visitor.GetAsync<CallerView>("me", CancellationToken.None)).Name);
    }

    [Theory]
    [InlineData("", "Not allowed: worker (grid worker) may not do this: it needs gateways:read.")]
    [InlineData("zh-CN,zh;q=0.9", "无权限: worker(网格员)无权执行此操作:需要权限gateways:read。")]
    public async Task Refusal_OfTheApi_IsTitleAndDetailInTheVisitorsLanguage(string language, string words)
    {
        await using var rig = await HubRig.StartAsync();
        using var worker = Visiting.As(Role.Worker, rig.Hub.HttpUrl, language);

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => worker.GetAsync<GatewayView[]>("gateways", CancellationToken.None));

        Assert.Equal((HttpStatusCode.Forbidden, words), (refused.StatusCode, refused.Message));
    }

    [Fact]
    public async Task Find_OfWhatIsNotThere_IsNull()
    {
        await using var rig = await HubRig.StartAsync();
        using var visitor = Visiting.As(Role.Administrator, rig.Hub.HttpUrl);

        Assert.Null(await visitor.FindAsync<CaseDetailView>("cases/20200101-000001", CancellationToken.None));
        await Assert.ThrowsAsync<HttpRequestException>(() => visitor.GetAsync<CaseDetailView>("cases/20200101-000001", CancellationToken.None));
    }

    [Fact]
    public async Task Post_WithTheVersionThatWasRead_IsDoneInTheVisitorsNameOrRefused()
    {
        await using var rig = await HubRig.StartAsync();
        using var gateway = await rig.GatewayAsync();
        await Eventually.HoldsAsync("the hub knows the gateway", async () => (await rig.Hub.Queries.GatewaysAsync()).Count == 1);
        using var visitor = Visiting.As(Role.Administrator, rig.Hub.HttpUrl);
        var wanted = new NewCommand("silence", JsonSerializer.SerializeToElement(new { @for = "5m" }));

        await visitor.PostAsync("gateways/gw-1/commands", wanted, expected: null, CancellationToken.None);
        var stale = await Assert.ThrowsAsync<HttpRequestException>(() => visitor.PostAsync("gateways/gw-1/configuration/rollback", new Rollback(1), expected: 7, CancellationToken.None));

        var given = Assert.Single((await visitor.GetAsync<Page<CommandView>>("gateways/gw-1/commands", CancellationToken.None)).Items);
        Assert.Equal(("silence", "administrator"), (given.Name, given.By));
        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.StatusCode);
        Assert.StartsWith("Changed in the meantime: ", stale.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_WhoseAnswerIsLost_IsAskedAgainUnderTheSameKey()
    {
        await using var deaf = new DeafServer();
        using var visitor = Visiting.As(Role.Administrator, deaf.Address);

        await visitor.PostAsync("gateways/gw-1/commands", new NewCommand("restart"), expected: 3, CancellationToken.None);

        Assert.Equal(2, deaf.Keys.Count);
        Assert.Single(deaf.Keys.Distinct());
    }

    [Fact]
    public async Task Stream_TakenUpAgain_TellsWhatWasMissed()
    {
        await using var rig = await HubRig.StartAsync();
        using var gateway = await rig.GatewayAsync();
        await gateway.SendAsync(Records.Alert());
        using var visitor = Visiting.As(Role.Administrator, rig.Hub.HttpUrl);
        string? last = null;
        await foreach (var told in await visitor.ListenAsync("alerts/stream", lastId: "0", CancellationToken.None))
        {
            Assert.Equal("alert", told.EventType);
            last = told.EventId;
            break;
        }

        await gateway.SendAsync(Records.Alert(level: WarningLevel.Red));
        await foreach (var told in await visitor.ListenAsync("alerts/stream", last, CancellationToken.None))
        {
            Assert.Equal(WarningLevel.Red, HubClient.Read<AlertView>(told).Level);
            break;
        }
    }

    [Theory]
    [InlineData("http://127.0.0.1:5080", "http://127.0.0.1:5080/")]
    [InlineData("http://0.0.0.0:5080", "http://127.0.0.1:5080/")]
    [InlineData("http://[::]:5080", "http://[::1]:5080/")]
    [InlineData("http://192.168.1.5:80", "http://192.168.1.5/")]
    public void Near_WhereTheServerListens_IsWhereThisMachineReachesIt(string listening, string near) =>
        Assert.Equal(near, HubAddress.Near(new Uri(listening)).AbsoluteUri);

    private static async Task<string> SignedInAsync(HubRig rig, Role role)
    {
        var answer = await rig.HttpAsAnyone().PostAsync("/sign-in", new FormUrlEncodedContent([KeyValuePair.Create("token", Tokens.Of(role))]));
        return Assert.Single(answer.Headers.GetValues("Set-Cookie")).Split(';')[0];
    }

    private sealed class ShiftedTime : TimeProvider
    {
        public TimeSpan Shift { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Shift;
    }
}
