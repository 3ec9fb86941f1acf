using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Xml.Linq;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Tests.Rig;
using EdgeGrid.Testing;

namespace EdgeGrid.Hub.Tests.Warnings;

public sealed class WarningTests : IDisposable
{
    private const string Grids = """
        {"type":"FeatureCollection","features":[
          {"type":"Feature","properties":{"code":"0001","kind":"basic","name":"Heping Road","street":"s","community":"c"},
           "geometry":{"type":"Polygon","coordinates":[[[117.19,34.24],[117.20,34.24],[117.20,34.25],[117.19,34.25],[117.19,34.24]]]}}]}
        """;

    private static readonly XNamespace Cap = "urn:oasis:names:tc:emergency:cap:1.2";

    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    private readonly TemporaryFolder _folder = new();

    public WarningTests() => File.WriteAllText(_folder.File("grids.geojson"), Grids);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Warning_OfACase_IsPublishedAsCapThatAnyoneCanRead()
    {
        await using var rig = await StartAsync();
        var caseId = await CaseAsync(rig, WarningLevel.Red, AlertKind.Gas);

        var answer = await PublishAsync(rig, new { caseId, message = "alert" });
        var alert = await ReadAsync(rig, answer);

        Assert.Empty(CapRules.Broken(alert));
        Assert.Equal(("Actual", "Alert", "Public"), (Text(alert, "status"), Text(alert, "msgType"), Text(alert, "scope")));
        var infos = alert.Elements(Cap + "info").ToList();
        Assert.Equal(["zh-CN", "en"], infos.Select(info => Text(info, "language")));
        Assert.All(infos, info => Assert.Equal(("Safety", "Extreme", "Immediate", "Observed"), (Text(info, "category"), Text(info, "severity"), Text(info, "urgency"), Text(info, "certainty"))));
        var area = infos[1].Element(Cap + "area")!;
        Assert.Equal("34.24,117.19 34.24,117.2 34.25,117.2 34.25,117.19 34.24,117.19", Normal(Text(area, "polygon")));
        Assert.Equal("0001", area.Element(Cap + "geocode")!.Element(Cap + "value")!.Value);
        Assert.DoesNotContain("kitchen", alert.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(WarningLevel.Red, "Extreme")]
    [InlineData(WarningLevel.Orange, "Severe")]
    [InlineData(WarningLevel.Yellow, "Moderate")]
    [InlineData(WarningLevel.Blue, "Minor")]
    public async Task Level_OfTheCase_IsTheSeverity(WarningLevel level, string severity)
    {
        await using var rig = await StartAsync();
        var caseId = await CaseAsync(rig, level, AlertKind.Smoke);

        var alert = await ReadAsync(rig, await PublishAsync(rig, new { caseId, message = "alert" }));

        Assert.Equal((severity, "Fire"), (Text(alert.Element(Cap + "info")!, "severity"), Text(alert.Element(Cap + "info")!, "category")));
    }

    [Fact]
    public async Task Simulated_Case_IsOnlyEverATest()
    {
        await using var rig = await StartAsync();
        var caseId = await CaseAsync(rig, WarningLevel.Red, AlertKind.CarbonMonoxide, simulated: true);
        foreach (var message in new[] { "alert", "update", "cancel" })
        {
            var alert = await ReadAsync(rig, await PublishAsync(rig, new { caseId, message, en = new { headline = "Real!" } }));

            Assert.Empty(CapRules.Broken(alert));
            Assert.Equal("Test", Text(alert, "status"));
            Assert.All(alert.Elements(Cap + "info"), info => Assert.Matches(@"^\[(SIMULATED|模拟)\] ", Text(info, "headline")));
        }
    }

    [Fact]
    public async Task Thread_OfMessages_RefersToWhatCameBefore()
    {
        await using var rig = await StartAsync();
        var caseId = await CaseAsync(rig, WarningLevel.Orange, AlertKind.Gas);

        var first = await PublishAsync(rig, new { caseId, message = "alert" });
        var second = await PublishAsync(rig, new { caseId, message = "update", zh = new { headline = "请远离" }, en = new { headline = "Keep\u0001 away & <wait> 𠮷" } });
        var third = await PublishAsync(rig, new { caseId, message = "cancel" });
        var again = await PublishAsync(rig, new { caseId, message = "alert" });

        var alerts = await Task.WhenAll(new[] { first, second, third, again }.Select(answer => ReadAsync(rig, answer)));
        Assert.All(alerts, alert => Assert.Empty(CapRules.Broken(alert)));
        Assert.Equal(["Alert", "Update", "Cancel", "Alert"], alerts.Select(alert => Text(alert, "msgType")));
        Assert.Equal($"{Reference(alerts[0])} {Reference(alerts[1])}", Text(alerts[2], "references"));
        Assert.Null(alerts[3].Element(Cap + "references"));
        Assert.Equal("Keep away & <wait> 𠮷", Text(alerts[1].Elements(Cap + "info").Last(), "headline"));
        Assert.Equal("AllClear", Text(alerts[2].Element(Cap + "info")!, "responseType"));
    }

    [Fact]
    public async Task Warning_OfACaseInNoCell_NamesItsPlace()
    {
        await using var rig = await StartAsync();
        var report = new { category = "0105", description = "smoke", address = "Heping Road 18" };
        var caseId = (await (await rig.Http.PostAsJsonAsync("/api/v1/cases", report)).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("caseId").GetString();

        var alert = await ReadAsync(rig, await PublishAsync(rig, new { caseId, message = "alert" }));

        Assert.Empty(CapRules.Broken(alert));
        Assert.All(alert.Elements(Cap + "info"), info => Assert.Equal("Heping Road 18", Text(info.Element(Cap + "area")!, "areaDesc")));
    }

    [Fact]
    public async Task Feed_ThatIsKnownAlready_IsNotSentAgain()
    {
        await using var rig = await StartAsync();
        var anyone = rig.HttpAsAnyone();
        var tag = (await anyone.GetAsync("/warnings/feed.atom")).Headers.ETag!;

        Assert.Equal(HttpStatusCode.NotModified, await AskAsync());
        await PublishAsync(rig, new { caseId = await CaseAsync(rig, WarningLevel.Red, AlertKind.Gas), message = "alert" });
        Assert.Equal(HttpStatusCode.OK, await AskAsync());

        async Task<HttpStatusCode> AskAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/warnings/feed.atom");
            request.Headers.IfNoneMatch.Add(tag);
            return (await anyone.SendAsync(request)).StatusCode;
        }
    }

    [Fact]
    public async Task Feed_ForAnyone_ListsEveryMessageNewestFirst()
    {
        await using var rig = await StartAsync();
        var caseId = await CaseAsync(rig, WarningLevel.Orange, AlertKind.Gas);
        await PublishAsync(rig, new { caseId, message = "alert" });
        await PublishAsync(rig, new { caseId, message = "cancel" });

        var answer = await rig.HttpAsAnyone().GetAsync("/warnings/feed.atom");

        Assert.Equal("application/atom+xml", answer.Content.Headers.ContentType?.MediaType);
        var entries = XDocument.Parse(await answer.Content.ReadAsStringAsync()).Root!.Elements(Atom + "entry").ToList();
        Assert.Equal(["Cancel", "Alert"], entries.Select(entry => entry.Elements(Atom + "category").Last().Attribute("term")!.Value));
        foreach (var link in entries.Select(entry => entry.Element(Atom + "link")!.Attribute("href")!.Value))
        {
            Assert.Empty(CapRules.Broken(XDocument.Parse(await rig.HttpAsAnyone().GetStringAsync(link)).Root!));
        }
    }

    [Fact]
    public async Task Warning_ThatCannotBe_IsRefusedWithWords()
    {
        await using var rig = await StartAsync();
        var caseId = await CaseAsync(rig, WarningLevel.Orange, AlertKind.Gas);
        (object Body, HttpStatusCode Status)[] requests =
        [
            (new { caseId = "20261123-9999", message = "alert" }, HttpStatusCode.NotFound),
            (new { caseId, message = "update" }, HttpStatusCode.Conflict),
            (new { caseId, message = "shout" }, HttpStatusCode.BadRequest),
            (new { caseId, message = "alert", expiresAt = "2020-01-01T00:00:00Z" }, HttpStatusCode.UnprocessableEntity),
            (new { caseId, message = "alert", en = new { headline = new string('x', 200) } }, HttpStatusCode.UnprocessableEntity),
            (new { caseId, message = "alert" }, HttpStatusCode.Created),
            (new { caseId, message = "alert" }, HttpStatusCode.Conflict),
        ];
        foreach (var (body, status) in requests)
        {
            Assert.Equal(status, (await PublishAsync(rig, body)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await rig.HttpAs(Role.Worker).PostAsJsonAsync("/api/v1/warnings", new { caseId, message = "cancel" })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await rig.HttpAsAnyone().GetAsync("/warnings/nothing.cap.xml")).StatusCode);
    }

    private Task<HubRig> StartAsync() => HubRig.StartAsync(options => options with { GridsFile = _folder.File("grids.geojson") });

    private static async Task<string> CaseAsync(HubRig rig, WarningLevel level, AlertKind kind, bool simulated = false)
    {
        using var gateway = await rig.GatewayAsync();
        await gateway.SendAsync(Records.Alert() with { Level = level, Kind = kind, Position = new Position(34.2440, 117.1940) }, simulated);
        return Assert.Single((await rig.Hub.Queries.CasesAsync(new Hub.Api.CaseFilter())).Cases).CaseId;
    }

    private static Task<HttpResponseMessage> PublishAsync(HubRig rig, object body) => rig.HttpAs(Role.Dispatcher).PostAsJsonAsync("/api/v1/warnings", body);

    private static async Task<XElement> ReadAsync(HubRig rig, HttpResponseMessage published)
    {
        Assert.Equal(HttpStatusCode.Created, published.StatusCode);
        var link = (await published.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("cap").GetString();
        var answer = await rig.HttpAsAnyone().GetAsync(link);
        Assert.Equal("application/cap+xml", answer.Content.Headers.ContentType?.MediaType);
        return XDocument.Parse(await answer.Content.ReadAsStringAsync()).Root!;
    }

    private static string Reference(XElement alert) => $"{Text(alert, "sender")},{Text(alert, "identifier")},{Text(alert, "sent")}";

    private static string Text(XElement parent, string name) => parent.Element(Cap + name)!.Value;

    /// <summary>From its south-western corner on, northwards last: whichever way round the border was kept.</summary>
    private static string Normal(string ring)
    {
        var points = ring.Split(' ')[..^1];
        var start = Array.IndexOf(points, points.Min(StringComparer.Ordinal));
        var turned = points[start..].Concat(points[..start]).ToList();
        if (turned[1] != "34.24,117.2")
        {
            turned = [turned[0], .. turned[1..].AsEnumerable().Reverse()];
        }

        return string.Join(' ', turned.Append(turned[0]));
    }
}
