using EdgeGrid.Contracts;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Ingest;
using EdgeGrid.Hub.Tests.Rig;
using EdgeGrid.Testing;

namespace EdgeGrid.Hub.Tests.Storage;

/// <content>What becomes of the lines of loss ledgers, and of what cannot be understood.</content>
public abstract partial class StoreConformance
{
    [Fact]
    public async Task Loss_SentTwice_IsADuplicateAndCountedOnce()
    {
        await using var rig = await Store.StartHubAsync();
        using var gateway = await rig.GatewayAsync();
        var identity = gateway.Next();

        var outcomes = new[] { await gateway.SendAsync(identity, Records.Loss()), await gateway.SendAsync(identity, Records.Loss()) };

        Assert.Equal([AckOutcome.Committed, AckOutcome.Duplicate], outcomes.Select(ack => ack.Outcome));
        Assert.All(outcomes, ack => Assert.Equal((identity.Epoch, identity.Sequence), (ack.Epoch, ack.Sequence)));
        Assert.Single(await rig.Hub.Queries.LossesAsync(new LossFilter()));
        Assert.Equal((1, 5000), await LostAsync(rig));
    }

    [Fact]
    public async Task Losses_TakenTogetherAndRepeated_AreEachCountedOnce()
    {
        await using var rig = await Store.StartHubAsync();
        using var gateway = await rig.GatewayAsync();
        var (first, second) = (gateway.Next(), gateway.Next());
        Task<Ack>[] sent;
        await using (await Store.LockAsync())
        {
            // Held back by the lock, they are taken together when it goes.
            sent = [.. new[] { first, second, first }.Select(identity => gateway.SendAsync(identity, Records.Loss(count: 10)))];
        }

        var outcomes = (await Task.WhenAll(sent)).Select(ack => ack.Outcome).Order();

        Assert.Equal([AckOutcome.Committed, AckOutcome.Committed, AckOutcome.Duplicate], outcomes);
        Assert.Equal((2, 20), await LostAsync(rig));
    }

    [Fact]
    public async Task Losses_CountedAsFarAsTheyCanTell_NeverOverflow()
    {
        await using var rig = await Store.StartHubAsync();
        using var gateway = await rig.GatewayAsync();

        foreach (var count in new[] { 0, 7, long.MaxValue, 1 })
        {
            await gateway.SendAsync(Records.Loss(count));
        }

        var losses = Assert.Single(await rig.Hub.Queries.GatewaysAsync()).Losses!;
        Assert.Equal((4, long.MaxValue, 1), (losses.Lines, losses.Records, losses.Uncounted));
    }

    [Fact]
    public async Task Losses_BeyondAThousand_PushOutTheOldestOfTheirGatewayOnly()
    {
        const int Sent = LossLines.MaxLines + 300;
        await using var rig = await Store.StartHubAsync();
        using var quiet = await rig.GatewayAsync("gw-2");
        using var gateway = await rig.GatewayAsync();
        await quiet.SendAsync(Records.Loss());
        var first = gateway.Next();
        await gateway.SendAsync(first, Records.Loss(count: 2));
        for (var sent = 1; sent < Sent; sent += 50)
        {
            var some = Enumerable.Range(0, Math.Min(50, Sent - sent)).Select(_ => gateway.SendAsync(Records.Loss(count: 2)));
            Assert.All(await Task.WhenAll(some), ack => Assert.Equal(AckOutcome.Committed, ack.Outcome));
        }

        // No longer kept, and still known.
        Assert.Equal(AckOutcome.Duplicate, (await gateway.SendAsync(first, Records.Loss(count: 2))).Outcome);

        var lines = await AllAsync(rig, gateway.Gateway);
        Assert.Equal(LossLines.MaxLines, lines.Count);
        Assert.Single(await AllAsync(rig, quiet.Gateway));
        Assert.Equal((Sent, 2 * Sent), await LostAsync(rig));
    }

    [Fact]
    public async Task Losses_OfAFreshEpoch_AreTakenAfterOlderOnesWereForgotten()
    {
        await using var rig = await Store.StartHubAsync();
        using var gateway = await rig.GatewayAsync();
        await gateway.SendAsync(Records.Loss());
        await Store.ExecuteAsync($"UPDATE gateways SET \"ForgottenLossEpoch\" = '{gateway.Epoch}', \"ForgottenLossSequence\" = 500");

        var outcomes = new[]
        {
            await gateway.SendAsync(new RecordIdentity(gateway.Gateway, gateway.Epoch, 500), Records.Loss()),
            await gateway.SendAsync(new RecordIdentity(gateway.Gateway, gateway.Epoch, 501), Records.Loss()),
            await gateway.SendAsync(new RecordIdentity(gateway.Gateway, Records.NewId(), 1), Records.Loss()),
        };

        Assert.Equal([AckOutcome.Duplicate, AckOutcome.Committed, AckOutcome.Committed], outcomes.Select(ack => ack.Outcome));
    }

    [Fact]
    public async Task Messages_ThatAreAlike_ShareARowAndKeepFourKilobytes()
    {
        await using var rig = await Store.StartHubAsync();
        using var gateway = await rig.GatewayAsync();
        var huge = new byte[200_000];

        await gateway.SendAsync(Topics.AlertsLeaf, gateway.Next(), ContentTypes.CloudEvents, huge);
        await gateway.SendAsync(Topics.AlertsLeaf, gateway.Next(), ContentTypes.CloudEvents, huge);

        var kept = Assert.Single(await rig.Hub.Queries.QuarantineAsync());
        Assert.Equal((2, 200_000, 4096), (kept.Count, kept.Size, Convert.FromBase64String(kept.Payload).Length));
    }

    [Fact]
    public async Task Reason_OfAMegabyte_IsCutAndDisturbsNobody()
    {
        await using var rig = await Store.StartHubAsync();
        using var gateway = await rig.GatewayAsync();

        var ack = await gateway.SendAsync(Topics.ReadingsLeaf, gateway.Next(), ContentTypes.SenmlCbor, Records.Block(name: new string('网', 300_000)));

        Assert.Equal((AckOutcome.Quarantined, true), (ack.Outcome, ack.Reason!.Length <= 500));
        Assert.Equal(AckOutcome.Committed, (await gateway.SendAsync(Records.Alert())).Outcome);
        Assert.Equal(0, rig.Log.Count(2101));
    }

    [Fact]
    public async Task Message_ThatMakesTheHubStumbleWhileItCannotWrite_IsQuarantinedLater()
    {
        await using var rig = await Store.StartHubAsync();
        using var gateway = await rig.GatewayAsync();
        await gateway.SendAsync(Records.Alert());
        await Store.ExecuteAsync(Store.Poison);
        await Store.ExecuteAsync("ALTER TABLE quarantine RENAME TO away");

        var sent = gateway.SendAsync(Records.Alert());
        await Eventually.HoldsAsync("the hub says that it cannot write", () => rig.Log.Count(2104) == 1);
        await Store.ExecuteAsync("ALTER TABLE away RENAME TO quarantine");

        Assert.Equal(AckOutcome.Quarantined, (await sent).Outcome);
        Assert.Equal(0, rig.Log.Count(2109));
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
