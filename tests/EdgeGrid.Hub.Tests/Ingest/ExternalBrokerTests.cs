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
    private const string Mosquitto = "/usr/sbin/mosquitto";

    [Fact]
    public async Task Alert_ThroughMosquitto_IsCommittedFiledAcknowledgedAndPublished()
    {
        Assert.SkipUnless(File.Exists(Mosquitto), "mosquitto is not installed; `./edgegrid test` installs it.");
        var endPoint = new IPEndPoint(IPAddress.Loopback, Ports.Free());
        await using var broker = RunningProcess.Start(Mosquitto, "-p", endPoint.Port.ToString());
        await broker.SaysAsync("running");
        await using var rig = await HubRig.StartAsync(options => options with { Broker = new ExternalBrokerOptions { Url = new Uri($"mqtt://{endPoint}") } });
        await Eventually.HoldsAsync("the hub is connected", async () => (await rig.Http.GetAsync("/health")).IsSuccessStatusCode);
        using var observer = await Listener.StartAsync(endPoint, "edgegrid/v1/cases/#");
        using var gateway = await GatewayDouble.ConnectAsync(endPoint, "gw-1");
        await gateway.AnnounceAsync();
        var (identity, alert) = (gateway.Next(), Records.Alert());

        Assert.Equal(AckOutcome.Committed, (await gateway.SendAsync(identity, alert)).Outcome);
        Assert.Equal(AckOutcome.Duplicate, (await gateway.SendAsync(identity, alert)).Outcome);

        Assert.Single((await rig.Hub.Queries.CasesAsync(new CaseFilter())).Cases);
        await Eventually.HoldsAsync("two steps are published", () => observer.Notices.Count == 2);
        Assert.Empty(await rig.Hub.Queries.QuarantineAsync());
    }

    [Fact]
    public async Task Broker_ThatGoesAwayAndComesBack_IsFoundAgain()
    {
        Assert.SkipUnless(File.Exists(Mosquitto), "mosquitto is not installed; `./edgegrid test` installs it.");
        var port = Ports.Free();
        await using var rig = await HubRig.StartAsync(options => options with { Broker = new ExternalBrokerOptions { Url = new Uri($"mqtt://127.0.0.1:{port}") } });
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await rig.Http.GetAsync("/health")).StatusCode);

        for (var life = 0; life < 2; life++)
        {
            await using var broker = RunningProcess.Start(Mosquitto, "-p", port.ToString());
            await Eventually.HoldsAsync("the hub is connected", async () => (await rig.Http.GetAsync("/health")).IsSuccessStatusCode, seconds: 20);
            using var gateway = await GatewayDouble.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), "gw-1");
            await gateway.AnnounceAsync();
            Assert.Equal(AckOutcome.Committed, (await gateway.SendAsync(Records.Alert())).Outcome);
            broker.Kill();
            await Eventually.HoldsAsync("the hub notices", async () => !(await rig.Http.GetAsync("/health")).IsSuccessStatusCode);
        }
    }
}
