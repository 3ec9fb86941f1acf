using EdgeGrid.Contracts;
using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Storage;
using EdgeGrid.Hub.Storage.Upkeep;
using EdgeGrid.Hub.Tests.Rig;
using EdgeGrid.Hub.Wording;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeGrid.Hub.Tests.Correlation;

/// <summary>A power cut in half a district.</summary>
public sealed class StormTests
{
    [Fact]
    public async Task Sensors_OfTenGatewaysSilentAtOnce_AreOneCase()
    {
        await using var rig = await HubRig.StartAsync();
        await SilenceAsync(rig, Enumerable.Range(1, 12));

        var cases = await CasesAsync(rig);

        var storm = Assert.Single(cases, one => one.Step == CaseStep.Filed);
        Assert.Equal((12, 12, WarningLevel.Orange, "Sensor silent · at least 10 gateways at once"), (storm.Alerts, cases.Single(one => one.Gateway is null).Alerts, storm.Level, storm.Title));
        Assert.Equal(9, cases.Count(one => one.Ending == CaseEnding.Merged));
        Assert.Equal(10, cases.Count);
        var merged = await rig.Hub.Queries.CaseAsync(cases.First(one => one.Ending == CaseEnding.Merged).CaseId, Language.Chinese, TestContext.Current.CancellationToken);
        Assert.Equal($"并入案卷{storm.CaseId}:2分钟内至少10个网关异常,此为其一", merged!.Events.Last(one => one.Event == nameof(CaseMerged)).Text);
        Assert.Empty(await ViolationsAsync(rig));
    }

    [Fact]
    public async Task Sensors_OfManyGatewaysInOneBatch_AreOneCaseWithWhatBecameOfThem()
    {
        await using var rig = await HubRig.StartAsync();
        var gateways = new List<GatewayDouble>();
        for (var number = 1; number <= 30; number++)
        {
            gateways.Add(await rig.GatewayAsync($"gw-{number}"));
        }

        var sent = new List<Task<Ack>>();
        using (await rig.Hub.Services.GetRequiredService<WriteGate>().EnterAsync(TestContext.Current.CancellationToken))
        {
            var raised = gateways.ConvertAll(gateway => (Gateway: gateway, Alert: Silent(Records.NewId())));
            sent.AddRange(raised.Select(one => one.Gateway.SendAsync(one.Alert)));
            sent.AddRange(raised.Take(5).Select(one => one.Gateway.SendAsync(one.Alert with { Transition = AlertTransition.Cleared })));
        }

        Assert.All(await Task.WhenAll(sent), ack => Assert.Equal(AckOutcome.Committed, ack.Outcome));
        Assert.Single(await CasesAsync(rig), one => one is { Gateway: null, Step: CaseStep.Filed, Alerts: 30, AlertsCleared: 5 });
        Assert.Empty(await ViolationsAsync(rig));
        gateways.ForEach(gateway => gateway.Dispose());
    }

    [Fact]
    public async Task Sensors_OfNineGatewaysSilentAtOnce_AreNineCases()
    {
        await using var rig = await HubRig.StartAsync();
        await SilenceAsync(rig, Enumerable.Range(1, 9));

        Assert.Equal(9, (await CasesAsync(rig)).Count(one => one.Step == CaseStep.Filed && one.Gateway is not null));
    }

    [Fact]
    public async Task Gas_InAStorm_IsACaseOfItsOwn()
    {
        await using var rig = await HubRig.StartAsync();
        await SilenceAsync(rig, Enumerable.Range(1, 10));
        using var gateway = await rig.GatewayAsync("gw-11");

        await gateway.SendAsync(Records.Alert());

        Assert.Single(await CasesAsync(rig), one => one is { Kind: AlertKind.Gas, Step: CaseStep.Filed, Alerts: 1 });
    }

    [Fact]
    public async Task Sensor_HeardAgainAfterItsCaseWasMerged_IsClearedInTheStorm()
    {
        await using var rig = await HubRig.StartAsync();
        var alerts = await SilenceAsync(rig, Enumerable.Range(1, 10));
        using var gateway = await rig.GatewayAsync("gw-1");

        await gateway.SendAsync(Silent(alerts[0]) with { Transition = AlertTransition.Cleared });

        Assert.Equal(1, (await CasesAsync(rig)).Single(one => one.Gateway is null).AlertsCleared);
    }

    [Fact]
    public async Task Case_ThatSomebodyHasBeenSentTo_StaysWithThem()
    {
        await using var rig = await HubRig.StartAsync();
        await SilenceAsync(rig, Enumerable.Range(1, 9));
        var first = (await CasesAsync(rig))[0];
        var desk = rig.Hub.Services.GetRequiredService<CaseDesk>();
        Assert.Equal(DeskAnswer.Done, (await desk.ExecuteAsync(first.CaseId, new DispatchCase("works", null, Phrase.Same("look"), null), Some.Administrator, null, TestContext.Current.CancellationToken)).Answer);

        await SilenceAsync(rig, [10]);

        var cases = await CasesAsync(rig);
        Assert.Equal(CaseStep.Dispatched, cases.Single(one => one.CaseId == first.CaseId).Step);
        Assert.Equal(8, cases.Count(one => one.Ending == CaseEnding.Merged));
    }

    private static async Task<List<string>> SilenceAsync(HubRig rig, IEnumerable<int> gateways)
    {
        var alerts = new List<string>();
        foreach (var number in gateways)
        {
            using var gateway = await rig.GatewayAsync($"gw-{number}");
            var alert = Silent(Records.NewId());
            Assert.Equal(AckOutcome.Committed, (await gateway.SendAsync(alert)).Outcome);
            alerts.Add(alert.AlertId);
        }

        return alerts;
    }

    private static Alert Silent(string alertId) => Records.Alert(AlertKind.SensorSilent, alertId: alertId) with { Measured = "no data for 60 s" };

    private static async Task<List<CaseRow>> CasesAsync(HubRig rig)
    {
        await using var db = rig.Hub.Services.GetRequiredService<HubStore>().CreateDbContext();
        return await db.Cases.AsNoTracking().OrderBy(row => row.CaseId).ToListAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<List<string>> ViolationsAsync(HubRig rig) =>
        await new StoreCheck(rig.Hub.Services.GetRequiredService<HubStore>(), _ => { }).FindAsync(TestContext.Current.CancellationToken).Select(found => found.ToString()).ToListAsync(TestContext.Current.CancellationToken);
}
