using System.Text;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Tests.Rig;
using EdgeGrid.Testing;
using MQTTnet;

namespace EdgeGrid.Hub.Tests.Ingest;

/// <summary>What the hub cannot take: kept aside with its reason, and in nobody's way.</summary>
public sealed class QuarantineTests
{
    [Theory]
    [InlineData("", ContentTypes.CloudEvents, "empty")]
    [InlineData("not json", ContentTypes.CloudEvents, "no alert in JSON")]
    [InlineData("""{"specversion":"1.0","type":"edgegrid.alert.raised.v9"}""", ContentTypes.CloudEvents, "of a version that this hub does not understand")]
    public async Task Message_ThatCannotBeUnderstood_IsQuarantinedAndBlocksNothing(string payload, string contentType, string reason)
    {
        await using var rig = await HubRig.StartAsync();
        using var gateway = await rig.GatewayAsync();

        var bad = await gateway.SendAsync(Topics.AlertsLeaf, gateway.Next(), contentType, Encoding.UTF8.GetBytes(payload));
        var good = await gateway.SendAsync(Records.Alert());

        Assert.Equal((AckOutcome.Quarantined, AckOutcome.Committed), (bad.Outcome, good.Outcome));
        Assert.Contains(reason, bad.Reason, StringComparison.Ordinal);
        var kept = Assert.Single(await rig.Hub.Queries.QuarantineAsync());
        Assert.Equal((payload, 1), (Encoding.UTF8.GetString(Convert.FromBase64String(kept.Payload)), kept.Count));
        Assert.Equal(1, Assert.Single(await rig.Hub.Queries.GatewaysAsync()).Quarantined);
    }

    [Fact]
    public async Task Gateway_ThatNeverToldItsStatus_IsUnknownButItsAlertsCount()
    {
        await using var rig = await HubRig.StartAsync();
        using var gateway = await GatewayDouble.ConnectAsync(rig.Hub.MqttEndPoint!, "gw-1");

        var readings = await gateway.SendAsync(Topics.ReadingsLeaf, gateway.Next(count: 50), ContentTypes.SenmlCbor, Records.Block());
        var alert = await gateway.SendAsync(Records.Alert());

        Assert.Equal(AckOutcome.Quarantined, readings.Outcome);
        Assert.Contains("unknown gateway", readings.Reason, StringComparison.Ordinal);
        Assert.Equal(AckOutcome.Committed, alert.Outcome);
        Assert.Single((await rig.Hub.Queries.CasesAsync(new CaseFilter())).Cases);
    }

    [Theory]
    [InlineData("""{"specversion":"1.0","type":"edgegrid.alert.raised.v1"}""")]
    [InlineData("""{"specversion":"1.0","id":1}""")]
    [InlineData("{")]
    public async Task Reason_OfWhatIsNotUnderstood_NamesNoTypeOfTheHub(string payload)
    {
        await using var rig = await HubRig.StartAsync();
        using var gateway = await rig.GatewayAsync();

        var ack = await gateway.SendAsync(Topics.AlertsLeaf, gateway.Next(), ContentTypes.CloudEvents, Encoding.UTF8.GetBytes(payload));

        Assert.DoesNotContain("EdgeGrid", ack.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", ack.Reason, StringComparison.Ordinal);
        Assert.StartsWith("no alert in JSON: ", ack.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Packet_BeyondTheLimit_EndsItsConnectionAndDisturbsNobody()
    {
        await using var rig = await HubRig.StartAsync();
        using var gateway = await rig.GatewayAsync();
        using var other = await rig.GatewayAsync("gw-2");

        var published = gateway.PublishAsync(new MqttApplicationMessage { Topic = "edgegrid/v1/gw-1/readings", PayloadSegment = new byte[3 * 1024 * 1024] });

        await Assert.ThrowsAnyAsync<Exception>(() => published);
        await Eventually.HoldsAsync("the connection is closed", () => !gateway.Client.IsConnected);
        Assert.Equal(1, rig.Log.Count(2005));
        Assert.Equal(AckOutcome.Committed, (await other.SendAsync(Records.Alert())).Outcome);
    }

    [Fact]
    public async Task Transition_MarkedUnlikeItsAlert_IsQuarantinedWithTheCasesReason()
    {
        await using var rig = await HubRig.StartAsync();
        using var gateway = await rig.GatewayAsync();
        var id = Records.NewId();
        await gateway.SendAsync(Records.Alert(alertId: id), simulated: true);

        var ack = await gateway.SendAsync(Records.Alert(transition: AlertTransition.Cleared, alertId: id));

        Assert.Equal(AckOutcome.Quarantined, ack.Outcome);
        Assert.Contains("simulated and real never share a case", ack.Reason, StringComparison.Ordinal);
    }
}
