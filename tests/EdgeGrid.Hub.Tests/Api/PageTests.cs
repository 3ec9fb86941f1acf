using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Tests.Rig;

namespace EdgeGrid.Hub.Tests.Api;

/// <summary>Lists are gone through page by page, and say what they do not take.</summary>
public sealed class PageTests
{
    [Fact]
    public async Task Lists_GoneThroughOneByOne_HaveEverythingOnceInTheSameOrder()
    {
        await using var rig = await HubRig.StartAsync();
        using var gateway = await rig.GatewayAsync();
        for (var i = 0; i < 3; i++)
        {
            await gateway.SendAsync(Records.Alert());
            await gateway.SendAsync(Topics.AlertsLeaf, gateway.Next(), ContentTypes.CloudEvents, [(byte)('a' + i)]);
            await rig.Http.PostAsJsonAsync("/api/v1/gateways/gw-1/commands", new { name = "test", output = "siren" });
        }

        foreach (var (list, cursor) in new[] { ("alerts", "before"), ("quarantine", "before"), ("gateways/gw-1/commands", "before") })
        {
            var all = (await ReadAsync(rig, list)).GetProperty("items").EnumerateArray().Select(one => one.GetRawText()).ToList();
            var singly = new List<string>();
            for (var next = ""; next is not null;)
            {
                var page = await ReadAsync(rig, $"{list}?limit=1{next}");
                singly.AddRange(page.GetProperty("items").EnumerateArray().Select(one => one.GetRawText()));
                next = page.GetProperty("next").GetString() is { } cursorNext ? $"&{cursor}={cursorNext}" : null;
            }

            Assert.True(all.Count >= 1, list);
            Assert.Equal(all, singly);
        }
    }

    [Theory]
    [InlineData("cases?limit=0", "bad-limit")]
    [InlineData("cases?limit=100000", "bad-limit")]
    [InlineData("cases?before=zzz", "bad-cursor")]
    [InlineData("alerts?limit=1000", "bad-limit")]
    [InlineData("audit?limit=-1", "bad-limit")]
    [InlineData("limits?limit=501", "bad-limit")]
    [InlineData("limits?after=zzz", "bad-cursor")]
    [InlineData("quarantine?before=zzz", "bad-cursor")]
    [InlineData("people?limit=501", "bad-limit")]
    public async Task List_AskedForWhatItCannotGive_SaysSo(string list, string code)
    {
        await using var rig = await HubRig.StartAsync();

        var answer = await rig.Http.GetAsync($"/api/v1/{list}");

        Assert.Equal((HttpStatusCode.BadRequest, code), (answer.StatusCode, (await CaseApi.JsonAsync(answer)).GetProperty("code").GetString()));
    }

    private static async Task<JsonElement> ReadAsync(HubRig rig, string list) => await CaseApi.JsonAsync(await rig.Http.GetAsync($"/api/v1/{list}"));
}
