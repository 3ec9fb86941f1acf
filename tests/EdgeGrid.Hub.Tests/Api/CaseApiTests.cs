using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Tests.Rig;
using EdgeGrid.Testing;

namespace EdgeGrid.Hub.Tests.Api;

public sealed class CaseApiTests
{
    [Fact]
    public async Task Case_TakenThroughAllSevenStepsOverHttp_EndsAssessed()
    {
        await using var rig = await HubRig.StartAsync();
        var id = await CaseApi.ReportAsync(rig);

        await CaseApi.DoAsync(rig, id, "file", new { ground = "plausible" });
        await CaseApi.DoAsync(rig, id, "dispatch", new { department = "cleaning", task = "clean it", assignees = new[] { "wang", "zhao" } });
        await CaseApi.DoAsync(rig, id, "accept");
        await CaseApi.DoAsync(rig, id, "comment", new { text = "ring twice" });
        await CaseApi.DoAsync(rig, id, "feed-back", new { result = "cleaned" });
        await CaseApi.DoAsync(rig, id, "close", new { finding = "clean" });
        var last = await CaseApi.DoAsync(rig, id, "assess", new { score = 90, remark = "quick" });

        Assert.Equal("assessed", last.GetProperty("case").GetProperty("step").GetString());
        Assert.Equal("handled", last.GetProperty("case").GetProperty("ending").GetString());
        Assert.Equal("CaseAssessed", Assert.Single(last.GetProperty("events").EnumerateArray().ToArray()).GetString());
        var detail = await CaseApi.JsonAsync(await rig.Http.GetAsync($"/api/v1/cases/{id}"));
        Assert.Equal(Enumerable.Range(1, 8), detail.GetProperty("events").EnumerateArray().Select(one => one.GetProperty("version").GetInt32()));
        Assert.Equal("worker", detail.GetProperty("case").GetProperty("source").GetString());
    }

    [Fact]
    public async Task Command_WithAnETagThatIsOld_IsRefusedAndWithTheNewOneTaken()
    {
        await using var rig = await HubRig.StartAsync();
        var id = await CaseApi.ReportAsync(rig);
        var seen = (await rig.Http.GetAsync($"/api/v1/cases/{id}")).Headers.ETag!;
        await CaseApi.DoAsync(rig, id, "file", new { ground = "plausible" });

        var stale = await WithETagAsync(seen);
        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.StatusCode);
        Assert.Contains("it is at version 2, and 1 was expected", await CaseApi.ProblemAsync(stale), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.OK, (await WithETagAsync(stale.Headers.ETag!)).StatusCode);

        async Task<HttpResponseMessage> WithETagAsync(EntityTagHeaderValue tag)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/cases/{id}/commands/comment") { Content = JsonContent.Create(new { text = "x" }) };
            request.Headers.IfMatch.Add(tag);
            return await rig.Http.SendAsync(request);
        }
    }

    [Theory]
    [InlineData("explode", "{}", HttpStatusCode.BadRequest, "There is no command «explode». There are: accept, ")]
    [InlineData("dispatch", """{"departmant":"fire","task":"go"}""", HttpStatusCode.BadRequest, "«departmant» is not a field of it, or not of the right kind. «dispatch» takes department (text), worker (text, optional), task (text), dueAt (time, ISO 8601, optional)")]
    [InlineData("assess", """{"score":"many","remark":""}""", HttpStatusCode.BadRequest, "«score» is not a field of it, or not of the right kind.")]
    [InlineData("file", "{}", HttpStatusCode.BadRequest, "Missing: «ground».")]
    [InlineData("file", "[]", HttpStatusCode.BadRequest, "The body is a JSON object.")]
    [InlineData("file", "{\n?", HttpStatusCode.BadRequest, "The body is no JSON, line 2.")]
    [InlineData("file", """{"ground":null}""", HttpStatusCode.BadRequest, "«ground» is not a field of it, or not of the right kind.")]
    [InlineData("file", """{"ground":" "}""", HttpStatusCode.Conflict, "the ground for filing is missing")]
    [InlineData("accept", "{}", HttpStatusCode.Conflict, "a case that is reported does not take «accept». Possible now: file, ")]
    public async Task Command_ThatIsWrong_IsAnsweredInWords(string command, string body, HttpStatusCode status, string words)
    {
        await using var rig = await HubRig.StartAsync();
        var id = await CaseApi.ReportAsync(rig);

        var response = await rig.Http.PostAsync($"/api/v1/cases/{id}/commands/{command}", new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.Equal(status, response.StatusCode);
        Assert.StartsWith(words, await CaseApi.ProblemAsync(response), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_OnNoCase_IsNotFound()
    {
        await using var rig = await HubRig.StartAsync();

        var response = await CaseApi.SendAsync(rig, "20261123-000001", "accept");

        Assert.Equal((HttpStatusCode.NotFound, "There is no case 20261123-000001."), (response.StatusCode, await CaseApi.ProblemAsync(response)));
    }

    [Fact]
    public async Task Report_ThatIsWrong_SaysWhatIsMissing()
    {
        await using var rig = await HubRig.StartAsync();

        var missing = await rig.Http.PostAsJsonAsync("/api/v1/cases", new { category = "0105", description = "rubbish" });
        var empty = await rig.Http.PostAsJsonAsync("/api/v1/cases", new { category = "", description = "", address = "" });
        var nowhere = await rig.Http.PostAsJsonAsync("/api/v1/cases", new { category = "0105", description = "rubbish", address = "there", position = new { latitude = 134.0, longitude = 0.0 } });

        Assert.StartsWith("Missing: «address». «A report» takes category (text), description (text), address (text), ", await CaseApi.ProblemAsync(missing), StringComparison.Ordinal);
        Assert.Equal("a category is missing; a description is missing; an address is missing", await CaseApi.ProblemAsync(empty));
        Assert.StartsWith("'position' is latitude -90 to 90", await CaseApi.ProblemAsync(nowhere), StringComparison.Ordinal);
        Assert.All([missing, empty, nowhere], response => Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode));
    }

    [Fact]
    public async Task Body_LargerThanACommand_IsRefused()
    {
        await using var rig = await HubRig.StartAsync();

        var response = await rig.Http.PostAsync("/api/v1/cases", new StringContent($$"""{"description":"{{new string('x', 1_200_000)}}"}""", Encoding.UTF8, "application/json"));

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "The body is larger than this takes."), (response.StatusCode, await CaseApi.ProblemAsync(response)));
    }

    [Fact]
    public async Task Command_FromAPageOfAnotherSite_IsRefused()
    {
        await using var rig = await HubRig.StartAsync();
        var id = await CaseApi.ReportAsync(rig);

        Assert.Equal(HttpStatusCode.Forbidden, await FromAsync("http://elsewhere.example"));
        Assert.Equal(HttpStatusCode.Forbidden, await FromAsync("null"));
        Assert.Equal(HttpStatusCode.OK, await FromAsync(rig.Hub.HttpUrl.GetLeftPart(UriPartial.Authority)));

        async Task<HttpStatusCode> FromAsync(string origin)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/cases/{id}/commands/comment") { Content = JsonContent.Create(new { text = "x" }) };
            request.Headers.Add("Origin", origin);
            return (await rig.Http.SendAsync(request)).StatusCode;
        }
    }

    [Fact]
    public async Task Request_OfOnePerson_IsApprovedByAnotherOnly()
    {
        using var folder = new TemporaryFolder();
        var (wang, chen) = (TokenFile.Create("wang", Role.Administrator), TokenFile.Create("chen", Role.Administrator));
        File.WriteAllLines(folder.File("tokens"), [wang.Line, chen.Line]);
        await using var rig = await HubRig.StartAsync(options => options with { TokensFile = folder.File("tokens") });
        As(wang.Token);
        var id = await CaseApi.ReportAsync(rig);
        var asked = await CaseApi.DoAsync(rig, id, "request-void", new { reason = "a drill" });
        Assert.Equal("wang", asked.GetProperty("case").GetProperty("pending").GetProperty("by").GetString());

        Assert.Equal(HttpStatusCode.Conflict, (await CaseApi.SendAsync(rig, id, "approve")).StatusCode);
        As(chen.Token);
        var approved = await CaseApi.DoAsync(rig, id, "approve");

        Assert.Equal("voided", approved.GetProperty("case").GetProperty("ending").GetString());

        void As(string token) => rig.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    [Fact]
    public async Task Commands_InOneRequest_AreEachAnsweredOnTheirOwn()
    {
        await using var rig = await HubRig.StartAsync();
        var id = await CaseApi.ReportAsync(rig);

        var response = await rig.Http.PostAsJsonAsync("/api/v1/cases/commands", new object[]
        {
            new { caseId = id, command = "file", ground = "plausible", expectedVersion = 1 },
            new { caseId = id, command = "comment", text = "seen", expectedVersion = 1 },
            new { caseId = "20200101-000001", command = "accept" },
            new { caseId = id, command = "accept" },
            new { caseId = id, command = "comment", txet = "x" },
            new { caseId = 7, command = "comment" },
            "file",
            new { caseId = id, command = "comment", text = "seen" },
        });

        var answers = (await CaseApi.JsonAsync(response)).EnumerateArray().ToArray();
        Assert.Equal([200, 412, 404, 409, 400, 400, 400, 200], answers.Select(one => one.GetProperty("status").GetInt32()));
        Assert.Equal(3, answers[^1].GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task Cases_Sought_AreFoundByWordPlaceNumberPersonAndDepartment()
    {
        await using var rig = await HubRig.StartAsync();
        var first = await CaseApi.ReportAsync(rig);
        var second = await CaseApi.ReportAsync(rig, new { category = "0203", description = "The street lamp is dark", address = "Jianguo Road 4" });
        await CaseApi.DoAsync(rig, second, "file", new { ground = "plausible" });
        await CaseApi.DoAsync(rig, second, "dispatch", new { department = "lamps", task = "mend it", worker = "wang" });

        Assert.Equal([first], await CaseApi.FindAsync(rig, "q=RUBBISH"));
        Assert.Equal([first], await CaseApi.FindAsync(rig, $"q={Uri.EscapeDataString("垃圾")}"));
        Assert.Equal([second, first], await CaseApi.FindAsync(rig, "q=road"));
        Assert.Equal([first], await CaseApi.FindAsync(rig, $"q=road&before={second}"));
        Assert.Equal([second], await CaseApi.FindAsync(rig, "q=road+lamp"));
        Assert.Empty(await CaseApi.FindAsync(rig, "q=road+unicorn"));
        Assert.Empty(await CaseApi.FindAsync(rig, "q=%25"));
        Assert.Equal([second], await CaseApi.FindAsync(rig, $"q={second}"));
        Assert.Equal([second, first], await CaseApi.FindAsync(rig, $"q={second[..11]}"));
        Assert.Equal([second], await CaseApi.FindAsync(rig, "assignee=wang"));
        Assert.Empty(await CaseApi.FindAsync(rig, "assignee=wang&q=rubbish"));
        Assert.Equal([second], await CaseApi.FindAsync(rig, "department=lamps&open=true"));
        Assert.Empty(await CaseApi.FindAsync(rig, "open=false"));
        Assert.Equal([first], await CaseApi.FindAsync(rig, "category=0105&step=reported"));
        Assert.Equal([second, first], await CaseApi.FindAsync(rig, "grid=unassigned"));
    }

    [Fact]
    public async Task Alerts_OfAMergedCase_FollowIntoTheOtherAndCanBeSplitOffAgain()
    {
        await using var rig = await HubRig.StartAsync();
        using var gateway = await rig.GatewayAsync();
        var (gas, smoke) = (Records.Alert(level: WarningLevel.Yellow), Records.Alert(AlertKind.Intrusion, level: WarningLevel.Red));
        await gateway.SendAsync(gas);
        await gateway.SendAsync(smoke);
        var cases = await CaseApi.FindAsync(rig, "");
        var (into, merged) = (cases[1], cases[0]);

        var done = await CaseApi.DoAsync(rig, merged, "merge", new { into, reason = "the same break-in" });
        await gateway.SendAsync(smoke with { Transition = AlertTransition.Cleared });

        Assert.Equal(("merged", into), (done.GetProperty("case").GetProperty("ending").GetString(), done.GetProperty("case").GetProperty("mergedInto").GetString()));
        var taken = (await rig.Hub.Queries.CaseAsync(into))!;
        Assert.Equal((2, 1, WarningLevel.Red), (taken.Case.Alerts, taken.Case.AlertsCleared, taken.Case.Level));
        Assert.Equal([gas.AlertId, smoke.AlertId, smoke.AlertId], taken.Alerts.Select(alert => alert.AlertId));
        Assert.Equal(["CaseReported", "CaseFiled", "CaseAbsorbed", "LevelRaised", "AlertCleared"], taken.Events.Select(happened => happened.Event));
        Assert.Empty((await rig.Hub.Queries.CaseAsync(merged))!.Alerts);
        Assert.Contains("does not take «merge»", await CaseApi.ProblemAsync(await CaseApi.SendAsync(rig, merged, "merge", new { into, reason = "again" })), StringComparison.Ordinal);

        var split = await CaseApi.DoAsync(rig, into, "split", new { reason = "two things after all", alerts = new[] { new { gateway = "gw-1", alertId = smoke.AlertId } } });

        var other = (await rig.Hub.Queries.CaseAsync(split.GetProperty("other").GetProperty("caseId").GetString()!))!;
        Assert.Equal((CaseStep.Filed, AlertKind.Intrusion, 1, WarningLevel.Red), (other.Case.Step, other.Case.Kind, other.Case.Alerts, other.Case.Level));
        Assert.Equal("Intrusion · Heping Road 18, kitchen", other.Case.Title);
        Assert.Equal(2, other.Alerts.Count);
        Assert.Equal(1, (await rig.Hub.Queries.CaseAsync(into))!.Case.Alerts);
    }

    [Fact]
    public async Task Case_OfASensor_HasTheCategoryOfItsKindAndIsFoundByIt()
    {
        await using var rig = await HubRig.StartAsync();
        using var gateway = await rig.GatewayAsync();
        await gateway.SendAsync(Records.Alert());
        var found = Assert.Single(await CaseApi.FindAsync(rig, "category=alert.gas"));

        Assert.Empty(await CaseApi.FindAsync(rig, "category=alert.smoke"));
        var shown = await CaseApi.JsonAsync(await rig.Http.GetAsync($"/api/v1/cases/{found}"));
        Assert.Equal("alert.gas", shown.GetProperty("case").GetProperty("category").GetString());
    }

    [Fact]
    public async Task Cases_Linked_KnowEachOther()
    {
        await using var rig = await HubRig.StartAsync();
        var (one, other) = (await CaseApi.ReportAsync(rig), await CaseApi.ReportAsync(rig));

        await CaseApi.DoAsync(rig, one, "link", new { other, reason = "the same house" });

        Assert.Equal([one], (await rig.Hub.Queries.CaseAsync(other))!.Case.Links);
        Assert.Equal("there is no case 20200101-000001", await CaseApi.ProblemAsync(await CaseApi.SendAsync(rig, one, "link", new { other = "20200101-000001", reason = "x" })));
        Assert.Equal("a case is not linked with itself", await CaseApi.ProblemAsync(await CaseApi.SendAsync(rig, one, "link", new { other = one, reason = "x" })));

        await CaseApi.DoAsync(rig, other, "unlink", new { other = one, reason = "another house" });

        Assert.Empty((await rig.Hub.Queries.CaseAsync(one))!.Case.Links);
    }
}
