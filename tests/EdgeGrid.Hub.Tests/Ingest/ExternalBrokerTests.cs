using System.Net;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Configuration;
using EdgeGrid.Hub.Tests.Rig;
using EdgeGrid.Testing;

namespace EdgeGrid.Hub.Tests.Ingest;

/// <summary>The same way through a broker that is not ours: mosquitto.</summary>
public sealed class ExternalBrokerTests
{
    [Fact]
    public async Task Alert_ThroughMosquitto_IsCommittedFiledAcknowledgedAndPublished()
    {
        Assert.SkipUnless(Mosquitto.IsInstalled, Mosquitto.Missing);
        await using var broker = await Mosquitto.StartAsync();
        await using var rig = await HubRig.StartAsync(options => options with { Broker = new ExternalBrokerOptions { Url = broker.Url } });
        await rig.ConnectedAsync();
        using var observer = await Listener.StartAsync(broker.EndPoint, "edgegrid/v1/cases/#");
        using var gateway = await GatewayDouble.ConnectAsync(broker.EndPoint, "gw-1");
        await gateway.AnnounceAsync();
        var (identity, alert) = (gateway.Next(), Records.Alert());

        Assert.Equal(AckOutcome.Committed, (await gateway.SendAsync(identity, alert)).Outcome);
        Assert.Equal(AckOutcome.Duplicate, (await gateway.SendAsync(identity, alert)).Outcome);

        Assert.Single((await rig.Hub.Queries.CasesAsync(new CaseFilter())).Cases);
        await Eventually.HoldsAsync("two steps are published", () => observer.Notices.Count == 2);
        Assert.Empty(await rig.Hub.Queries.QuarantineAsync());
    }

    [Fact]
    public async Task Loss_ThroughMosquitto_IsCommittedAndAcknowledged()
    {
        Assert.SkipUnless(Mosquitto.IsInstalled, Mosquitto.Missing);
        await using var broker = await Mosquitto.StartAsync();
        await using var rig = await HubRig.StartAsync(options => options with { Broker = new ExternalBrokerOptions { Url = broker.Url } });
        await rig.ConnectedAsync();
        using var gateway = await GatewayDouble.ConnectAsync(broker.EndPoint, "gw-1");
        await gateway.AnnounceAsync();
        var (identity, loss) = (gateway.Next(), Records.Loss());

        Assert.Equal(AckOutcome.Committed, (await gateway.SendAsync(identity, loss)).Outcome);
        Assert.Equal(AckOutcome.Duplicate, (await gateway.SendAsync(identity, loss)).Outcome);
    }

    [Fact]
    public async Task Status_ThatTheBrokerHadKept_IsNoSignOfLife()
    {
        Assert.SkipUnless(Mosquitto.IsInstalled, Mosquitto.Missing);
        using var folder = new TemporaryFolder();
        await using var broker = await Mosquitto.StartAsync();
        var seen = await SeenAtAsync("gw-1");

        // The broker tells the next hub of gw-1 before gw-2 speaks.
        await SeenAtAsync("gw-2");

        Assert.Equal(seen, await SeenAtAsync(null));

        async Task<DateTimeOffset> SeenAtAsync(string? speaking)
        {
            await using var rig = await HubRig.StartAsync(options => options with { Broker = new ExternalBrokerOptions { Url = broker.Url } }, folder);
            await rig.ConnectedAsync();
            if (speaking is not null)
            {
                using var gateway = await GatewayDouble.ConnectAsync(broker.EndPoint, speaking);
                await gateway.AnnounceAsync();
                Assert.Equal(AckOutcome.Committed, (await gateway.SendAsync(Records.Alert())).Outcome);
            }

            return (await rig.Hub.Queries.GatewaysAsync()).Single(gateway => gateway.Gateway.ToString() == "gw-1").SeenAt;
        }
    }

    [Fact]
    public async Task Broker_ThatRefusesWhatTheHubPublishes_IsNotTakenForOneThatHasIt()
    {
        Assert.SkipUnless(Mosquitto.IsInstalled, Mosquitto.Missing);
        using var folder = new TemporaryFolder();
        File.WriteAllLines(folder.File("acl"), ["topic read edgegrid/v1/#", "topic readwrite edgegrid/v1/hub/#", "topic readwrite edgegrid/v1/+/status", "topic readwrite edgegrid/v1/+/alerts"]);
        await using var broker = await Mosquitto.StartAsync($"acl_file {folder.File("acl")}");
        await using var rig = await HubRig.StartAsync(options => options with { Broker = new ExternalBrokerOptions { Url = broker.Url } });
        await rig.ConnectedAsync();
        using var gateway = await GatewayDouble.ConnectAsync(broker.EndPoint, "gw-1");
        await gateway.AnnounceAsync();

        _ = gateway.SendAsync(Records.Alert()).ContinueWith(never => never.Exception, TaskScheduler.Default);

        await Eventually.HoldsAsync("the hub says that its ack was refused", () => Says(2107));
        await Eventually.HoldsAsync("and that it keeps the case's step", () => Says(2108));

        bool Says(int id) => rig.Log.Lines.Any(line => line.Event == id && line.Text.Contains("NotAuthorized", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Broker_ThatGoesAwayAndComesBack_IsFoundAgain()
    {
        Assert.SkipUnless(Mosquitto.IsInstalled, Mosquitto.Missing);
        var port = Ports.Free();
        await using var rig = await HubRig.StartAsync(options => options with { Broker = new ExternalBrokerOptions { Url = new Uri($"mqtt://127.0.0.1:{port}") } });
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await rig.Http.GetAsync("/health")).StatusCode);

        for (var life = 0; life < 2; life++)
        {
            await using var broker = await Mosquitto.StartAsync(port);
            await rig.ConnectedAsync();
            using var gateway = await GatewayDouble.ConnectAsync(broker.EndPoint, "gw-1");
            await gateway.AnnounceAsync();
            Assert.Equal(AckOutcome.Committed, (await gateway.SendAsync(Records.Alert())).Outcome);
            await broker.KillAsync();
            await Eventually.HoldsAsync("the hub notices", async () => !(await rig.Http.GetAsync("/health")).IsSuccessStatusCode);
        }
    }
}
