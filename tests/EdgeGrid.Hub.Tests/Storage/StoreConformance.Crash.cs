using System.Net;
using System.Text.RegularExpressions;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Tests.Rig;
using EdgeGrid.Testing;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Tests.Storage;

/// <content>The hub is killed; the store goes away and comes back.</content>
public abstract partial class StoreConformance
{
    [Fact]
    public async Task Hub_KilledAfterTheCommitButBeforeTheAckArrived_TakesTheResendForADuplicate()
    {
        RecordIdentity identity;
        var alert = Records.Alert();
        string epoch;
        await using (var hub = RunningProcess.StartProgram("hub/EdgeGrid.Hub", ["run", "--http", "0", "--mqtt", "0", .. Store.Arguments]))
        {
            await hub.SaysAsync("gateways at", seconds: 60);
            using var gateway = await GatewayDouble.ConnectAsync(BrokerOf(hub.Output), "gw-1");
            await gateway.AnnounceAsync();
            (identity, epoch) = (gateway.Next(), gateway.Epoch);

            // Whatever ack comes, this gateway dies with the hub and has never seen it.
            _ = gateway.SendAsync(identity, alert).ContinueWith(lost => lost.Exception, TaskScheduler.Default);
            await Eventually.HoldsAsync("the case is on the disk", async () => await CasesAsync() == 1, seconds: 30);
            hub.Kill();
        }

        await using var again = await Store.StartHubAsync();
        using var sender = await GatewayDouble.ConnectAsync(again.Hub.MqttEndPoint!, "gw-1");

        var ack = await sender.SendAsync(identity, alert);

        Assert.Equal((AckOutcome.Duplicate, epoch), (ack.Outcome, ack.Epoch));
        Assert.Single((await again.Hub.Queries.CasesAsync(new CaseFilter())).Cases);
    }

    [Fact]
    public async Task Hub_KilledWhileAlertsPourIn_HasEveryOneThatItAcknowledged()
    {
        List<(RecordIdentity Identity, Alert Alert)> acknowledged = [];
        await using (var hub = RunningProcess.StartProgram("hub/EdgeGrid.Hub", ["run", "--http", "0", "--mqtt", "0", .. Store.Arguments]))
        {
            await hub.SaysAsync("gateways at", seconds: 60);
            using var gateway = await GatewayDouble.ConnectAsync(BrokerOf(hub.Output), "gw-1");
            await gateway.AnnounceAsync();
            var pouring = Enumerable.Range(0, 200).Select(_ => SendAsync(gateway)).ToList();
            await Eventually.HoldsAsync("some are acknowledged", () => Acknowledged() >= 20, seconds: 30);
            hub.Kill();
            _ = Task.WhenAll(pouring).ContinueWith(never => never.Exception, TaskScheduler.Default);
        }

        await using var again = await Store.StartHubAsync();
        using var sender = await GatewayDouble.ConnectAsync(again.Hub.MqttEndPoint!, "gw-1");

        foreach (var (identity, alert) in Copy())
        {
            Assert.Equal(AckOutcome.Duplicate, (await sender.SendAsync(identity, alert)).Outcome);
        }

        async Task SendAsync(GatewayDouble gateway)
        {
            var (identity, alert) = (gateway.Next(), Records.Alert());
            await gateway.SendAsync(identity, alert);
            lock (acknowledged)
            {
                acknowledged.Add((identity, alert));
            }
        }

        int Acknowledged()
        {
            lock (acknowledged)
            {
                return acknowledged.Count;
            }
        }

        List<(RecordIdentity Identity, Alert Alert)> Copy()
        {
            lock (acknowledged)
            {
                return [.. acknowledged];
            }
        }
    }

    [Fact]
    public async Task Store_GoneWhileAlertsCome_HoldsThemUnacknowledgedAndTakesThemWhenItIsBack()
    {
        await using var rig = await Store.StartHubAsync();
        using var gateway = await rig.GatewayAsync();
        await gateway.SendAsync(Records.Alert());
        await Store.GoAsync();

        var sent = Enumerable.Range(0, 5).Select(_ => gateway.SendAsync(Records.Alert())).ToList();
        await Eventually.HoldsAsync("the hub says that it cannot write", () => rig.Log.Count(2104) == 1, seconds: 20);
        Assert.DoesNotContain(sent, ack => ack.IsCompleted);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await rig.Http.GetAsync("/health")).StatusCode);
        await Store.ComeBackAsync();

        Assert.All(await Task.WhenAll(sent), ack => Assert.Equal(AckOutcome.Committed, ack.Outcome));
        Assert.Equal(6, (await rig.FiledAlertsAsync()).Count);
        Assert.Equal(0, rig.Log.Count(2106) + rig.Log.Count(2109));
    }

    // U+0000, and a character of two halves where the quarantine cuts its reason: PostgreSQL keeps neither as a text.
    [Fact]
    public async Task Texts_ThatAStoreMayRefuse_AreTakenAndBlockNothing()
    {
        await using var rig = await Store.StartHubAsync();
        using var gateway = await rig.GatewayAsync();

        var strange = await gateway.SendAsync(Records.Alert() with { Place = "kitchen\0cellar" });
        for (var before = 0; before < 2; before++)
        {
            var name = new string('x', before) + string.Concat(Enumerable.Repeat("🚒", 400)) + "\0";
            var refused = await gateway.SendAsync(Topics.ReadingsLeaf, gateway.Next(), ContentTypes.SenmlCbor, Records.Block(name));
            Assert.Equal(AckOutcome.Quarantined, refused.Outcome);
        }

        var refusedForNul = await gateway.SendAsync(Topics.ReadingsLeaf, gateway.Next(), ContentTypes.SenmlCbor, Records.Block("\0"));

        Assert.Equal((AckOutcome.Committed, AckOutcome.Quarantined), (strange.Outcome, refusedForNul.Outcome));
        Assert.Equal(AckOutcome.Committed, (await gateway.SendAsync(Records.Alert())).Outcome);
        Assert.Equal(0, rig.Log.Count(2104) + rig.Log.Count(2106) + rig.Log.Count(2109));
    }

    private async Task<int> CasesAsync()
    {
        await using var store = Store.Open();
        await using var db = store.CreateDbContext();
        return await db.Cases.CountAsync();
    }

    private static IPEndPoint BrokerOf(string output) => IPEndPoint.Parse(Gateways().Match(output).Groups["at"].Value);

    [GeneratedRegex(@"gateways at (?<at>[\d.]+:\d+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Gateways();
}
