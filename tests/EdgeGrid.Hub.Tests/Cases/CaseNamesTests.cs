using System.Net;
using System.Net.Http.Json;
using System.Text;
using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Cases.Limits;
using EdgeGrid.Hub.Dispatch;
using EdgeGrid.Hub.Grids;
using EdgeGrid.Hub.People;
using EdgeGrid.Hub.Tests.Api;
using EdgeGrid.Hub.Tests.People;
using EdgeGrid.Hub.Tests.Rig;
using EdgeGrid.Hub.Wording;
using EdgeGrid.Testing;
using Microsoft.Extensions.DependencyInjection;
using static EdgeGrid.Hub.Tests.Grids.GridSketch;

namespace EdgeGrid.Hub.Tests.Cases;

/// <summary>What a report or a command names has to be there.</summary>
public sealed class CaseNamesTests
{
    private static readonly string Example = File.ReadAllText(Repository.PathOf("deploy", "examples", "catalogue.jsonc"));

    [Fact]
    public async Task Report_OfWhatTheDistrictDoesNotKnow_IsRefusedWithWhatItKnows()
    {
        await using var rig = await HubRig.StartAsync();
        await CatalogueAsync(rig);
        await GridsAsync(rig);

        var answer = await rig.Http.PostAsJsonAsync("/api/v1/cases", new { category = "ZZZ", description = "a", address = "b", grid = "NOGRID" });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var problems = (await CaseApi.JsonAsync(answer)).GetProperty("problems").EnumerateArray().ToList();
        Assert.Equal(["category", "grid"], problems.Select(problem => problem.GetProperty("field").GetString()));
        Assert.All(problems, problem => Assert.Equal("unknown-code", problem.GetProperty("code").GetString()));
        Assert.Equal("'category': there is no ZZZ; there are 01, 0101, 11, 1101, 1102, 1103, 14, 1401, …", problems[0].GetProperty("detail").GetString());
        Assert.Equal($"'grid': there is no NOGRID; there are {Code(1)}", problems[1].GetProperty("detail").GetString());
        await CaseApi.ReportAsync(rig, new { category = "1101", description = "a", address = "b", grid = Code(1) });
    }

    [Fact]
    public async Task Command_ThatNamesNobody_IsRefusedWithItsFieldAndChangesNothing()
    {
        await using var rig = await HubRig.StartAsync();
        await CatalogueAsync(rig);
        await StaffAsync(rig);
        var id = await CaseApi.ReportAsync(rig, new { category = "1101", description = "a", address = "b" });

        await RefusedAsync(rig, id, "ask-verification", new { assignee = "nobody", question = "is it?" }, "assignee");
        await RefusedAsync(rig, id, "split", new { reason = "two", description = "another", category = "ZZZ" }, "category");
        await CaseApi.DoAsync(rig, id, "file", new { ground = "seen" });
        await RefusedAsync(rig, id, "dispatch", new { department = "nodep", task = "go" }, "department");
        await RefusedAsync(rig, id, "dispatch", new { department = "urban", worker = "nobody", task = "go" }, "worker");
        await RefusedAsync(rig, id, "dispatch", new { department = "urban", assignees = (string[])["w-1", "nobody"], task = "go" }, "assignees");
        await CaseApi.DoAsync(rig, id, "dispatch", new { department = "urban", worker = "w-1", task = "go" });
        await RefusedAsync(rig, id, "escalate", new { to = "nobody", why = "late" }, "to");
        await RefusedAsync(rig, id, "hand-over", new { to = "w-1", reason = "late", department = "nodep" }, "department");
        await CaseApi.DoAsync(rig, id, "accept");
        await CaseApi.DoAsync(rig, id, "feed-back", new { result = "done" });
        await RefusedAsync(rig, id, "ask-inspection", new { assignee = "nobody", question = "is it?" }, "assignee");

        Assert.Equal(1 + 4, (await rig.Hub.Queries.CaseAsync(id))!.Case.Version);
    }

    [Fact]
    public async Task People_AreCalledByTheirAccountHoweverTheyWereNamed()
    {
        await using var rig = await HubRig.StartAsync();
        await StaffAsync(rig);
        var id = await CaseApi.ReportAsync(rig);
        await CaseApi.DoAsync(rig, id, "file", new { ground = "seen" });

        // Who has a token, and the centre, may be asked as well.
        var dispatched = await CaseApi.DoAsync(rig, id, "dispatch", new { department = "urban", worker = "w-1", assignees = (string[])["w-2", "leader", "centre"], task = "go" });

        Assert.Equal(["w-1", "wang", "leader", "centre"], dispatched.GetProperty("case").GetProperty("assignees").EnumerateArray().Select(one => one.GetString()));
    }

    [Fact]
    public async Task Command_OfTheHubItself_IsNotHeldUpByADepartmentThatHasGone()
    {
        await using var rig = await HubRig.StartAsync();
        await StaffAsync(rig);
        var id = await CaseApi.ReportAsync(rig);
        await CaseApi.DoAsync(rig, id, "file", new { ground = "seen" });
        var desk = rig.Hub.Services.GetRequiredService<CaseDesk>();

        var dispatch = new DispatchCase("gone", "nobody", Phrase.Same("go"), null);

        Assert.Equal(DeskAnswer.Unknown, (await desk.ExecuteAsync(id, dispatch, Some.Administrator, null, CancellationToken.None)).Answer);
        Assert.Equal(DeskAnswer.Done, (await desk.ExecuteAsync(id, dispatch, DispatchClerk.Self, null, CancellationToken.None)).Answer);
        Assert.True(LimitWatch.Watch.IsHub);
    }

    [Fact]
    public async Task Names_WhereThereIsNothingToHoldThemAgainst_AreTaken()
    {
        await using var rig = await HubRig.StartAsync();
        var id = await CaseApi.ReportAsync(rig, new { category = "ZZZ", description = "a", address = "b", grid = "ANY-GRID" });

        await CaseApi.DoAsync(rig, id, "file", new { ground = "seen" });
        await CaseApi.DoAsync(rig, id, "dispatch", new { department = "any", worker = "anybody", task = "go" });
    }

    [Fact]
    public async Task Rule_OfADepartmentThatIsNotOnTheStaff_IsRefusedWithItsPlace()
    {
        await using var rig = await HubRig.StartAsync();
        await StaffAsync(rig);

        var answer = await rig.Http.PutAsync("/api/v1/rules?check=true", Json(Example));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var problems = (await CaseApi.JsonAsync(answer)).GetProperty("problems").EnumerateArray().ToList();
        Assert.Equal(Enumerable.Range(0, 5).Select(index => $"rules[{index}].department"), problems.Select(problem => problem.GetProperty("place").GetString()));
        Assert.Contains("public-works", problems[0].GetProperty("what").GetString(), StringComparison.Ordinal);
    }

    private static async Task RefusedAsync(HubRig rig, string id, string command, object body, string field)
    {
        var answer = await CaseApi.SendAsync(rig, id, command, body);
        var problem = await CaseApi.JsonAsync(answer);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "unknown-code", field), (answer.StatusCode, problem.GetProperty("code").GetString(), problem.GetProperty("field").GetString()));
    }

    private static async Task CatalogueAsync(HubRig rig) => (await rig.Http.PutAsync("/api/v1/rules", Json(Example))).EnsureSuccessStatusCode();

    private static async Task GridsAsync(HubRig rig) =>
        (await rig.Http.PostAsync("/api/v1/grids/import", new StringContent(Collection(Cell(Code(1), 0, 0)), Encoding.UTF8, GridGeoJson.MediaType))).EnsureSuccessStatusCode();

    private static async Task StaffAsync(HubRig rig)
    {
        var file = new StaffFile
        {
            Departments = [new Department { Id = "urban", Name = "Urban management" }],
            People = [SomeStaff.Person("w-1", "urban"), SomeStaff.Person("w-2", "urban", "wang")],
        };
        Assert.Empty((await rig.Directory().ImportAsync(file, replace: true, dryRun: false, Some.Administrator, CancellationToken.None)).Problems);
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}
