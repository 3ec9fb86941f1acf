using EdgeGrid.Contracts;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Tests.Rig;
using EdgeGrid.Testing;

namespace EdgeGrid.Hub.Tests.Ingest;

/// <summary>A real hub: what becomes of the lines of a gateway's loss ledger.</summary>
public sealed class LossTests
{
    [Fact]
    public async Task Loss_ThatCannotBeUnderstood_IsQuarantinedAndBlocksNothing()
    {
        await using var rig = await HubRig.StartAsync();
        using var gateway = await rig.GatewayAsync();

        var bad = await gateway.SendAsync(Records.Loss(count: -1));
        var good = await gateway.SendAsync(Records.Loss());

        Assert.Equal((AckOutcome.Quarantined, AckOutcome.Committed), (bad.Outcome, good.Outcome));
        Assert.Equal("sequence or count is below 0", bad.Reason);
        Assert.Equal("sequence or count is below 0", Assert.Single(await rig.Hub.Queries.QuarantineAsync()).Reason);
        Assert.Equal((1, 5000), await LostAsync(rig));
    }

    [Fact]
    public async Task Loss_OfAGatewayThatNeverToldItsStatus_IsQuarantined()
    {
        await using var rig = await HubRig.StartAsync();
        using var gateway = await GatewayDouble.ConnectAsync(rig.Hub.MqttEndPoint!, "gw-9");

        var ack = await gateway.SendAsync(Records.Loss());

        Assert.Equal(AckOutcome.Quarantined, ack.Outcome);
        Assert.Empty(await rig.Hub.Queries.LossesAsync(new LossFilter()));
    }

    [Fact]
    public async Task Loss_Committed_IsToldToTheLiveFeedWithItsGateway()
    {
        await using var rig = await HubRig.StartAsync();
        using var gateway = await rig.GatewayAsync();
        await gateway.SendAsync(Records.Alert());
        using var live = rig.Hub.Live.Subscribe();

        await gateway.SendAsync(Records.Loss() with { Lane = OutboxLane.Alerts, Reason = "eaten-by-mice", Detail = "all of it" });

        await Eventually.HoldsAsync("the live feed tells of it", () =>
            live.Changes.TryRead(out var change) && change is GatewayChanged { Gateway.Losses: { Records: 5000, Last: "alerts, eaten-by-mice: all of it" } });
    }

    private static async Task<(long Lines, long Records)> LostAsync(HubRig rig)
    {
        var losses = (await rig.Hub.Queries.GatewaysAsync())[0].Losses!;
        return (losses.Lines, losses.Records);
    }

    /// <summary>As a program would read them: page by page.</summary>
    private static async Task<List<LossView>> AllAsync(HubRig rig, GatewayId gateway)
    {
        List<LossView> all = [];
        while (true)
        {
            var page = await rig.Hub.Queries.LossesAsync(new LossFilter { Gateway = gateway, After = all is [] ? 0 : all[^1].Id, Limit = HubQueries.MaxLimit });
            if (page.Count == 0)
            {
                return all;
            }

            all.AddRange(page);
        }
    }
}
