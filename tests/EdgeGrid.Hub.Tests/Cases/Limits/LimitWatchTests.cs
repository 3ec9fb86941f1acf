using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Tests.Rig;
using EdgeGrid.Hub.Wording;
using EdgeGrid.Testing;
using static EdgeGrid.Hub.Tests.Cases.Limits.Calendars;

namespace EdgeGrid.Hub.Tests.Cases.Limits;

/// <summary>With the example's catalogue: rubbish (1101) has one working day of 7.5 hours, so that from Monday 16:00 it is yellow on Tuesday at 14:30.</summary>
public sealed class LimitWatchTests
{
    private static readonly DateTimeOffset Yellow = Shanghai("2026-11-24 14:30");
    private static readonly DateTimeOffset Due = Shanghai("2026-11-24 16:00");

    [Fact]
    public async Task Case_ThatNobodyHandles_IsWarnedOfOnceAndNotedOnce()
    {
        await using var rig = await LimitRig.StartAsync();
        var caseId = await rig.DispatchedAsync("1101");
        Assert.Equal("green", await LightAsync(rig, caseId));

        rig.Time.SetUtcNow(Yellow);
        await rig.ToldAsync(caseId, 1);
        Assert.Equal("yellow", await LightAsync(rig, caseId));
        rig.Time.SetUtcNow(Due);
        await rig.ToldAsync(caseId, 2);
        Assert.Equal("red", await LightAsync(rig, caseId));
        rig.Time.Advance(TimeSpan.FromDays(30));

        Assert.Equal([(Yellow, "warned", "handle", Due), (Due, "passed", "handle", Due)], await rig.ToldAsync(caseId));
        Assert.Equal(0, await rig.WaitingAsync());
    }

    [Fact]
    public async Task Light_AnInstantBeforeItTurns_IsStillTheOld()
    {
        await using var rig = await LimitRig.StartAsync();
        var caseId = await rig.DispatchedAsync("1101");

        rig.Time.SetUtcNow(Yellow.AddTicks(-1));
        Assert.Equal("green", await LightAsync(rig, caseId));
        rig.Time.SetUtcNow(Due.AddTicks(-1));

        Assert.Equal("yellow", await LightAsync(rig, caseId));
        await rig.ToldAsync(caseId, 1);
    }

    [Fact]
    public async Task Hub_ThatWasDownForADay_TellsEachOnceInOrderWithTheInstantItWasDue()
    {
        await using var rig = await LimitRig.StartAsync();
        var rubbish = await rig.DispatchedAsync("1101");
        var dirt = await rig.DispatchedAsync("1102");
        await rig.StopHubAsync();
        var back = rig.Time.GetUtcNow().AddDays(2);

        rig.Time.SetUtcNow(back);
        await rig.StartHubAsync();
        await rig.ToldAsync(rubbish, 2);
        await rig.ToldAsync(dirt, 2);
        await rig.StopHubAsync();
        rig.Time.Advance(TimeSpan.FromDays(1));
        await rig.StartHubAsync();
        await Eventually.HoldsAsync("nothing is left to say", async () => await rig.WaitingAsync() == 0);

        // Five hours of the street crews, who work from 6 to 22.
        Assert.Equal([(back, "warned", "handle", Shanghai("2026-11-23 21:00")), (back, "passed", "handle", Shanghai("2026-11-23 21:00"))], await rig.ToldAsync(dirt));
        Assert.Equal([(back, "warned", "handle", Due), (back, "passed", "handle", Due)], await rig.ToldAsync(rubbish));
    }

    [Fact]
    public async Task Case_FedBackInTime_IsNeverNotedAndGoesOnWhenItIsSentBack()
    {
        await using var rig = await LimitRig.StartAsync();
        var caseId = await rig.DispatchedAsync("1101");
        rig.Time.SetUtcNow(Shanghai("2026-11-24 09:30"));
        await rig.DoAsync(caseId, new AcceptCase(), new GiveFeedback("gone"));
        rig.Time.SetUtcNow(Shanghai("2026-11-26 10:00"));
        Assert.Equal(0, await rig.WaitingAsync());
        Assert.Equal(0.4, (await StageAsync(rig, caseId)).GetProperty("share").GetDouble(), 1e-9);

        await rig.DoAsync(caseId, new SendBack("still there"));

        // Three of 7.5 hours had passed; three more make it yellow on Thursday, and 4.5 due.
        var stage = await StageAsync(rig, caseId);
        Assert.Equal(Shanghai("2026-11-26 15:00"), stage.GetProperty("yellowAt").GetDateTimeOffset());
        Assert.Equal(Shanghai("2026-11-26 16:30"), stage.GetProperty("dueAt").GetDateTimeOffset());
        rig.Time.SetUtcNow(Shanghai("2026-11-26 16:30"));
        await rig.ToldAsync(caseId, 2);
    }

    [Fact]
    public async Task Rule_ChangedAndRemovedMeanwhile_HoldsForTheCaseThatBeganUnderIt()
    {
        await using var rig = await LimitRig.StartAsync();
        var old = await rig.DispatchedAsync("1101");
        var rules = JsonNode.Parse(await rig.Hub.Http.GetStringAsync("/api/v1/rules"))!;
        var rubbish = rules["rules"]!.AsArray().Single(rule => rule!["code"]!.GetValue<string>() == "1101")!;
        rubbish["limits"]![0]!["amount"] = 3;
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        await rig.PutAsync(rules.ToJsonString());
        var changed = await rig.DispatchedAsync("1101");
        rules["rules"]!.AsArray().Remove(rubbish);
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        await rig.PutAsync(rules.ToJsonString());
        var uncovered = await rig.DispatchedAsync("1101");

        var limits = await rig.LimitsAsync(old);
        Assert.Equal((1, 1), (limits.GetProperty("ruleVersion").GetInt32(), limits.GetProperty("rule").GetProperty("limits")[0].GetProperty("amount").GetInt32()));
        Assert.Equal(Due, limits.GetProperty("stages")[0].GetProperty("dueAt").GetDateTimeOffset());
        Assert.Equal(Shanghai("2026-11-26 16:01"), (await StageAsync(rig, changed)).GetProperty("dueAt").GetDateTimeOffset());
        Assert.Equal(0, (await rig.LimitsAsync(uncovered)).GetProperty("stages").GetArrayLength());
        rig.Time.SetUtcNow(Due);
        await rig.ToldAsync(old, 2);
        Assert.Empty(await rig.ToldAsync(changed));
    }

    [Fact]
    public async Task Stages_OfAnIllegalBuilding_RunSideBySide()
    {
        await using var rig = await LimitRig.StartAsync();
        var caseId = await rig.FiledAsync("1103");
        rig.Time.SetUtcNow(Shanghai("2026-11-23 17:00"));
        await rig.DoAsync(caseId, new DispatchCase("urban-management", null, Phrase.Same("stop it"), null));

        var stages = (await rig.LimitsAsync(caseId)).GetProperty("stages").EnumerateArray().ToList();

        Assert.Equal(
            [("stop", Shanghai("2026-11-24 10:30")), ("penalty", Shanghai("2026-12-02 17:00")), ("demolish", Shanghai("2026-12-14 17:00"))],
            stages.Select(stage => (stage.GetProperty("stage").GetString(), stage.GetProperty("dueAt").GetDateTimeOffset())));
        rig.Time.SetUtcNow(Shanghai("2026-11-24 10:30"));
        await rig.ToldAsync(caseId, 2);
        Assert.All(await rig.ToldAsync(caseId), told => Assert.Equal("stop", told.Stage));
    }

    [Fact]
    public async Task Stage_DoneInTime_EndsAloneAndStaysDone()
    {
        await using var rig = await LimitRig.StartAsync();
        var caseId = await rig.DispatchedAsync("1103");
        rig.Time.SetUtcNow(Shanghai("2026-11-23 17:00"));

        Assert.Equal(HttpStatusCode.OK, (await FinishAsync("stop", "sealed")).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await FinishAsync("stop", "sealed")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await FinishAsync("paint", "red")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await FinishAsync("penalty", " ")).StatusCode);
        await rig.DoAsync(caseId, new AcceptCase(), new GiveFeedback("down"), new SendBack("a wall stands"));

        rig.Time.SetUtcNow(Shanghai("2026-12-02 16:00"));
        await rig.ToldAsync(caseId, 2);
        Assert.All(await rig.ToldAsync(caseId), told => Assert.Equal("penalty", told.Stage));
        Assert.Equal(0.25, (await StageAsync(rig, caseId)).GetProperty("share").GetDouble());

        Task<HttpResponseMessage> FinishAsync(string stage, string result) => rig.Hub.Http.PostAsJsonAsync($"/api/v1/cases/{caseId}/limits/{stage}/finish", new { result });
    }

    [Fact]
    public async Task LimitPassed_OnRecord_NamesWhoseSupervisorHasToKnow()
    {
        await using var rig = await LimitRig.StartAsync();
        var caseId = await rig.DispatchedAsync("1101");
        rig.Time.SetUtcNow(Due);
        await rig.ToldAsync(caseId, 2);

        var passed = (await rig.Hub.Hub.Queries.CaseAsync(caseId))!.Events[^1];

        Assert.Equal(("limit-watch", "Limit of «handle» passed: it was due 2026-11-24 08:00 UTC; escalated to the supervisor of city-appearance"), (passed.By, passed.Text));
    }

    [Fact]
    public async Task Case_OfASensor_RunsUnderTheRuleOfItsKind()
    {
        await using var rig = await LimitRig.StartAsync();
        using var gateway = await rig.Hub.GatewayAsync();

        await gateway.SendAsync(Records.Alert());

        var caseId = (await rig.Hub.Hub.Queries.CasesAsync(new Hub.Api.CaseFilter())).Cases.Single().CaseId;
        Assert.Equal(LimitRig.Monday.AddHours(2), (await StageAsync(rig, caseId)).GetProperty("dueAt").GetDateTimeOffset());
        rig.Time.Advance(TimeSpan.FromHours(2));
        await rig.ToldAsync(caseId, 2);
    }

    [Fact]
    public async Task WallClock_SetForwardOverALimit_IsNoticedWithinAMinute()
    {
        await using var rig = await LimitRig.StartAsync();
        var caseId = await rig.DispatchedAsync("1101");
        rig.Time.Advance(TimeSpan.FromMinutes(1));

        // No timer fires for it.
        rig.Time.AdjustTime(Due);
        Assert.Empty(await rig.ToldAsync(caseId));
        await Eventually.HoldsAsync("the watch compares the clocks", async () =>
        {
            rig.Time.Advance(TimeSpan.FromSeconds(10));
            return (await rig.ToldAsync(caseId)).Count == 2;
        });
    }

    [Fact]
    public async Task Limits_MadeAnewFromTheEvents_EqualTheLiveOnes()
    {
        await using var rig = await LimitRig.StartAsync();
        var caseId = await rig.DispatchedAsync("1101");
        await rig.DispatchedAsync("1103");
        await rig.FiledAsync("0101");
        rig.Time.SetUtcNow(Due);
        await rig.ToldAsync(caseId, 2);
        await rig.DoAsync(caseId, new AcceptCase(), new GiveFeedback("gone"), new SendBack("no"));
        await Eventually.HoldsAsync("what is due has been told", async () => !(await rig.RowsAsync()).Contains("\"NextChangeAt\":\"2026-11-2", StringComparison.Ordinal));
        var live = await rig.RowsAsync();
        await rig.PutAsync("""{ "rules": [] }""");

        await rig.RebuildAsync();

        Assert.Equal(live, await rig.RowsAsync());
    }

    [Fact]
    public async Task Limits_ThatRun_AreListedByLightAndDepartment()
    {
        await using var rig = await LimitRig.StartAsync();
        var rubbish = await rig.DispatchedAsync("1101");
        var dirt = await rig.DispatchedAsync("1102");
        var building = await rig.FiledAsync("1103");
        rig.Time.SetUtcNow(Yellow);

        Assert.Equal([(dirt, "red"), (building, "red"), (rubbish, "yellow")], await ListAsync(""));
        Assert.Equal([(dirt, "red")], await ListAsync("?light=red&department=city-appearance"));
        Assert.Equal([(rubbish, "yellow")], await ListAsync("?light=yellow"));
        Assert.Empty(await ListAsync("?light=green"));
        Assert.Equal(HttpStatusCode.BadRequest, (await rig.Hub.Http.GetAsync("/api/v1/limits?light=blue")).StatusCode);
        var next = JsonElement.Parse(await rig.Hub.Http.GetStringAsync("/api/v1/limits?limit=1")).GetProperty("next").GetString();
        Assert.Equal([(building, "red"), (rubbish, "yellow")], await ListAsync($"?after={next}"));

        async Task<IEnumerable<(string?, string?)>> ListAsync(string query) =>
            JsonElement.Parse(await rig.Hub.Http.GetStringAsync($"/api/v1/limits{query}")).GetProperty("items").EnumerateArray()
                .Select(one => (one.GetProperty("caseId").GetString(), one.GetProperty("light").GetString())).ToList();
    }

    [Fact]
    public async Task Limits_OfACaseThatIsNot_AreNotFound()
    {
        await using var rig = await LimitRig.StartAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await rig.Hub.Http.GetAsync("/api/v1/cases/20261123-999999/limits")).StatusCode);
    }

    private static async Task<JsonElement> StageAsync(LimitRig rig, string caseId) => (await rig.LimitsAsync(caseId)).GetProperty("stages")[0];

    private static async Task<string?> LightAsync(LimitRig rig, string caseId) => (await StageAsync(rig, caseId)).GetProperty("light").GetString();
}
