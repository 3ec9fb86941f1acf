using System.Text.Json;
using EdgeGrid.Hub.Tests.Rig;

namespace EdgeGrid.Hub.Tests.Api;

public sealed class LossApiTests
{
    [Fact]
    public async Task Losses_Asked_AreNewestFirstAndOfOneGatewayWhenItIsNamed()
    {
        await using var rig = await HubRig.StartAsync();
        await SendAsync(rig, ("gw-1", "a"), ("gw-2", "b"), ("gw-1", "c"));

        Assert.Equal(["c", "b", "a"], await DetailsAsync(rig, ""));
        Assert.Equal(["c", "a"], await DetailsAsync(rig, "?gateway=gw-1"));
        Assert.Equal(["c"], await DetailsAsync(rig, "?limit=1"));
        Assert.Empty(await DetailsAsync(rig, "?gateway=gw-3"));
    }

    [Fact]
    public async Task Losses_AskedAfterOneThatIsKnown_AreTheLaterOnesOldestFirst()
    {
        await using var rig = await HubRig.StartAsync();
        await SendAsync(rig, ("gw-1", "a"), ("gw-2", "b"), ("gw-1", "c"), ("gw-1", "d"));
        var first = (await JsonAsync(rig, "/api/v1/losses?after=0&limit=1"))[0].GetProperty("id").GetInt64();

        Assert.Equal(["b", "c", "d"], await DetailsAsync(rig, $"?after={first}"));
        Assert.Equal(["c"], await DetailsAsync(rig, $"?gateway=gw-1&after={first}&limit=1"));
    }

    [Fact]
    public async Task Loss_OfWhichNobodyKnowsAnything_IsShownSo()
    {
        await using var rig = await HubRig.StartAsync();
        using var gateway = await rig.GatewayAsync();
        await gateway.SendAsync(Records.Loss(count: 0) with { Epoch = null, Sequence = 0, Reason = "file-set-aside" });

        var loss = (await JsonAsync(rig, "/api/v1/losses"))[0];

        Assert.Equal(("gw-1", "readings", "file-set-aside"), (loss.GetProperty("gateway").GetString(), loss.GetProperty("lane").GetString(), loss.GetProperty("reason").GetString()));
        Assert.Equal((JsonValueKind.Null, 0, 0), (loss.GetProperty("epoch").ValueKind, loss.GetProperty("sequence").GetInt64(), loss.GetProperty("count").GetInt64()));
    }

    [Fact]
    public async Task Gateway_WithLosses_TellsHowManyAndTheLastInWords()
    {
        await using var rig = await HubRig.StartAsync();
        await SendAsync(rig, ("gw-1", "a"), ("gw-1", "b"));
        using var other = await rig.GatewayAsync("gw-2");
        await other.SendAsync(Records.Alert());

        var gateways = await JsonAsync(rig, "/api/v1/gateways");

        var losses = gateways[0].GetProperty("losses");
        Assert.Equal((2, 10_000, 0), (losses.GetProperty("lines").GetInt64(), losses.GetProperty("records").GetInt64(), losses.GetProperty("uncounted").GetInt64()));
        Assert.Equal(("readings, full: b", Records.Noon), (losses.GetProperty("last").GetString(), losses.GetProperty("lastAt").GetDateTimeOffset()));
        Assert.Equal(JsonValueKind.Null, gateways[1].GetProperty("losses").ValueKind);
    }

    private static async Task SendAsync(HubRig rig, params (string Gateway, string Detail)[] losses)
    {
        // Each connects once: the broker may throw out who comes back under a name that it is just letting go.
        var gateways = new Dictionary<string, GatewayDouble>();
        foreach (var (id, detail) in losses)
        {
            if (!gateways.TryGetValue(id, out var gateway))
            {
                gateways[id] = gateway = await rig.GatewayAsync(id);
            }

            await gateway.SendAsync(Records.Loss(detail: detail));
        }

        foreach (var gateway in gateways.Values)
        {
            gateway.Dispose();
        }
    }

    private static async Task<IEnumerable<string?>> DetailsAsync(HubRig rig, string query) =>
        (await JsonAsync(rig, "/api/v1/losses" + query)).EnumerateArray().Select(loss => loss.GetProperty("detail").GetString());

    private static async Task<JsonElement> JsonAsync(HubRig rig, string path)
    {
        using var document = JsonDocument.Parse(await rig.Http.GetStringAsync(path));
        return document.RootElement.Clone();
    }
}
