using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Tests.Api;
using EdgeGrid.Hub.Tests.Wording;
using EdgeGrid.Hub.Wording;
using EdgeGrid.Testing;
using static EdgeGrid.Hub.Tests.Cases.Limits.Calendars;

namespace EdgeGrid.Hub.Tests.Cases.Limits;

/// <summary>Suspensions and extensions, with rubbish (1101): one working day of 7.5 hours from Monday 16:00.</summary>
public sealed class LimitPauseTests
{
    [Fact]
    public async Task Case_WithALimit_SaysWhenItIsDueWhereverItIsShownAndTellsItsEventsWhole()
    {
        await using var rig = await LimitRig.StartAsync();
        var caseId = await rig.FiledAsync("1101");
        await rig.DoAsync(caseId, new DispatchCase("fire-brigade", null, Phrase.Same("clean up"), null));
        var due = (await StageAsync(rig, caseId)).GetProperty("dueAt").GetDateTimeOffset();

        var shown = await rig.Hub.Http.GetFromJsonAsync<JsonElement>($"/api/v1/cases/{caseId}");
        Assert.Equal(due, shown.GetProperty("case").GetProperty("dueAt").GetDateTimeOffset());
        Assert.Equal(due, (await rig.Hub.Http.GetFromJsonAsync<JsonElement>("/api/v1/cases")).GetProperty("cases")[0].GetProperty("dueAt").GetDateTimeOffset());
        Assert.Equal(["CaseDispatched"], shown.GetProperty("events").EnumerateArray().Where(one => one.GetProperty("data").TryGetProperty("department", out _)).Select(one => one.GetProperty("event").GetString()));

        // Another department than the rule says is at work on it: both see it.
        foreach (var department in new[] { "city-appearance", "fire-brigade" })
        {
            Assert.Equal(1, (await rig.Hub.Http.GetFromJsonAsync<JsonElement>($"/api/v1/limits?department={department}")).GetProperty("items").GetArrayLength());
        }
    }

    [Fact]
    public async Task Case_SuspendedAndResumed_IsTellingAsMuchLater()
    {
        await using var rig = await LimitRig.StartAsync();
        var caseId = await rig.DispatchedAsync("1101");
        rig.Time.SetUtcNow(Shanghai("2026-11-24 09:30"));
        await rig.DoAsync(caseId, new RequestSuspension("the owner is away"), new ApproveRequest());

        var suspended = await StageAsync(rig, caseId);
        Assert.Equal(("its clock stands still", JsonValueKind.Null), (suspended.GetProperty("why").GetString(), suspended.GetProperty("dueAt").ValueKind));
        Assert.Equal("计时已暂停", (await rig.Hub.Http.InChineseAsync(() => StageAsync(rig, caseId))).GetProperty("why").GetString());
        rig.Time.SetUtcNow(Shanghai("2026-12-01 08:30"));
        Assert.Equal(0.4, (await StageAsync(rig, caseId)).GetProperty("share").GetDouble(), 1e-9);
        Assert.Equal(0, await rig.WaitingAsync());
        await rig.DoAsync(caseId, new ResumeCase(Phrase.Same("he is back")));

        // Three of 7.5 hours had passed. Three more from 8:30 are 11:30, all 4.5 are 15:00.
        var (yellow, due) = (Shanghai("2026-12-01 11:30"), Shanghai("2026-12-01 15:00"));
        rig.Time.SetUtcNow(yellow);
        await rig.ToldAsync(caseId, 1);
        rig.Time.SetUtcNow(due);
        await rig.ToldAsync(caseId, 2);
        Assert.Equal([(yellow, "warned", "handle", due), (due, "passed", "handle", due)], await rig.ToldAsync(caseId));
    }

    [Fact]
    public async Task Case_SuspendedAfterItWasWarnedOf_IsNotWarnedOfAgain()
    {
        await using var rig = await LimitRig.StartAsync();
        var caseId = await rig.DispatchedAsync("1101");
        rig.Time.SetUtcNow(Shanghai("2026-11-24 15:00"));
        await rig.ToldAsync(caseId, 1);

        await rig.DoAsync(caseId, new RequestSuspension("rain"), new ApproveRequest());
        rig.Time.SetUtcNow(Shanghai("2026-11-25 09:00"));
        await rig.DoAsync(caseId, new ResumeCase(Phrase.Same("it is over")));
        rig.Time.SetUtcNow(Shanghai("2026-11-25 10:00"));
        await rig.ToldAsync(caseId, 2);

        Assert.Equal(["warned", "passed"], (await rig.ToldAsync(caseId)).Select(told => told.What));
        Assert.Equal(Shanghai("2026-11-25 10:00"), (await rig.ToldAsync(caseId))[^1].DueAt);
    }

    [Fact]
    public async Task Suspension_WhoseTimeIsOverWhileTheHubIsDown_EndsAtItsTime()
    {
        await using var rig = await LimitRig.StartAsync();
        var caseId = await rig.DispatchedAsync("1101");
        rig.Time.SetUtcNow(Shanghai("2026-11-24 09:30"));
        await rig.DoAsync(caseId, new RequestSuspension("the owner is away", Shanghai("2026-11-25 08:30")), new ApproveRequest());
        await rig.StopHubAsync();

        rig.Time.SetUtcNow(Shanghai("2026-11-26 12:00"));
        await rig.StartHubAsync();
        await rig.ToldAsync(caseId, 2);

        Assert.All(await rig.ToldAsync(caseId), told => Assert.Equal(Shanghai("2026-11-25 15:00"), told.DueAt));
        var live = await rig.RowsAsync();
        await rig.RebuildAsync();
        Assert.Equal(live, await rig.RowsAsync());
    }

    [Fact]
    public async Task Suspension_UntilAnInstant_EndsThereByItself()
    {
        await using var rig = await LimitRig.StartAsync();
        var caseId = await rig.DispatchedAsync("1101");
        rig.Time.SetUtcNow(Shanghai("2026-11-24 09:30"));
        await rig.DoAsync(caseId, new RequestSuspension("the owner is away", Shanghai("2026-11-25 08:30")), new ApproveRequest());

        rig.Time.SetUtcNow(Shanghai("2026-11-25 08:30"));
        await Eventually.HoldsAsync("the clock runs again", async () => (await StageAsync(rig, caseId)).GetProperty("dueAt").ValueKind != JsonValueKind.Null);

        Assert.Equal(Shanghai("2026-11-25 15:00"), (await StageAsync(rig, caseId)).GetProperty("dueAt").GetDateTimeOffset());
        Assert.Equal("limit-watch", (await rig.Hub.Hub.Queries.CaseAsync(caseId))!.Events[^1].By);
        Assert.Equal("解除挂账:挂账期满", (await rig.Hub.Hub.Queries.CaseAsync(caseId, Language.Chinese, TestContext.Current.CancellationToken))!.Events[^1].Text);
    }

    [Fact]
    public async Task Extension_ToBeforeTheLimitOfTheRule_IsRefused()
    {
        await using var rig = await LimitRig.StartAsync();
        var caseId = await rig.DispatchedAsync("1101");

        var answer = await CaseApi.SendAsync(rig.Hub, caseId, "request-extension", new { reason = "soon", dueAt = rig.Time.GetUtcNow().AddMinutes(5) });

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal("not-later", (await CaseApi.JsonAsync(answer)).GetProperty("code").GetString());
        await CaseApi.DoAsync(rig.Hub, caseId, "request-extension", new { reason = "much", dueAt = rig.Time.GetUtcNow().AddDays(3) });
    }

    [Fact]
    public async Task Extension_OfACaseThatHadPassed_TellsAgainWhenTheNewLimitDoes()
    {
        await using var rig = await LimitRig.StartAsync();
        var caseId = await rig.DispatchedAsync("1101");
        rig.Time.SetUtcNow(Shanghai("2026-11-24 16:00"));
        await rig.ToldAsync(caseId, 2);

        // From Monday 16:00 to Friday 20:00 are 100 hours: yellow after 80.
        var (yellow, due) = (Shanghai("2026-11-27 00:00"), Shanghai("2026-11-27 20:00"));
        await rig.DoAsync(caseId, new RequestExtension("too much of it", due), new ApproveRequest());
        Assert.Equal("green", (await StageAsync(rig, caseId)).GetProperty("light").GetString());
        rig.Time.SetUtcNow(yellow);
        await rig.ToldAsync(caseId, 3);
        rig.Time.SetUtcNow(due);
        await rig.ToldAsync(caseId, 4);

        Assert.Equal([(yellow, "warned", "handle", due), (due, "passed", "handle", due)], (await rig.ToldAsync(caseId)).Skip(2));
    }

    [Fact]
    public async Task Case_VoidedWhileItIsSuspended_IsNeverToldOfAgain()
    {
        await using var rig = await LimitRig.StartAsync();
        var caseId = await rig.DispatchedAsync("1101");
        await rig.DoAsync(caseId, new RequestSuspension("the owner is away", Shanghai("2026-11-25 08:30")), new ApproveRequest());

        await rig.DoAsync(caseId, new RequestVoid("it was nothing"), new ApproveRequest());

        Assert.Equal(0, await rig.WaitingAsync());
        Assert.Equal(LimitRig.Monday, (await StageAsync(rig, caseId)).GetProperty("endedAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task Filing_ReturnedAndFiledAnew_StartsItsLimitsAnew()
    {
        await using var rig = await LimitRig.StartAsync();
        var caseId = await rig.FiledAsync("1103");
        rig.Time.Advance(TimeSpan.FromHours(1));
        await rig.DoAsync(caseId, new ReturnFiling("which building?"));
        Assert.Equal(0, await rig.WaitingAsync());

        await rig.DoAsync(caseId, new FileCase(Phrase.Same("number 18")));

        Assert.Equal(LimitRig.Monday.AddHours(1), (await StageAsync(rig, caseId)).GetProperty("startedAt").GetDateTimeOffset());
        var live = await rig.RowsAsync();
        await rig.RebuildAsync();
        Assert.Equal(live, await rig.RowsAsync());
    }

    private static async Task<JsonElement> StageAsync(LimitRig rig, string caseId) => (await rig.LimitsAsync(caseId)).GetProperty("stages")[0];
}
