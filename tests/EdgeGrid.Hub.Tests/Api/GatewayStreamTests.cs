using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Tests.Console.Client;
using EdgeGrid.Hub.Tests.Gateways;
using EdgeGrid.Hub.Tests.Rig;

namespace EdgeGrid.Hub.Tests.Api;

/// <summary>What streams tell without ids: gateways with their configurations and commands, and pictures of alerts.</summary>
public sealed class GatewayStreamTests
{
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3];

    [Fact]
    public async Task Stream_OfGateways_TellsStatusConfigurationAndCommands()
    {
        await using var rig = await HubRig.StartAsync();
        using var listener = Visiting.As(Role.Dispatcher, rig.Hub.HttpUrl);
        var heard = (await listener.ListenAsync("gateways/stream", lastId: null, CancellationToken.None)).GetAsyncEnumerator();
        using var gateway = await ConfigurationTests.AnnouncedAsync(rig);

        Assert.Equal(("gw-1", "Heping Road 18"), (await NextAsync("gateway")) is var told ? (told.GetProperty("gateway").GetString(), told.GetProperty("place").GetString()) : default);

        var given = await (await rig.Http.PostAsJsonAsync("/api/v1/gateways/gw-1/commands", new { name = "snapshot", arguments = new { camera = "door" } })).Content.ReadFromJsonAsync<JsonElement>();
        var id = given.GetProperty("id").GetString()!;
        Assert.Equal(("gw-1", id), (await NextAsync("command")) is var command ? (command.GetProperty("gateway").GetString(), command.GetProperty("id").GetString()) : default);

        await gateway.SendAsync(Topics.EvidenceLeaf, gateway.Next(), ContentTypes.Jpeg, Jpeg, alertId: id);
        Assert.Equal(id, (await NextAsync("command")).GetProperty("id").GetString());
        Assert.True((await rig.Http.GetFromJsonAsync<JsonElement>($"/api/v1/gateways/gw-1/commands/{id}")).GetProperty("hasPicture").GetBoolean());

        using var wanted = new HttpRequestMessage(HttpMethod.Put, "/api/v1/gateways/gw-1/configuration") { Content = JsonContent.Create(new { document = new { devices = Array.Empty<object>(), outputs = Array.Empty<object>() } }) };
        wanted.Headers.TryAddWithoutValidation("If-Match", "\"0\"");
        Assert.Equal(HttpStatusCode.OK, (await rig.Http.SendAsync(wanted)).StatusCode);
        Assert.Equal("gw-1", (await NextAsync("configuration")).GetProperty("gateway").GetString());
        await heard.DisposeAsync();

        async Task<JsonElement> NextAsync(string name)
        {
            while (await heard.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20)))
            {
                Assert.Null(heard.Current.EventId);
                if (heard.Current.EventType == name)
                {
                    return JsonElement.Parse(heard.Current.Data);
                }
            }

            throw new EndOfStreamException("The stream ended.");
        }
    }

    [Fact]
    public async Task Stream_OfAlerts_TellsOfAPictureThatComesLater()
    {
        await using var rig = await HubRig.StartAsync();
        using var gateway = await rig.GatewayAsync();
        using var listener = Visiting.As(Role.Worker, rig.Hub.HttpUrl);
        var alert = Records.Alert();
        await gateway.SendAsync(alert);
        var heard = await listener.ListenAsync("alerts/stream", lastId: null, CancellationToken.None);

        await gateway.SendAsync(Topics.EvidenceLeaf, gateway.Next(), ContentTypes.Jpeg, Jpeg, alertId: alert.AlertId);

        await foreach (var told in heard)
        {
            Assert.Equal(("picture", null, alert.AlertId), (told.EventType, told.EventId, JsonElement.Parse(told.Data).GetProperty("alertId").GetString()));
            break;
        }
    }

    [Fact]
    public async Task Gateway_InTrouble_IsToldOfInTheListenersLanguage()
    {
        await using var rig = await HubRig.StartAsync();
        using var gateway = await rig.GatewayAsync();
        using var listener = Visiting.As(Role.Supervisor, rig.Hub.HttpUrl, "zh-CN");
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30), TimeProvider.System);
        var heard = await listener.ListenAsync("gateways/stream", lastId: null, patience.Token);

        await gateway.AnnounceAsync(Records.Status() with { Devices = [new DeviceStatus("kitchen-methane", "mq4", DeviceHealth.Failed)] });

        // That it is there at all may be told first.
        var problem = await heard.Select(told => JsonElement.Parse(told.Data).GetProperty("problem").GetString()).FirstAsync(words => words is not null, patience.Token);
        Assert.NotEqual(Assert.Single(await rig.Hub.Queries.GatewaysAsync()).Problem, problem);
    }

    [Fact]
    public void News_OfTheSameThingThatWait_AreToldOnceAsTheyAreNow()
    {
        var news = new StreamNews(change => change is GatewayChanged { Gateway: var gateway } ? new NewsItem("gateway", gateway.Gateway.ToString(), gateway.Name) : null);
        foreach (var (id, name) in new[] { ("gw-1", "before"), ("gw-2", "other"), ("gw-1", "now") })
        {
            Assert.True(news.Hears(new GatewayChanged(Console.Some.Gateway(id) with { Name = name })));
        }

        Assert.False(news.Hears(new ConfigurationReported(GatewayId.Parse("gw-1"))));
        Assert.Equal("event: gateway\ndata: \"now\"\n\nevent: gateway\ndata: \"other\"\n\n", System.Text.Encoding.UTF8.GetString(news.Take(JsonSerializerOptions.Web)));
        Assert.Empty(news.Take(JsonSerializerOptions.Web));
    }
}
