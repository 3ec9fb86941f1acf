using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Citizens;
using EdgeGrid.Hub.Tests.Rig;
using EdgeGrid.Testing;

namespace EdgeGrid.Hub.Tests;

/// <summary>One problem of a district from a citizen's report to its assessment, through the API alone, each step by whose it is.</summary>
public sealed class DistrictDayTests
{
    [Fact]
    public async Task Problem_ReportedByACitizen_IsSeenThroughAllSevenStepsUnderItsRule()
    {
        await using var rig = await HubRig.StartAsync(options => options with
        {
            Citizens = new CitizenOptions { Services = [new CitizenService("rubbish", "Exposed rubbish", "Rubbish that lies about", "city appearance", Category: "1101")] },
        });
        using var catalogue = new ByteArrayContent(await File.ReadAllBytesAsync(Repository.PathOf("deploy", "examples", "catalogue.jsonc")));
        catalogue.Headers.ContentType = new("application/json");
        Assert.Equal(HttpStatusCode.OK, (await rig.Http.PutAsync("/api/v1/rules", catalogue)).StatusCode);

        using var report = new FormUrlEncodedContent([new("service_code", "rubbish"), new("lat", "34.244"), new("long", "117.194"), new("description", "Bags of rubbish")]);
        var reported = (await JsonAsync(await rig.HttpAsAnyone().PostAsync("/open311/v2/requests.json", report)))[0].GetProperty("service_request_id").GetString();
        var found = Assert.Single((await JsonAsync(await rig.HttpAs(Role.Dispatcher).GetAsync("/api/v1/cases"))).GetProperty("cases").EnumerateArray());
        Assert.Equal(("1101", reported), (found.GetProperty("category").GetString(), found.GetProperty("reference").GetString()));
        var caseId = found.GetProperty("caseId").GetString()!;

        await CommandAsync(rig, Role.Dispatcher, caseId, "file", new { ground = "rubbish on more than a square metre" });
        var limits = await JsonAsync(await rig.HttpAs(Role.Dispatcher).GetAsync($"/api/v1/cases/{caseId}/limits"));
        Assert.Contains("1101", limits.GetProperty("rule").GetRawText(), StringComparison.Ordinal);
        await CommandAsync(rig, Role.Dispatcher, caseId, "dispatch", new { department = "urban-management", task = "clear it" });
        await CommandAsync(rig, Role.Department, caseId, "accept", new { });
        await CommandAsync(rig, Role.Department, caseId, "feed-back", new { result = "cleared" });
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(rig, Role.Department, caseId, "close", new { finding = "we say so" })).StatusCode);
        await CommandAsync(rig, Role.Supervisor, caseId, "close", new { finding = "clean" });
        await CommandAsync(rig, Role.Supervisor, caseId, "assess", new { score = 95, remark = "quick" });

        var over = await rig.Hub.Queries.CaseAsync(caseId);
        Assert.Equal(CaseStep.Assessed, over!.Case.Step);
        Assert.Equal(Enumerable.Range(1, over.Events.Count), over.Events.Select(happened => happened.Version));
        var status = (await JsonAsync(await rig.HttpAsAnyone().GetAsync($"/open311/v2/requests/{reported}.json")))[0].GetProperty("status").GetString();
        Assert.Equal("closed", status);
        var trail = (await JsonAsync(await rig.HttpAs(Role.Supervisor).GetAsync("/api/v1/audit?limit=100"))).GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("what").GetString()).ToList();
        Assert.Contains("PUT /api/v1/rules", trail);
        Assert.Equal(7, trail.Count(what => what?.Contains("/commands/", StringComparison.Ordinal) == true));
    }

    private static Task<HttpResponseMessage> SendAsync(HubRig rig, Role role, string caseId, string command, object body) =>
        rig.HttpAs(role).PostAsJsonAsync($"/api/v1/cases/{caseId}/commands/{command}", body);

    private static async Task CommandAsync(HubRig rig, Role role, string caseId, string command, object body)
    {
        var answer = await SendAsync(rig, role, caseId, command, body);
        Assert.True(answer.IsSuccessStatusCode, $"{command} as {role}: {await answer.Content.ReadAsStringAsync()}");
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }
}
