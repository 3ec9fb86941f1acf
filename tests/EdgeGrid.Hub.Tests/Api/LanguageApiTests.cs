using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Tests.Rig;

namespace EdgeGrid.Hub.Tests.Api;

/// <summary>What the API says in Chinese and in English.</summary>
public sealed class LanguageApiTests
{
    [Theory]
    [InlineData("zh-CN, en;q=0.5", "zh", "案卷处于“采集上报”步骤,不能执行“结案”。现在可以:立案、")]
    [InlineData("fr", "en", "a case that is reported does not take «close». Possible now: file, ")]
    public async Task Case_ThatDoesNotTakeACommand_SaysSoInTheLanguageThatIsAskedFor(string accepted, string answered, string detail)
    {
        await using var rig = await HubRig.StartAsync();
        var id = await ReportAsync(rig);

        var (answer, problem) = await SendAsync(rig.HttpAs(Role.Supervisor), $"/api/v1/cases/{id}/commands/close", """{"finding":"done"}""", accepted);

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal(answered, Assert.Single(answer.Content.Headers.ContentLanguage));
        Assert.Contains("Accept-Language", answer.Headers.Vary);
        Assert.StartsWith(detail, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal("not-in-this-step", problem.GetProperty("code").GetString());
        Assert.Equal(["code", "detail", "requestId", "status", "title", "type"], problem.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Refusal_ForWhoAcceptsNoJson_HasItsCodeAllTheSame()
    {
        await using var rig = await HubRig.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/cases/20200101-000001");
        request.Headers.TryAddWithoutValidation("Accept", "image/jpeg");

        var problem = await (await rig.Http.SendAsync(request)).Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(("no-such-case", "There is no case 20200101-000001."), (problem.GetProperty("code").GetString(), problem.GetProperty("detail").GetString()));
        Assert.False(problem.TryGetProperty("refusal", out _));
    }

    [Fact]
    public async Task Report_ThatLacksSeveralThings_NamesEachWithItsField()
    {
        await using var rig = await HubRig.StartAsync();

        var (answer, problem) = await SendAsync(rig.Http, "/api/v1/cases", """{"category":"","description":" ","address":"x"}""", "zh");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("several-problems", problem.GetProperty("code").GetString());
        Assert.Equal("缺少类别;缺少描述", problem.GetProperty("detail").GetString());
        Assert.Equal(
            [("missing", "category", "缺少类别"), ("missing", "description", "缺少描述")],
            problem.GetProperty("problems").EnumerateArray().Select(one => (one.GetProperty("code").GetString()!, one.GetProperty("field").GetString()!, one.GetProperty("detail").GetString()!)));
    }

    private static readonly (string Request, string Body, HttpStatusCode Status, string Code)[] Refused =
    [
        ("POST /api/v1/cases", """{"category":7}""", HttpStatusCode.BadRequest, "bad-field"),
        ("POST /api/v1/cases/{id}/commands/file", """{"ground":{"en":"x","zh":"y"}}""", HttpStatusCode.BadRequest, "bad-field"),
        ("POST /api/v1/cases/{id}/commands/file", """{"ground":null}""", HttpStatusCode.BadRequest, "bad-field"),
        ("POST /api/v1/cases", """{"category":"x"}""", HttpStatusCode.BadRequest, "missing"),
        ("POST /api/v1/cases", "{", HttpStatusCode.BadRequest, "no-json"),
        ("POST /api/v1/cases", "[]", HttpStatusCode.BadRequest, "no-object"),
        ("POST /api/v1/cases/{id}/commands/fly", "{}", HttpStatusCode.BadRequest, "no-such-command"),
        ("POST /api/v1/cases/20200101-000001/commands/comment", """{"text":"x"}""", HttpStatusCode.NotFound, "no-such-case"),
        ("POST /api/v1/cases/{id}/commands/comment", """{"text":"x"} If-Match: "7" """, HttpStatusCode.PreconditionFailed, "version-changed"),
        ("POST /api/v1/cases/{id}/commands/comment", """{"text":"x"} If-Match: seven""", HttpStatusCode.BadRequest, "bad-if-match"),
        ("POST /api/v1/cases/{id}/commands/comment", """{"text":"x"} Idempotency-Key: a b""", HttpStatusCode.BadRequest, "bad-idempotency-key"),
        ("POST /api/v1/cases/{id}/attachments", "no picture", HttpStatusCode.UnsupportedMediaType, "no-picture"),
        ("GET /api/v1/cases?step=asleep", "", HttpStatusCode.BadRequest, "unknown-word"),
        ("GET /api/v1/cases?limit=many", "", HttpStatusCode.BadRequest, "bad-request"),
        ("GET /api/v1/nothing", "", HttpStatusCode.NotFound, "nothing-here"),
        ("PUT /api/v1/alerts", "", HttpStatusCode.MethodNotAllowed, "method-not-allowed"),
        ("POST /api/v1/warnings", "{", HttpStatusCode.BadRequest, "no-json"),
        ("POST /api/v1/warnings", """{"caseId":{}}""", HttpStatusCode.BadRequest, "bad-field"),
        ("POST /api/v1/webhooks", """{"url":"ftp://x"}""", HttpStatusCode.UnprocessableEntity, "bad-address"),
        ("PUT /api/v1/people/li", "[]", HttpStatusCode.BadRequest, "no-object"),
        ("PUT /api/v1/people/li", """{"id":7}""", HttpStatusCode.BadRequest, "bad-field"),
    ];

    [Fact]
    public async Task Requests_OfAnyKindThatAreRefused_HaveACodeAndChineseWords()
    {
        await using var rig = await HubRig.StartAsync();
        var id = await ReportAsync(rig);
        foreach (var (request, body, status, code) in Refused)
        {
            var (answer, problem) = await SendAsync(rig.Http, request.Replace("{id}", id, StringComparison.Ordinal), body, "zh");

            Assert.Equal((request, status, code), (request, answer.StatusCode, problem.GetProperty("code").GetString()));
            Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", problem.GetProperty("title").GetString());
            Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", problem.GetProperty("detail").GetString());
        }
    }

    [Fact]
    public async Task Stranger_IsToldInChineseWhatToSend()
    {
        await using var rig = await HubRig.StartAsync();
        using var stranger = new HttpClient { BaseAddress = rig.Hub.HttpUrl };

        var (nobody, problem) = await SendAsync(stranger, "GET /api/v1/cases", "", "zh");
        var (worker, refused) = await SendAsync(rig.HttpAs(Role.Worker), "GET /api/v1/audit", "", "zh");

        Assert.Equal((HttpStatusCode.Unauthorized, "no-token"), (nobody.StatusCode, problem.GetProperty("code").GetString()));
        Assert.Equal((HttpStatusCode.Forbidden, "not-permitted"), (worker.StatusCode, refused.GetProperty("code").GetString()));
        Assert.EndsWith("(网格员)无权执行此操作:需要权限audit:read。", refused.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commands_InAList_AreRefusedInTheLanguageThatIsAskedFor()
    {
        await using var rig = await HubRig.StartAsync();

        var (answer, list) = await SendAsync(rig.Http, "POST /api/v1/cases/commands", """[7, {"caseId":"20200101-000001","command":"accept"}]""", "zh");

        Assert.Equal("zh", Assert.Single(answer.Content.Headers.ContentLanguage));
        Assert.Equal(
            [("no-object", "不是对象。"), ("no-such-case", "没有案卷20200101-000001。")],
            list.EnumerateArray().Select(one => (one.GetProperty("code").GetString()!, one.GetProperty("problem").GetString()!)));
    }

    [Fact]
    public async Task Case_OfASensor_IsTitledAndFoundInBothLanguages()
    {
        await using var rig = await HubRig.StartAsync();
        var gateway = await rig.GatewayAsync("gw-1");
        await gateway.SendAsync(Records.Alert(AlertKind.Smoke));

        var found = await GetAsync(rig, $"/api/v1/cases?q={Uri.EscapeDataString("烟雾")}", "zh");
        var id = found.GetProperty("cases")[0].GetProperty("caseId").GetString();
        var (zh, en) = (await GetAsync(rig, $"/api/v1/cases/{id}", "zh"), await GetAsync(rig, $"/api/v1/cases/{id}", "en"));

        Assert.StartsWith("烟雾 · ", found.GetProperty("cases")[0].GetProperty("title").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("烟雾 · ", zh.GetProperty("case").GetProperty("title").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("Smoke · ", en.GetProperty("case").GetProperty("title").GetString(), StringComparison.Ordinal);
        Assert.Equal("立案:传感器预警,自动立案", zh.GetProperty("events")[1].GetProperty("text").GetString());
        Assert.StartsWith("Filed: ", en.GetProperty("events")[1].GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal(id, (await GetAsync(rig, "/api/v1/cases?q=smoke", "en")).GetProperty("cases")[0].GetProperty("caseId").GetString());
    }

    private static async Task<JsonElement> GetAsync(HubRig rig, string path, string language)
    {
        var (answer, body) = await SendAsync(rig.Http, $"GET {path}", "", language);
        Assert.Equal(language, Assert.Single(answer.Content.Headers.ContentLanguage));
        return body;
    }

    private static async Task<string> ReportAsync(HubRig rig)
    {
        var answer = await rig.Http.PostAsJsonAsync("/api/v1/cases", new { category = "0203", description = "The door is broken", address = "Heping Road 18" });
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("caseId").GetString()!;
    }

    /// <summary>A body may be followed by one header.</summary>
    private static async Task<(HttpResponseMessage Answer, JsonElement Body)> SendAsync(HttpClient http, string target, string body, string language)
    {
        var (method, path) = target.Split(' ') is [var verb, var address] ? (new HttpMethod(verb), address) : (HttpMethod.Post, target);
        using var request = new HttpRequestMessage(method, path);
        request.Headers.TryAddWithoutValidation("Accept-Language", language);
        if (body.IndexOf("} ", StringComparison.Ordinal) is > 0 and var end && body[(end + 2)..].Split(": ") is [var name, var value])
        {
            request.Headers.TryAddWithoutValidation(name, value.Trim());
            body = body[..(end + 1)];
        }

        if (body.Length > 0)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        var answer = await http.SendAsync(request);
        return (answer, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }
}
