using System.Net.ServerSentEvents;
using System.Text.Json;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Console.Client;
using EdgeGrid.Hub.Console.Live;
using EdgeGrid.Hub.Storage;
using EdgeGrid.Hub.Tests.Console.Client;
using EdgeGrid.Hub.Tests.Rig;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeGrid.Hub.Tests.Console.Live;

public sealed class BoardReaderTests : IAsyncLifetime
{
    private HubRig _rig = null!;
    private HubClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _rig = await HubRig.StartAsync();
        _client = Visiting.As(Role.Administrator, _rig.Hub.HttpUrl);
    }

    [Fact]
    public async Task Read_EmptyStore_HasSevenEmptySteps()
    {
        var board = await ReadAsync();

        Assert.Equal(Enum.GetValues<CaseStep>(), board.Steps.Select(column => column.Step));
        Assert.All(board.Steps, column => Assert.Empty(column.Cases));
        Assert.Empty(board.Alerts);
        Assert.Equal(0, board.OpenAlerts);
    }

    [Fact]
    public async Task Read_AlertsThatRoseAndCleared_CountsAndShowsHowEachStandsNow()
    {
        var board = await ReadAsync(
            Stored.Alert("risen", 1, AlertTransition.Raised, WarningLevel.Yellow),
            Stored.Alert("risen", 2, AlertTransition.Escalated, WarningLevel.Red),
            Stored.Standing("risen", WarningLevel.Red),
            Stored.Alert("over", 3, AlertTransition.Raised, WarningLevel.Orange),
            Stored.Alert("over", 4, AlertTransition.Cleared, WarningLevel.Orange),
            Stored.Standing("over", WarningLevel.Orange, cleared: true),
            Stored.Alert("minor", 5, AlertTransition.Raised, WarningLevel.Blue),
            Stored.Standing("minor", WarningLevel.Blue));

        Assert.Equal(["minor", "over", "risen"], board.Alerts.Select(alert => alert.AlertId));
        Assert.Equal([("risen", WarningLevel.Red), ("minor", WarningLevel.Blue)], board.Open.Select(alert => (alert.AlertId, alert.Level)));
        Assert.Equal([1, 0, 0, 1], board.OpenByLevel);
    }

    [Fact]
    public async Task Read_MoreCasesThanCards_CountsThemAll()
    {
        var filed = Enumerable.Range(1, BoardSnapshot.MostCards + 5).Select(i => Stored.Case($"20261123-{i:D4}", CaseStep.Filed));
        var board = await ReadAsync([.. filed, Stored.Case("20261122-0001", CaseStep.Closed)]);

        var column = board.Steps[(int)CaseStep.Filed - 1];
        Assert.Equal(BoardSnapshot.MostCards + 5, column.Count);
        Assert.Equal(BoardSnapshot.MostCards, column.Cases.Count);
        Assert.Equal("20261123-0025", column.Cases[0].CaseId);
        Assert.Equal(BoardSnapshot.MostCards + 5, board.OpenCases);
    }

    [Fact]
    public async Task Read_GatewaysOnlineAndAway_CountsBoth()
    {
        var board = await ReadAsync(Stored.Gateway("gw-1"), Stored.Gateway("gw-2", online: false), Stored.Gateway("gw-3"));

        Assert.Equal((2, 1), (board.GatewaysOnline, board.GatewaysAway));
    }

    [Fact]
    public async Task Read_AfterNews_ReadsOnlyWhatTheyAreAbout()
    {
        var before = await ReadAsync(
            Stored.Case("20261123-0001", CaseStep.Filed),
            Stored.Case("20261123-0002", CaseStep.Dispatched),
            Stored.Alert("a1", 1, AlertTransition.Raised, WarningLevel.Yellow),
            Stored.Gateway("gw-2"));
        await AddAsync(Stored.Case("20261123-0003", CaseStep.Filed), Stored.Alert("a2", 2, AlertTransition.Raised, WarningLevel.Red));
        _rig.Execute("UPDATE cases SET Place = 'Market hall 2'");

        var now = await ReadAsync(before, Told("gateway", Some.Gateway("gw-1")), Told("case", new CaseEventTold("20261123-0003", 1, "CaseFiled", Some.Moment, "x", CaseStep.Filed, WarningLevel.Red, "0187", false)));

        Assert.Equal(["gw-1", "gw-2"], now.Gateways.Select(gateway => gateway.Gateway.ToString()));
        Assert.Same(before.Alerts, now.Alerts);
        Assert.Same(before.Steps[(int)CaseStep.Dispatched - 1], now.Steps[(int)CaseStep.Dispatched - 1]);
        Assert.Equal(["Market hall 2", "Market hall 2"], now.Steps[(int)CaseStep.Filed - 1].Cases.Select(item => item.Place));
        Assert.Equal((before.CaseChanges + 1, before.CommandChanges, before.ConfigurationChanges), (now.CaseChanges, now.CommandChanges, now.ConfigurationChanges));
    }

    [Fact]
    public async Task Read_AfterATransitionAndAPicture_ShowsTheNewestOfEachWithIt()
    {
        var before = new BoardSnapshot { Alerts = [Some.Alert("a2"), Some.Alert("a1")] };
        var cleared = Some.Alert("a1") with { Transition = AlertTransition.Cleared, CommittedAt = Some.Moment.AddSeconds(1) };

        var now = await ReadAsync(before, Told("alert", cleared), Told("picture", new PictureTold(cleared.Gateway, "a2")));

        Assert.Equal([("a1", AlertTransition.Cleared, false), ("a2", AlertTransition.Raised, true)], now.Alerts.Select(alert => (alert.AlertId, alert.Transition, alert.HasEvidence)));
    }

    [Fact]
    public async Task Read_AfterACommandAndAConfiguration_SaysThatTheyAreToBeReadAgain()
    {
        var gateway = GatewayId.Parse("gw-1");

        var commanded = await ReadAsync(BoardSnapshot.Empty, Told("command", new CommandTold(gateway, "c1")));
        var configured = await ReadAsync(BoardSnapshot.Empty, Told("configuration", new ConfigurationTold(gateway)), Told("of-a-later-hub", "?"));

        Assert.Equal((0L, 1L, 0L), (commanded.ConfigurationChanges, commanded.CommandChanges, commanded.CaseChanges));
        Assert.Equal((1L, 0L, 0L), (configured.ConfigurationChanges, configured.CommandChanges, configured.CaseChanges));
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _rig.DisposeAsync();
    }

    private static SseItem<string> Told(string name, object data) => new(JsonSerializer.Serialize(data, data.GetType(), JsonSerializerOptions.Web), name);

    private async Task<BoardSnapshot> ReadAsync(params object[] rows)
    {
        await AddAsync(rows);
        return await new BoardReader(_client).ReadAsync(BoardSnapshot.Empty, BoardNews.Everything(), CancellationToken.None);
    }

    private async Task<BoardSnapshot> ReadAsync(BoardSnapshot before, params SseItem<string>[] told)
    {
        var news = new BoardNews();
        Array.ForEach(told, news.Take);
        return await new BoardReader(_client).ReadAsync(before, news, CancellationToken.None);
    }

    private async Task AddAsync(params object[] rows)
    {
        await using var db = await _rig.Hub.Services.GetRequiredService<IDbContextFactory<HubDb>>().CreateDbContextAsync();
        foreach (var row in rows)
        {
            db.Add(row);
            await db.SaveChangesAsync();
        }
    }
}
