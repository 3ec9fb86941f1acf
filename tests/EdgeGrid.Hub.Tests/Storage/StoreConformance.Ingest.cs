using EdgeGrid.Contracts;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Tests.Rig;
using EdgeGrid.Testing;

namespace EdgeGrid.Hub.Tests.Storage;

/// <content>What becomes of alerts, readings and pictures.</content>
public abstract partial class StoreConformance
{
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3];

    [Fact]
    public async Task Alert_SentTwice_IsADuplicateAndOneCase()
    {
        await using var rig = await Store.StartHubAsync();
        using var gateway = await rig.GatewayAsync();
        var (identity, alert) = (gateway.Next(), Records.Alert());

        var outcomes = new[] { await gateway.SendAsync(identity, alert), await gateway.SendAsync(identity, alert) };

        Assert.Equal([AckOutcome.Committed, AckOutcome.Duplicate], outcomes.Select(ack => ack.Outcome));
        Assert.Single((await rig.Hub.Queries.CasesAsync(new CaseFilter())).Cases);
        Assert.Single(await rig.Hub.Queries.RecentAlertsAsync());
    }

    [Fact]
    public async Task Transitions_OfOneAlertInOneBatch_AreOneCase()
    {
        await using var rig = await Store.StartHubAsync();
        using var gateway = await rig.GatewayAsync();
        var id = Records.NewId();
        Task<Ack>[] sent;
        await using (await Store.LockAsync())
        {
            // Held back by the lock, they are taken together when it goes.
            sent =
            [
                gateway.SendAsync(Records.Alert(alertId: id)),
                gateway.SendAsync(Records.Alert(transition: AlertTransition.Escalated, level: WarningLevel.Orange, alertId: id)),
                gateway.SendAsync(Records.Alert(transition: AlertTransition.Cleared, level: WarningLevel.Orange, alertId: id)),
            ];
        }

        Assert.All(await Task.WhenAll(sent), ack => Assert.Equal(AckOutcome.Committed, ack.Outcome));
        var filed = Assert.Single((await rig.Hub.Queries.CasesAsync(new CaseFilter())).Cases);
        Assert.Equal((WarningLevel.Orange, 1, 1), (filed.Level, filed.Alerts, filed.AlertsCleared));
        var detail = await rig.Hub.Queries.CaseAsync(filed.CaseId);
        Assert.Equal(["CaseReported", "CaseFiled", "AlertEscalated", "LevelRaised", "AlertCleared"], detail!.Events.Select(happened => happened.Event));
        Assert.Equal(3, detail.Alerts.Count);
    }

    [Fact]
    public async Task Alerts_ManyInOneBatch_FileAndJoinAsIfTheyCameAlone()
    {
        const int places = 40;
        await using var rig = await Store.StartHubAsync();
        using var gateway = await rig.GatewayAsync();
        Task<Ack>[] sent;
        await using (await Store.LockAsync())
        {
            // Two at each place, 400 m from the next; those at even places rise and are over in the same batch.
            sent =
            [
                .. Enumerable.Range(0, places).SelectMany(place =>
                {
                    var first = Records.Alert() with { Position = new Position(34 + (place * 0.004), 117) };
                    var joins = first with { AlertId = Records.NewId(), Kind = AlertKind.Smoke };
                    var over = first with { Transition = AlertTransition.Cleared };
                    return place % 2 == 0 ? [first, joins, over] : new[] { first, joins };
                }).Select(alert => gateway.SendAsync(alert)),
            ];
        }

        Assert.All(await Task.WhenAll(sent), ack => Assert.Equal(AckOutcome.Committed, ack.Outcome));
        var cases = (await rig.Hub.Queries.CasesAsync(new CaseFilter { Limit = 100 })).Cases;
        Assert.Equal(places, cases.Count);
        Assert.All(cases, filed => Assert.Equal(2, filed.Alerts));
        Assert.Equal(places / 2, cases.Count(filed => filed.AlertsCleared == 1));
        var alerts = await rig.Hub.Queries.AlertsAfterAsync(0);
        Assert.Equal(sent.Length, alerts.Select(alert => alert.StreamId).Distinct().Count());
        await using var store = Store.Open();
        Assert.Empty(await ViolationsAsync(store));
    }

    [Fact]
    public async Task Store_ThatIsLocked_HoldsTheAckBackAndLosesNothing()
    {
        await using var rig = await Store.StartHubAsync();
        using var gateway = await rig.GatewayAsync();
        Task<Ack> sent;
        await using (await Store.LockAsync())
        {
            sent = gateway.SendAsync(Records.Alert());
            await Eventually.HoldsAsync("the hub says that it cannot write", () => rig.Log.Count(2104) == 1, seconds: 20);
            Assert.False(sent.IsCompleted);
            Assert.Contains("the store cannot be written", await (await rig.Http.GetAsync("/health")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.Equal(AckOutcome.Committed, (await sent).Outcome);
        Assert.Equal(1, rig.Log.Count(2104));
        await Eventually.HoldsAsync("the hub says that it can write again", () => rig.Log.Count(2105) == 1);
        Assert.True((await rig.Http.GetAsync("/health")).IsSuccessStatusCode);
    }

    [Fact]
    public async Task Readings_InABlock_AreCommittedOnceAndCounted()
    {
        await using var rig = await Store.StartHubAsync();
        using var gateway = await rig.GatewayAsync();
        var identity = gateway.Next(count: 50);

        var first = await gateway.SendAsync(Topics.ReadingsLeaf, identity, ContentTypes.SenmlCbor, Records.Block());
        var again = await gateway.SendAsync(Topics.ReadingsLeaf, identity, ContentTypes.SenmlCbor, Records.Block());
        var inPart = await gateway.SendAsync(Topics.ReadingsLeaf, identity with { Sequence = 26 }, ContentTypes.SenmlCbor, Records.Block());
        var next = await gateway.SendAsync(Topics.ReadingsLeaf, gateway.Next(count: 50), ContentTypes.SenmlCbor, Records.Block());

        Assert.Equal(
            [AckOutcome.Committed, AckOutcome.Duplicate, AckOutcome.Quarantined, AckOutcome.Committed],
            new[] { first, again, inPart, next }.Select(ack => ack.Outcome));
        Assert.Equal(100, Assert.Single(await rig.Hub.Queries.GatewaysAsync()).ReadingsCommitted);
    }

    [Fact]
    public async Task Evidence_OfAnAlert_IsShownWithIt()
    {
        await using var rig = await Store.StartHubAsync();
        using var gateway = await rig.GatewayAsync();
        var alert = Records.Alert(AlertKind.Intrusion);
        await gateway.SendAsync(alert);

        var ack = await gateway.SendAsync(Topics.EvidenceLeaf, gateway.Next(), ContentTypes.Jpeg, Jpeg, alert.AlertId);

        Assert.Equal(AckOutcome.Committed, ack.Outcome);
        Assert.True(Assert.Single(await rig.Hub.Queries.RecentAlertsAsync()).Alert.HasEvidence);
        Assert.Equal(Jpeg, await rig.Http.GetByteArrayAsync($"/api/v1/alerts/{alert.AlertId}/evidence"));
    }

    [Fact]
    public async Task SimulatedAndRealAlerts_AtOnePlace_NeverShareACase()
    {
        await using var rig = await Store.StartHubAsync();
        using var gateway = await rig.GatewayAsync();

        await gateway.SendAsync(Records.Alert());
        await gateway.SendAsync(Records.Alert(), simulated: true);
        await gateway.SendAsync(Records.Alert(AlertKind.Smoke), simulated: true);
        await gateway.SendAsync(Records.Alert(AlertKind.Smoke));

        var cases = (await rig.Hub.Queries.CasesAsync(new CaseFilter())).Cases;
        Assert.Equal([(true, 2), (false, 2)], cases.Select(one => (one.Simulated, one.Alerts)));
        Assert.All(cases, one => Assert.Equal("Combustible gas, smoke · Heping Road 18, kitchen", one.Title));
    }

    [Fact]
    public async Task Hazards_OfTwoGatewaysAtOnePlace_ShareACaseAndFarOnesDoNot()
    {
        await using var rig = await Store.StartHubAsync();
        using var one = await rig.GatewayAsync();
        using var two = await rig.GatewayAsync("gw-2");

        await one.SendAsync(Records.Alert());
        await two.SendAsync(Records.Alert(AlertKind.Smoke) with { Position = new Position(34.2443, 117.1940) });
        await two.SendAsync(Records.Alert(AlertKind.Smoke) with { Position = new Position(34.2453, 117.1940) });
        await two.SendAsync(Records.Alert(AlertKind.CarbonMonoxide) with { Position = null });

        // Without a position the words and the cell decide: they are those of both cases, and the newer one takes it.
        Assert.Equal([2, 2], (await rig.Hub.Queries.CasesAsync(new CaseFilter())).Cases.Select(filed => filed.Alerts));
    }

    [Fact]
    public async Task CaseSteps_AfterTheCommit_ArePublishedToTheWorldInOrder()
    {
        await using var rig = await Store.StartHubAsync();
        using var observer = await Listener.StartAsync(rig.Hub.MqttEndPoint!, "edgegrid/v1/cases/#");
        using var gateway = await rig.GatewayAsync();

        await gateway.SendAsync(Records.Alert() with { Place = "和平路18号" });
        await gateway.SendAsync(Records.Alert(AlertKind.Smoke, level: WarningLevel.Red));

        await Eventually.HoldsAsync("four steps are published", () => observer.Notices.Count == 4);
        Assert.Equal(["CaseReported", "CaseFiled", "AlertJoined", "LevelRaised"], observer.Notices.Select(notice => notice.Event));
        Assert.Equal([1, 2, 3, 4], observer.Notices.Select(notice => notice.Version));
        Assert.Equal(CaseStep.Reported, observer.Notices[0].Step);
        Assert.Contains("\"和平路18号\"", observer.Payloads[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Statuses_TakenAgainBecauseTheirBatchFailed_AreNoSecondAgent()
    {
        await using var rig = await Store.StartHubAsync();
        using var gateway = await rig.GatewayAsync();
        await gateway.SendAsync(Records.Alert());
        await Store.ExecuteAsync(Store.Poison);
        Task<Ack> poison;
        await using (await Store.LockAsync())
        {
            // Held back by the lock, they are taken together: the agent's last status, its first after a restart, and what makes the hub stumble.
            await gateway.AnnounceAsync();
            await gateway.AnnounceAsync(Records.Status() with { BootId = "boot-2" });
            poison = gateway.SendAsync(Records.Alert());
        }

        Assert.Equal(AckOutcome.Quarantined, (await poison).Outcome);
        Assert.Equal(0, rig.Log.Count(2004));
    }
}
