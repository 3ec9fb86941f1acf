using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Configuration;
using EdgeGrid.Hub.Storage;
using EdgeGrid.Hub.Storage.Upkeep;
using EdgeGrid.Hub.Tests.Rig;
using EdgeGrid.Hub.Tests.Wording;
using EdgeGrid.Testing;
using Microsoft.Extensions.DependencyInjection;
using MQTTnet;

namespace EdgeGrid.Hub.Tests.Gateways;

public sealed class ConfigurationTests
{
    private const string Path = "/api/v1/gateways/gw-1/configuration";
    private const string Document = """{"devices":[{"name":"kitchen","kind":"mq4"}],"outputs":[]}""";

    [Fact]
    public async Task Configuration_Put_ReachesTheGatewayRetainedAndIsItsNewestRevision()
    {
        await using var rig = await HubRig.StartAsync();
        using var gateway = await AnnouncedAsync(rig);
        Assert.Equal("\"0\"", (await rig.Http.GetAsync(Path)).Headers.ETag?.Tag);

        var answer = await PutAsync(rig.Http, 0, Document, "the first");

        Assert.Equal((HttpStatusCode.OK, "\"1\""), (answer.StatusCode, answer.Headers.ETag?.Tag));
        using var listener = await Listener.StartAsync(rig.Hub.MqttEndPoint!, Topics.Config(gateway.Gateway));
        await Eventually.HoldsAsync("it is kept at the broker", () => listener.Payloads.Count > 0);
        var desired = JsonSerializer.Deserialize(listener.Payloads[0], WireJson.Wire.DesiredConfiguration)!;
        Assert.Equal((1, Document, DesiredConfiguration.HashOf(Document)), (desired.Revision, desired.Document.GetRawText(), desired.Hash));
        var seen = await rig.Http.GetFromJsonAsync<JsonElement>(Path);
        Assert.Equal(("the first", "administrator"), (seen.GetProperty("desired").GetProperty("note").GetString(), seen.GetProperty("desired").GetProperty("by").GetString()));
        Assert.Contains("not said anything", seen.GetProperty("standing").GetString());
        Assert.Equal("网关尚未回报。", (await rig.Http.InChineseAsync(() => rig.Http.GetFromJsonAsync<JsonElement>(Path))).GetProperty("standing").GetString());
    }

    [Fact]
    public async Task Configuration_PutWithoutOrWithAnOldIfMatch_IsRefused()
    {
        await using var rig = await HubRig.StartAsync();
        using var gateway = await AnnouncedAsync(rig);
        await PutAsync(rig.Http, 0, Document);

        Assert.Equal(HttpStatusCode.PreconditionRequired, (await PutAsync(rig.Http, null, Document)).StatusCode);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await PutAsync(rig.Http, 0, Document)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await PutAsync(rig.Http, 0, Document, path: "/api/v1/gateways/gw-2/configuration")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await PutAsync(rig.HttpAs(Role.Dispatcher), 1, Document)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await rig.HttpAs(Role.Dispatcher).GetAsync(Path)).StatusCode);
    }

    [Theory]
    [InlineData("""{"devices":[],"outputs":[],"hub":{}}""", "hub")]
    [InlineData("""{"devices":[]}""", "outputs")]
    [InlineData("""{"devices":{},"outputs":[]}""", "devices")]
    [InlineData("""{"devices":[1],"outputs":[]}""", "devices")]
    [InlineData("""{"devices":[{"source":"rtsp://a:b@c/"}],"outputs":[]}""", "devices[0].source")]
    [InlineData("""{"devices":[{"source":"rtsp://a/user=b&password=c"}],"outputs":[]}""", "devices[0].source")]
    [InlineData("""[]""", "")]
    public async Task Configuration_OfAnotherShapeOrWithAPassword_IsRefusedWithItsPlace(string document, string path)
    {
        await using var rig = await HubRig.StartAsync();
        using var gateway = await AnnouncedAsync(rig);

        var answer = await PutAsync(rig.Http, 0, document);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(path, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("problems")[0].GetProperty("path").GetString());
        var chinese = await (await rig.Http.InChineseAsync(() => PutAsync(rig.Http, 0, document))).Content.ReadFromJsonAsync<JsonElement>();
        Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", chinese.GetProperty("problems")[0].GetProperty("message").GetString());
    }

    [Theory]
    [InlineData("""{"document":""")]
    [InlineData("""{"note":"no document"}""")]
    [InlineData("""{"document":{"devices":["\ud800"],"outputs":[]}}""")]
    public async Task Configuration_BodyThatIsNone_IsAnsweredInWords(string body)
    {
        await using var rig = await HubRig.StartAsync();
        using var gateway = await AnnouncedAsync(rig);

        var answer = await SendAsync(rig.Http, HttpMethod.Put, Path, 0, body);

        Assert.True(answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity, $"{answer.StatusCode}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Configuration_LargerThanAGatewayTakes_IsRefused()
    {
        await using var rig = await HubRig.StartAsync();
        using var gateway = await AnnouncedAsync(rig);
        string Large(int bytes) => $$"""{"devices":[{"name":"{{new string('x', bytes)}}"}],"outputs":[]}""";

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PutAsync(rig.Http, 0, Large(DesiredConfiguration.MaxDocumentBytes))).StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await PutAsync(rig.Http, 0, Large(2 * 1024 * 1024))).StatusCode);
    }

    [Fact]
    public async Task Rollback_ToAnEarlierRevision_IsANewOneWithItsContentAndStandsInTheHistoryAndTheAudit()
    {
        await using var rig = await HubRig.StartAsync();
        using var gateway = await AnnouncedAsync(rig);
        await PutAsync(rig.Http, 0, Document);
        await PutAsync(rig.Http, 1, """{"devices":[],"outputs":[]}""");

        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(rig.Http, HttpMethod.Post, Path + "/rollback", 2, """{"revision":9}""")).StatusCode);
        var answer = await SendAsync(rig.Http, HttpMethod.Post, Path + "/rollback", 2, """{"revision":1,"note":"back"}""");

        Assert.Equal("\"3\"", answer.Headers.ETag?.Tag);
        var third = await rig.Http.GetFromJsonAsync<JsonElement>(Path + "/history/3");
        Assert.Equal((Document, 1, "back"), (third.GetProperty("document").GetRawText(), third.GetProperty("rollbackOf").GetInt64(), third.GetProperty("note").GetString()));
        var history = await rig.Http.GetFromJsonAsync<JsonElement[]>(Path + "/history");
        Assert.Equal([3, 2, 1], history!.Select(row => row.GetProperty("revision").GetInt64()));
        var audit = await rig.Http.GetStringAsync("/api/v1/audit");
        Assert.Contains("POST /api/v1/gateways/{id}/configuration/rollback", audit);
    }

    [Fact]
    public async Task Report_OfARefusal_IsShownWithItsProblems()
    {
        await using var rig = await HubRig.StartAsync();
        using var gateway = await AnnouncedAsync(rig);
        await PutAsync(rig.Http, 0, Document);

        await ReportAsync(gateway, Report(1, Document) with { State = ConfigurationState.Refused, Problems = [new ConfigurationIssue("devices[0].bus", "\"bus\" is missing.", "Add it.")] });

        await Eventually.HoldsAsync("it is shown", async () => (await rig.Http.GetStringAsync(Path)).Contains("was refused"));
        var reported = (await rig.Http.GetFromJsonAsync<JsonElement>(Path)).GetProperty("reported");
        Assert.Equal("devices[0].bus", reported.GetProperty("problems")[0].GetProperty("path").GetString());
    }

    [Fact]
    public async Task Report_OfAGatewayThatHasNotHeardOfTheNewest_HasItToldAgain()
    {
        await using var rig = await HubRig.StartAsync();
        using var gateway = await AnnouncedAsync(rig);
        await PutAsync(rig.Http, 0, Document);
        using var listener = await Listener.StartAsync(rig.Hub.MqttEndPoint!, Topics.Config(gateway.Gateway));
        await Eventually.HoldsAsync("it was told", () => listener.Payloads.Count > 0);
        var before = listener.Payloads.Count;

        await ReportAsync(gateway, Report(0, Document) with { State = ConfigurationState.Local });
        await Eventually.HoldsAsync("it is told again", () => listener.Payloads.Count > before);

        var told = listener.Payloads.Count;
        await ReportAsync(gateway, Report(1, Document) with { State = ConfigurationState.RolledBack, Reason = "it did not stand" });
        await Eventually.HoldsAsync("the report is taken", async () => (await rig.Http.GetStringAsync(Path)).Contains("did not stand"));
        Assert.Equal(told, listener.Payloads.Count);
    }

    [Fact]
    public async Task Configuration_AfterARestartOfTheHub_IsAtItsBrokerAgain()
    {
        using var folder = new TemporaryFolder();
        await using (var rig = await HubRig.StartAsync(folder: folder))
        {
            using var gateway = await AnnouncedAsync(rig);
            await PutAsync(rig.Http, 0, Document);
        }

        await using var again = await HubRig.StartAsync(folder: folder);
        using var listener = await Listener.StartAsync(again.Hub.MqttEndPoint!, "edgegrid/v1/gw-1/config");

        await Eventually.HoldsAsync("it is there", () => listener.Payloads.Count > 0);
    }

    [Fact]
    public async Task Configuration_AtAMosquittoThatForgot_IsThereAgain()
    {
        Assert.SkipUnless(Mosquitto.IsInstalled, Mosquitto.Missing);
        await using var broker = await Mosquitto.StartAsync();
        await using var rig = await HubRig.StartAsync(options => options with { Broker = new ExternalBrokerOptions { Url = broker.Url } });
        await rig.ConnectedAsync();
        using (var gateway = await GatewayDouble.ConnectAsync(broker.EndPoint, "gw-1"))
        {
            await gateway.AnnounceAsync();
            await Eventually.HoldsAsync("the gateway is known", async () => (await rig.Hub.Queries.GatewaysAsync()).Count == 1);
            Assert.Equal(HttpStatusCode.OK, (await PutAsync(rig.Http, 0, Document)).StatusCode);
        }

        await broker.KillAsync();
        await broker.StartAgainAsync();
        await rig.ConnectedAsync();
        using var listener = await Listener.StartAsync(broker.EndPoint, "edgegrid/v1/gw-1/config");

        await Eventually.HoldsAsync("it is there again", () => listener.Payloads.Count > 0, seconds: 20);
    }

    [Fact]
    public async Task NextRevision_AfterAnOlderStoreWasPutBack_IsHigherThanTheGatewayKnows()
    {
        await using var rig = await HubRig.StartAsync();
        using var gateway = await AnnouncedAsync(rig);
        await PutAsync(rig.Http, 0, Document);
        await ReportAsync(gateway, Report(7, "another") with { State = ConfigurationState.Applied });
        await Eventually.HoldsAsync("it is shown", async () => (await rig.Http.GetStringAsync(Path)).Contains("older store"));

        Assert.Equal("\"8\"", (await PutAsync(rig.Http, 1, Document)).Headers.ETag?.Tag);
    }

    [Theory]
    [InlineData("config")]
    [InlineData("commands/restart")]
    public async Task Gateway_ThatPublishesWhatOnlyTheHubMay_IsRefused(string leaf)
    {
        await using var rig = await HubRig.StartAsync();
        using var gateway = await AnnouncedAsync(rig);

        var answer = await gateway.PublishAsync(new MqttApplicationMessage { Topic = $"edgegrid/v1/gw-1/{leaf}", PayloadSegment = "{}"u8.ToArray() });

        Assert.Equal(MqttClientPublishReasonCode.NotAuthorized, answer);
        await Eventually.HoldsAsync("it is in quarantine", async () => (await rig.QuarantineAsync()).Any(line => line.Contains("may not publish here", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Store_WithADocumentThatWasChanged_IsFoundByVerify()
    {
        await using var rig = await HubRig.StartAsync();
        using var gateway = await AnnouncedAsync(rig);
        await PutAsync(rig.Http, 0, Document);
        rig.Execute("UPDATE gateway_revisions SET \"Document\" = '{}'");
        var found = new List<string>();
        var store = rig.Hub.Services.GetRequiredService<HubStore>();

        await foreach (var violation in new StoreCheck(store, _ => { }).FindAsync(TestContext.Current.CancellationToken))
        {
            found.Add(violation.ToString());
        }

        Assert.Contains("revision 1 of gw-1", Assert.Single(found), StringComparison.Ordinal);
    }

    internal static async Task<GatewayDouble> AnnouncedAsync(HubRig rig)
    {
        var gateway = await rig.GatewayAsync();
        await Eventually.HoldsAsync("the gateway is known", async () => (await rig.Hub.Queries.GatewaysAsync()).Count == 1);
        return gateway;
    }

    internal static async Task<HttpResponseMessage> SendAsync(HttpClient http, HttpMethod method, string path, long? expected, string body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (expected is { } revision)
        {
            request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{revision}\""));
        }

        return await http.SendAsync(request);
    }

    private static Task<HttpResponseMessage> PutAsync(HttpClient http, long? expected, string document, string note = "", string path = Path) =>
        SendAsync(http, HttpMethod.Put, path, expected, $$"""{"document":{{document}},"note":"{{note}}"}""");

    private static async Task ReportAsync(GatewayDouble gateway, ReportedConfiguration report) => await gateway.PublishAsync(new MqttApplicationMessage
    {
        Topic = Topics.ConfigReported(gateway.Gateway),
        PayloadSegment = JsonSerializer.SerializeToUtf8Bytes(report, WireJson.Wire.ReportedConfiguration),
        ContentType = ContentTypes.Json,
    });

    private static ReportedConfiguration Report(long revision, string document) => new()
    {
        Gateway = GatewayId.Parse("gw-1"),
        Revision = revision,
        RevisionHash = DesiredConfiguration.HashOf(document),
        State = ConfigurationState.Applied,
        InForce = 0,
        Hash = "0123456789ab",
        At = Records.Noon,
    };
}
