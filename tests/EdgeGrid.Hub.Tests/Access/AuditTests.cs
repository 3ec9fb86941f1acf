using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Tests.Api;
using EdgeGrid.Hub.Tests.Rig;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeGrid.Hub.Tests.Access;

public sealed class AuditTests
{
    [Fact]
    public async Task Change_ThatIsRefused_IsOnTheTrailWithWhoAndWhat()
    {
        await using var rig = await HubRig.StartAsync();

        var answer = await rig.HttpAs(Role.Worker).PostAsync("/api/v1/audit", null);

        var entry = Assert.Single(await TrailAsync(rig));
        Assert.Equal(("worker", "worker", 405), (Text(entry, "who"), Text(entry, "role"), entry.GetProperty("outcome").GetInt32()));
        Assert.Equal("/api/v1/audit", Text(entry, "target"));
        Assert.StartsWith("POST ", Text(entry, "what"), StringComparison.Ordinal);
        Assert.Equal(Assert.Single(answer.Headers.GetValues("X-Request-Id")), Text(entry, "requestId"));
    }

    [Fact]
    public async Task Change_ThatTheTrailCannotTake_IsNotMade()
    {
        await using var rig = await HubRig.StartAsync();
        rig.Execute("CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'full'); END");

        var refused = await rig.Http.PostAsJsonAsync("/api/v1/cases", CaseApi.Report);
        rig.Execute("DROP TRIGGER full");

        Assert.False(refused.IsSuccessStatusCode);
        Assert.Empty((await JsonAsync(rig, "/api/v1/cases")).GetProperty("cases").EnumerateArray());
        Assert.Equal(HttpStatusCode.Created, (await rig.Http.PostAsJsonAsync("/api/v1/cases", CaseApi.Report)).StatusCode);
        Assert.Equal(200, Assert.Single(await TrailAsync(rig)).GetProperty("outcome").GetInt32());
    }

    [Fact]
    public async Task Deletion_ThatTheTrailCannotTake_IsNotMade()
    {
        await using var rig = await HubRig.StartAsync();
        var added = await rig.Http.PostAsJsonAsync("/api/v1/webhooks", new { url = "http://192.0.2.1/", name = "test" });
        var path = $"/api/v1/webhooks/{(await added.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()}";
        rig.Execute("CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'full'); END");

        var refused = await rig.Http.DeleteAsync(path);
        rig.Execute("DROP TRIGGER full");

        Assert.False(refused.IsSuccessStatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await rig.Http.DeleteAsync(path)).StatusCode);
        Assert.Equal(200, Last(await TrailAsync(rig)));

        static int Last(IEnumerable<JsonElement> trail) => trail.First().GetProperty("outcome").GetInt32();
    }

    [Fact]
    public async Task Command_WithAKey_ThatTheCaseDoesNotTake_IsOnTheTrailOnceAsRefused()
    {
        await using var rig = await HubRig.StartAsync();
        var caseId = await CaseApi.ReportAsync(rig);
        using var close = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/cases/{caseId}/commands/close") { Content = JsonContent.Create(new { finding = "done" }) };
        close.Headers.Add("Idempotency-Key", "once");

        await rig.Http.SendAsync(close);

        Assert.Equal([409, 200], (await TrailAsync(rig)).Select(entry => entry.GetProperty("outcome").GetInt32()));
    }

    [Fact]
    public async Task Command_ThatTheCaseDoesNotTake_IsOnTheTrailOnceAsRefused()
    {
        await using var rig = await HubRig.StartAsync();
        var caseId = await CaseApi.ReportAsync(rig);

        await CaseApi.SendAsync(rig, caseId, "close", new { finding = "done" });

        Assert.Equal([409, 200], (await TrailAsync(rig)).Select(entry => entry.GetProperty("outcome").GetInt32()));
    }

    [Fact]
    public async Task SignIn_ThatWorked_IsOnTheTrailWithoutTheToken()
    {
        await using var rig = await HubRig.StartAsync();
        var token = Tokens.Header(Role.Dispatcher).Parameter!;

        await rig.HttpAsAnyone().PostAsync("/sign-in", new FormUrlEncodedContent([new("token", token)]));
        await rig.HttpAsAnyone().PostAsync("/sign-in", new FormUrlEncodedContent([new("token", "guess")]));
        await rig.HttpAsAnyone().PostAsJsonAsync("/api/v1/cases", new { });

        var entry = Assert.Single(await TrailAsync(rig));
        Assert.Equal(("dispatcher", "POST /sign-in"), (Text(entry, "who"), Text(entry, "what")));
        Assert.DoesNotContain(token, entry.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trail_ReadInPages_IsWholeAndNewestFirst()
    {
        await using var rig = await HubRig.StartAsync();
        var audit = rig.Hub.Services.GetRequiredService<Audit>();
        for (var i = 1; i <= 5; i++)
        {
            await audit.WriteAsync(new Caller(i % 2 == 0 ? "li" : "wang", Role.Leader), "test", $"case {i}", 200, "r", CancellationToken.None);
        }

        var first = await JsonAsync(rig, "/api/v1/audit?limit=3");
        var rest = await JsonAsync(rig, $"/api/v1/audit?limit=3&before={first.GetProperty("next").GetInt64()}");
        var li = await JsonAsync(rig, "/api/v1/audit?who=li");

        Assert.Equal(["case 5", "case 4", "case 3", "case 2", "case 1"], Targets(first).Concat(Targets(rest)));
        Assert.Equal(JsonValueKind.Null, rest.GetProperty("next").ValueKind);
        Assert.Equal(["case 4", "case 2"], Targets(li));
        Assert.Equal(HttpStatusCode.Forbidden, (await rig.HttpAs(Role.Dispatcher).GetAsync("/api/v1/audit")).StatusCode);
    }

    private static async Task<IEnumerable<JsonElement>> TrailAsync(HubRig rig) => (await JsonAsync(rig, "/api/v1/audit")).GetProperty("entries").EnumerateArray();

    private static IEnumerable<string?> Targets(JsonElement page) => page.GetProperty("entries").EnumerateArray().Select(entry => Text(entry, "target"));

    private static string? Text(JsonElement entry, string name) => entry.GetProperty(name).GetString();

    private static async Task<JsonElement> JsonAsync(HubRig rig, string path) => await rig.Http.GetFromJsonAsync<JsonElement>(path);
}
