using System.Net;
using System.Net.Http.Json;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Tests.Api;

namespace EdgeGrid.Hub.Tests.Cases.Limits;

/// <summary>How serious a report is before anyone has looked, its category's rule says.</summary>
public sealed class RuleLevelTests
{
    [Fact]
    public async Task Report_ThatSaysNoLevel_HasThatOfItsRule()
    {
        await using var rig = await LimitRig.StartAsync();

        Assert.Equal(WarningLevel.Red, await rig.LevelAsync(await ReportAsync(rig, new { category = "1401", description = "It smells of gas", address = "Heping Road 18" })));
        Assert.Equal(WarningLevel.Yellow, await rig.LevelAsync(await ReportAsync(rig, new { category = "1103", description = "A wall", address = "Heping Road 18" })));
        Assert.Equal(WarningLevel.Blue, await rig.LevelAsync(await ReportAsync(rig, new { category = "01", description = "No rule", address = "Heping Road 18" })));
        Assert.Equal(WarningLevel.Orange, await rig.LevelAsync(await ReportAsync(rig, new { category = "1401", description = "Looked at", address = "Heping Road 18", level = "orange" })));
    }

    [Fact]
    public async Task Part_SplitOffUnderACategoryOfItsOwn_HasTheLevelOfItsRule()
    {
        await using var rig = await LimitRig.StartAsync();
        var id = await ReportAsync(rig, new { category = "1101", description = "Rubbish, and it smells of gas", address = "Heping Road 18" });

        var split = await CaseApi.DoAsync(rig.Hub, id, "split", new { reason = "two", description = "It smells of gas", category = "1401" });

        Assert.Equal("red", split.GetProperty("other").GetProperty("level").GetString());
        Assert.Equal(WarningLevel.Blue, await rig.LevelAsync(id));
    }

    [Fact]
    public async Task Citizen_WhoSaysLevelAndCell_IsHeardOnWhatAndWhereAlone()
    {
        await using var rig = await LimitRig.StartAsync();

        var answer = await rig.Hub.HttpAs(Role.Citizen).PostAsJsonAsync(
            "/api/v1/cases",
            new { category = "1101", description = "Rubbish", address = "Heping Road 18", level = "red", grid = "my-grid", source = "worker" });

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var opened = await CaseApi.JsonAsync(answer);
        Assert.Equal(("blue", "unassigned", "citizen"), (opened.GetProperty("level").GetString(), opened.GetProperty("grid").GetString(), opened.GetProperty("source").GetString()));
    }

    private static Task<string> ReportAsync(LimitRig rig, object report) => CaseApi.ReportAsync(rig.Hub, report);
}
