using EdgeGrid.Contracts;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Ingest;
using EdgeGrid.Hub.Tests.Rig;
using EdgeGrid.Testing;
using Microsoft.Extensions.DependencyInjection;
using MQTTnet;

namespace EdgeGrid.Hub.Tests.Ingest;

/// <summary>A real hub, its real broker, a real store: what becomes of messages.</summary>
public sealed class IngestTests
{
    [Fact]
    public async Task Gateway_ThatGoesOffline_IsShownSo()
    {
        await using var rig = await HubRig.StartAsync();
        using var gateway = await rig.GatewayAsync();
        using var live = rig.Hub.Live.Subscribe();

        await gateway.AnnounceAsync(Records.Status(online: false));

        await Eventually.HoldsAsync("the gateway is offline", async () => (await rig.Hub.Queries.GatewaysAsync()) is [{ Online: false }]);
        await Eventually.HoldsAsync("the live feed says so", () => live.Changes.TryRead(out var change) && change is GatewayChanged { Gateway.Online: false });
    }

    [Fact]
    public async Task Hub_Stopping_TellsTheGatewaysToKeepWhatTheyHave()
    {
        var rig = await HubRig.StartAsync();
        await using var closing = rig;
        using var observer = await Listener.StartAsync(rig.Hub.MqttEndPoint!, Topics.HubStatus);
        await Eventually.HoldsAsync("the hub is said to be online", () => observer.Payloads is [.., var last] && last.Contains("\"online\":true", StringComparison.Ordinal));

        await rig.Hub.StopAsync();

        await Eventually.HoldsAsync("the hub is said to be offline", () => observer.Payloads is [.., var last] && last.Contains("\"online\":false", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Messages_ThatIngestDoesNotListenTo_TakeNoRoomInIt()
    {
        await using var rig = await HubRig.StartAsync();
        using var gateway = await rig.GatewayAsync();
        var pressure = rig.Hub.Services.GetRequiredService<IngestInlet>().Pressure;
        await gateway.SendAsync(Records.Alert());
        await Eventually.HoldsAsync("what was sent has left", () => pressure.Messages == 0);

        await gateway.PublishAsync(new MqttApplicationMessage { Topic = "edgegrid/v1/gw-1/answers/others", PayloadSegment = "{}"u8.ToArray() });

        Assert.Equal(0, pressure.Messages);
    }
}
