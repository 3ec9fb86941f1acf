using System.Net;
using System.Text.Json;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Tests.Rig;

namespace EdgeGrid.Hub.Tests.Api;

public sealed class ApiTests
{
    [Fact]
    public async Task Cases_Asked_AreFilteredAndPaged()
    {
        await using var rig = await HubRig.StartAsync();
        using var gateway = await rig.GatewayAsync();
        await gateway.SendAsync(Records.Alert());
        await gateway.SendAsync(Records.Alert(AlertKind.Intrusion, level: WarningLevel.Red));
        await gateway.SendAsync(Records.Alert(AlertKind.SensorSilent));

        var red = await JsonAsync(rig, "/api/v1/cases?level=red&step=filed");
        var first = await JsonAsync(rig, "/api/v1/cases?limit=2");
        var rest = await JsonAsync(rig, $"/api/v1/cases?limit=2&before={first.GetProperty("next").GetString()}");

        Assert.Equal("intrusion", Assert.Single(red.GetProperty("cases").EnumerateArray().ToArray()).GetProperty("kind").GetString());
        Assert.Equal(["sensor-silent", "intrusion"], first.GetProperty("cases").EnumerateArray().Select(one => one.GetProperty("kind").GetString()));
        Assert.Equal("gas", Assert.Single(rest.GetProperty("cases").EnumerateArray().ToArray()).GetProperty("kind").GetString());
        Assert.Equal(JsonValueKind.Null, rest.GetProperty("next").ValueKind);
        Assert.Equal(0, (await JsonAsync(rig, "/api/v1/cases?step=fed-back")).GetProperty("cases").GetArrayLength());
    }

    [Fact]
    public async Task Case_AskedByItsNumber_TellsItsHistory()
    {
        await using var rig = await HubRig.StartAsync();
        using var gateway = await rig.GatewayAsync();
        await gateway.SendAsync(Records.Alert());
        var id = (await rig.Hub.Queries.CasesAsync(new CaseFilter())).Cases[0].CaseId;

        var detail = await JsonAsync(rig, $"/api/v1/cases/{id}");

        Assert.Matches(@"^\d{8}-000001$", id);
        Assert.Equal(["CaseReported", "CaseFiled"], detail.GetProperty("events").EnumerateArray().Select(one => one.GetProperty("event").GetString()));
        Assert.Equal("Methane 12 %LEL > 10 for 3 s", detail.GetProperty("alerts")[0].GetProperty("measured").GetString());
    }

    [Fact]
    public async Task Requests_ThatCannotBeAnswered_GetProblemDetails()
    {
        await using var rig = await HubRig.StartAsync();
        (string Path, HttpStatusCode Status)[] requests =
        [
            ("/api/v1/cases/20261123-9999", HttpStatusCode.NotFound),
            ("/api/v1/cases?step=lost", HttpStatusCode.BadRequest),
            ("/api/v1/cases?limit=many", HttpStatusCode.BadRequest),
            ("/api/v1/losses?gateway=hub", HttpStatusCode.BadRequest),
            ("/api/v1/losses?after=yesterday", HttpStatusCode.BadRequest),
            ("/api/v1/alerts/0/evidence", HttpStatusCode.NotFound),
            ("/api/v1/nothing", HttpStatusCode.NotFound),
        ];
        foreach (var (path, status) in requests)
        {
            var response = await rig.Http.GetAsync(path);

            Assert.Equal((path, status, "application/problem+json"), (path, response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        }
    }

    [Fact]
    public async Task Request_UnderAForeignHostName_IsRefused()
    {
        await using var rig = await HubRig.StartAsync(options => options with { TokensFile = null });
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/cases");
        request.Headers.Host = "evil.example";

        Assert.Equal(HttpStatusCode.BadRequest, (await rig.Http.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task OpenApi_Asked_NamesEveryPath()
    {
        await using var rig = await HubRig.StartAsync();

        var document = await JsonAsync(rig, "/openapi/v1.json");
        var paths = document.GetProperty("paths").EnumerateObject().Select(path => path.Name).ToList();

        string[] expected = ["/api/v1/cases", "/api/v1/cases/{id}", "/api/v1/gateways", "/api/v1/grids", "/api/v1/alerts", "/api/v1/alerts/{id}/evidence", "/api/v1/alerts/stream", "/api/v1/alerts/open", "/api/v1/counts", "/api/v1/gateways/stream", "/api/v1/me", "/api/v1/losses", "/api/v1/quarantine", "/health"];
        Assert.All(expected, path => Assert.Contains(path, paths));
        var publish = document.GetProperty("paths").GetProperty("/api/v1/warnings").GetProperty("post");
        Assert.Equal("Needs warnings:write.", publish.GetProperty("description").GetString());
        Assert.True(publish.GetProperty("security")[0].TryGetProperty("token", out _));
        Assert.Equal("#/components/parameters/AcceptLanguage", publish.GetProperty("parameters")[0].GetProperty("$ref").GetString());
        Assert.Equal("Accept-Language", document.GetProperty("components").GetProperty("parameters").GetProperty("AcceptLanguage").GetProperty("name").GetString());
        var refused = publish.GetProperty("responses").GetProperty("default").GetProperty("content").GetProperty("application/problem+json").GetProperty("schema");
        Assert.Equal("#/components/schemas/Problem", refused.GetProperty("$ref").GetString());
        Assert.True(document.GetProperty("components").GetProperty("schemas").GetProperty("Problem").GetProperty("properties").TryGetProperty("code", out _));
        Assert.Equal("string", document.GetProperty("components").GetProperty("schemas").GetProperty("StaffReport").GetProperty("properties").GetProperty("notes").GetProperty("items").GetProperty("type").GetString());
        Assert.DoesNotContain(paths, path => path.StartsWith("/console", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Counts_AndOpenAlerts_AreOfWhatHasNotCleared()
    {
        await using var rig = await HubRig.StartAsync();
        using var gateway = await rig.GatewayAsync();
        var (standing, over) = (Records.Alert(level: WarningLevel.Red), Records.Alert());
        await gateway.SendAsync(standing);
        await gateway.SendAsync(over with { Position = new Position(34.9, 117.9) });
        await gateway.SendAsync(over with { Position = new Position(34.9, 117.9), Transition = AlertTransition.Cleared });

        var counts = await JsonAsync(rig, "/api/v1/counts");
        var open = await JsonAsync(rig, "/api/v1/alerts/open");

        Assert.Equal("""{"openAlerts":{"red":1},"cases":{"filed":2}}""", counts.GetRawText());
        Assert.Equal(standing.AlertId, Assert.Single(open.EnumerateArray()).GetProperty("alertId").GetString());
        Assert.Equal(HttpStatusCode.Forbidden, (await rig.HttpAs(Role.Citizen).GetAsync("/api/v1/counts")).StatusCode);
    }

    [Fact]
    public async Task Me_Asked_IsWhomTheTokenStandsForAndWhatTheyMay()
    {
        await using var rig = await HubRig.StartAsync();

        var me = await rig.HttpAs(Role.Department).GetStringAsync("/api/v1/me");

        Assert.Equal("""{"name":"department","role":"department","permissions":["cases:read","cases:handle","cases:annotate","alerts:read","grids:read","rules:read"]}""", me);
    }

    [Fact]
    public async Task Stream_ReadAndTakenUpAgain_HasEveryAlertOnce()
    {
        await using var rig = await HubRig.StartAsync();
        using var gateway = await rig.GatewayAsync();
        string last;
        using (var reader = await OpenStreamAsync(rig, lastEventId: null))
        {
            await gateway.SendAsync(Records.Alert());
            last = await NextIdAsync(reader);
        }

        await gateway.SendAsync(Records.Alert());
        await gateway.SendAsync(Records.Alert());
        using var again = await OpenStreamAsync(rig, last);
        var missed = new[] { await NextIdAsync(again), await NextIdAsync(again) };
        await gateway.SendAsync(Records.Alert());

        Assert.Equal(["1", "2", "3", "4"], new[] { last }.Concat(missed).Append(await NextIdAsync(again)));
    }

    [Fact]
    public async Task Stream_WhileMuchElseHappens_TellsEachAlertAtOnce()
    {
        await using var rig = await HubRig.StartAsync();
        using var gateway = await rig.GatewayAsync();
        using var reader = await OpenStreamAsync(rig, lastEventId: null);
        for (var i = 1; i <= 20; i++)
        {
            // Each leads to an alert, steps of a case and a gateway's new counters: the alert must not be lost among them.
            await gateway.SendAsync(Records.Alert());

            Assert.Equal($"{i}", await NextIdAsync(reader, seconds: 5));
        }
    }

    [Fact]
    public async Task Stream_TakenUpAgainAfterTheStoreWasReplaced_IsNotSilent()
    {
        await using var rig = await HubRig.StartAsync();
        using var gateway = await rig.GatewayAsync();
        using var reader = await OpenStreamAsync(rig, lastEventId: "5000");

        await gateway.SendAsync(Records.Alert());

        Assert.Equal("1", await NextIdAsync(reader, seconds: 5));
    }

    [Fact]
    public async Task CaseStream_ReadAndTakenUpAgain_HasEveryEventOnce()
    {
        await using var rig = await HubRig.StartAsync();
        using var gateway = await rig.GatewayAsync();
        string last;
        using (var reader = await OpenStreamAsync(rig, lastEventId: null, "cases"))
        {
            await gateway.SendAsync(Records.Alert());
            last = await NextIdAsync(reader);
        }

        await gateway.SendAsync(Records.Alert());
        using var again = await OpenStreamAsync(rig, last, "cases");

        Assert.Equal("1", last);
        Assert.Equal(["2", "3"], [await NextIdAsync(again), await NextIdAsync(again)]);
        Assert.Equal(HttpStatusCode.Forbidden, (await rig.HttpAs(Role.Citizen).GetAsync("/api/v1/cases/stream")).StatusCode);
    }

    [Fact]
    public async Task Stream_OfCasesReadFromTheBeginning_TellsEachEventAsTheCaseWasThen()
    {
        await using var rig = await HubRig.StartAsync();
        var caseId = await CaseApi.ReportAsync(rig);
        await CaseApi.DoAsync(rig, caseId, "file", new { ground = "seen" });
        await CaseApi.DoAsync(rig, caseId, "comment", new { text = "noted" });

        using var reader = await OpenStreamAsync(rig, lastEventId: "0", of: "cases");

        var told = new List<(string?, string?)>();
        while (told.Count < 3 && await reader.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                var data = JsonElement.Parse(line["data: ".Length..]);
                told.Add((data.GetProperty("event").GetString(), data.GetProperty("step").GetString()));
            }
        }

        Assert.Equal([("ProblemReported", "reported"), ("CaseFiled", "filed"), ("CommentAdded", "filed")], told);
    }

    [Fact]
    public async Task Hub_StoppingWhileAStreamIsRead_EndsTheStream()
    {
        await using var rig = await HubRig.StartAsync();
        using var reader = await OpenStreamAsync(rig, lastEventId: null);

        await rig.Hub.StopAsync().WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Equal("", (await reader.ReadToEndAsync()).Trim());
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/health")]
    [InlineData("/api/v1/cases")]
    public async Task Head_OfWhatCanBeRead_AnswersAsGetWithoutABody(string path)
    {
        await using var rig = await HubRig.StartAsync();
        var get = await rig.Http.GetAsync(path);

        var head = await rig.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, path));

        Assert.Equal((HttpStatusCode.OK, get.Content.Headers.ContentType), (head.StatusCode, head.Content.Headers.ContentType));
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Gateway_ThatDropsReadings_TellsWhy()
    {
        await using var rig = await HubRig.StartAsync();
        using var gateway = await GatewayDouble.ConnectAsync(rig.Hub.MqttEndPoint!, "gw-1");
        await gateway.AnnounceAsync(Records.Status() with { Dropped = new Dictionary<string, long> { ["spike"] = 2 } });
        await gateway.SendAsync(Records.Alert());

        var dropped = (await JsonAsync(rig, "/api/v1/gateways"))[0].GetProperty("dropped");

        Assert.Equal(2, dropped.GetProperty("spike").GetInt64());
    }

    private static async Task<JsonElement> JsonAsync(HubRig rig, string path)
    {
        using var document = JsonDocument.Parse(await rig.Http.GetStringAsync(path));
        return document.RootElement.Clone();
    }

    private static async Task<StreamReader> OpenStreamAsync(HubRig rig, string? lastEventId, string of = "alerts")
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/{of}/stream");
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        var response = await rig.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        await reader.ReadLineAsync();
        return reader;
    }

    private static async Task<string> NextIdAsync(StreamReader reader, double seconds = 20)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(seconds), TimeProvider.System);
        while (await reader.ReadLineAsync(bound.Token) is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal))
            {
                return line["id: ".Length..];
            }
        }

        throw new EndOfStreamException("The stream ended.");
    }
}
