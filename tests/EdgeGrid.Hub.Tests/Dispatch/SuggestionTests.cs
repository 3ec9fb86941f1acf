using EdgeGrid.Contracts;
using EdgeGrid.Hub.People;

namespace EdgeGrid.Hub.Tests.Dispatch;

public sealed class SuggestionTests
{
    [Fact]
    public async Task Suggestions_Asked_SayWhoAndWhyAndAreALookOnRecord()
    {
        await using var rig = await DispatchRig.StartAsync(workers: 3);
        await rig.RulesAsync(automatic: false);
        var caseId = await rig.AlertAsync();

        var suggested = await rig.SuggestAsync(caseId);

        Assert.Equal(("gas", false, 1), (suggested.GetProperty("rule").GetString(), suggested.GetProperty("automatic").GetBoolean(), suggested.GetProperty("reach").GetInt32()));
        Assert.Equal(
            [
                "w-1 Name of w-1: 100 m away, seen 0 min ago; no open case; from another grid; on duty",
                "w-2 Name of w-2: 200 m away, seen 0 min ago; no open case; from another grid; on duty",
                "w-3 Name of w-3: 300 m away, seen 0 min ago; no open case; from another grid; on duty",
            ],
            suggested.GetProperty("suggestions").EnumerateArray().Select(one => $"{one.GetProperty("assignee")} {one.GetProperty("name")}: {one.GetProperty("why")}"));
        Assert.Equal(["the leader of grid unassigned, on duty", "the duty lead of urban, on duty", "the centre"], suggested.GetProperty("then").EnumerateArray().Select(one => one.GetProperty("why").GetString()));
        Assert.Equal(["leader", "lead", "centre"], suggested.GetProperty("then").EnumerateArray().Select(one => one.GetProperty("assignee").GetString()));
        Assert.Contains($"POST /api/v1/cases/{caseId}/suggestions", await rig.Hub.Http.GetStringAsync("/api/v1/people/w-2/looks"));
        Assert.Equal(CaseStep.Filed, (await rig.CaseAsync(caseId)).Step);
    }

    [Fact]
    public async Task Suggestions_AskedInChinese_SayWhyInChinese()
    {
        await using var rig = await DispatchRig.StartAsync(workers: 1);
        await rig.RulesAsync(automatic: false);
        rig.Hub.Http.DefaultRequestHeaders.Add("Accept-Language", "zh-CN");

        var suggested = await rig.SuggestAsync(await rig.AlertAsync());

        Assert.Equal("相距100米,0分钟前定位;无在办案卷;非本网格人员;在岗", suggested.GetProperty("suggestions")[0].GetProperty("why").GetString());
        Assert.Equal(["网格unassigned的在岗网格长", "urban的在岗值班负责人", "中心"], suggested.GetProperty("then").EnumerateArray().Select(one => one.GetProperty("why").GetString()));
    }

    [Fact]
    public async Task Suggestions_WithNobodyOnDuty_SaySo()
    {
        await using var rig = await DispatchRig.StartAsync(workers: 1);
        await rig.RulesAsync(automatic: false, roles: GridRole.Worker);

        var suggested = await rig.SuggestAsync(await rig.AlertAsync());

        Assert.Equal(0, suggested.GetProperty("suggestions").GetArrayLength());
        Assert.Equal("Nobody suitable is on duty.", suggested.GetProperty("note").GetString());
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await rig.Hub.Http.PostAsync("/api/v1/cases/20261123-9/suggestions", null)).StatusCode);
    }
}
