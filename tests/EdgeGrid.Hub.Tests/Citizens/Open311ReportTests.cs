using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Citizens;
using EdgeGrid.Hub.Tests.Api;
using EdgeGrid.Hub.Tests.Rig;
using EdgeGrid.Hub.Tests.Wording;
using EdgeGrid.Testing;
using static EdgeGrid.Hub.Tests.Citizens.Open311Client;

namespace EdgeGrid.Hub.Tests.Citizens;

public sealed class Open311ReportTests
{
    [Fact]
    public async Task Report_ThatADepartmentHasWithALimit_TellsWhichAndByWhen()
    {
        await using var rig = await HubRig.StartAsync(options => options with { Citizens = new CitizenOptions { Services = [new("rubbish", "Rubbish", "Bags", "city", Category: "1101")] } });
        using var catalogue = new StringContent(await File.ReadAllTextAsync(Repository.PathOf("deploy", "examples", "catalogue.jsonc")), System.Text.Encoding.UTF8, "application/json");
        Assert.Equal(HttpStatusCode.OK, (await rig.Http.PutAsync("/api/v1/rules", catalogue)).StatusCode);
        var posted = await rig.HttpAsAnyone().PostAsync("/open311/v2/requests.json", Form());
        var id = Text((await posted.Content.ReadFromJsonAsync<JsonElement>())[0], "service_request_id");
        var caseId = Assert.Single((await rig.Hub.Queries.CasesAsync(new CaseFilter())).Cases).CaseId;
        await rig.Http.PutAsJsonAsync("/api/v1/departments/roads", new { id = "roads", name = "Roads and Bridges" });

        await CaseApi.DoAsync(rig, caseId, "file", new { ground = "seen" });
        await CaseApi.DoAsync(rig, caseId, "dispatch", new { department = "roads", task = "clear it" });
        var byRule = await ShownAsync();
        await CaseApi.DoAsync(rig, caseId, "refuse", new { reason = "not ours" });
        await CaseApi.DoAsync(rig, caseId, "dispatch", new { department = "roads", task = "clear it", dueAt = "2099-01-01T00:00:00Z" });

        Assert.Equal("Roads and Bridges", Text(byRule, "agency_responsible"));
        var limit = (await rig.Http.GetFromJsonAsync<JsonElement>($"/api/v1/cases/{caseId}/limits")).GetProperty("stages")[0].GetProperty("dueAt").GetDateTimeOffset();
        Assert.InRange((limit - byRule.GetProperty("expected_datetime").GetDateTimeOffset()).TotalSeconds, 0, 1);
        Assert.Equal("2099-01-01T00:00:00Z", Text(await ShownAsync(), "expected_datetime"));

        async Task<JsonElement> ShownAsync() => (await rig.HttpAsAnyone().GetFromJsonAsync<JsonElement>($"/open311/v2/requests/{id}.json"))[0];
    }

    [Fact]
    public async Task Report_OfACitizen_BecomesACaseThatTheyCanFollow()
    {
        await using var rig = await HubRig.StartAsync();
        var anyone = rig.HttpAsAnyone();

        var posted = await anyone.PostAsync("/open311/v2/requests.json", Form());
        var id = (await posted.Content.ReadFromJsonAsync<JsonElement>())[0].GetProperty("service_request_id").GetString()!;
        var shown = (await anyone.GetFromJsonAsync<JsonElement>($"/open311/v2/requests/{id}.json"))[0];
        var listed = await XmlAsync(await anyone.GetAsync("/open311/v2/requests.xml?status=open&service_code=road,rubbish"));
        var closed = await anyone.GetFromJsonAsync<JsonElement>("/open311/v2/requests.json?status=closed");

        Assert.Equal(HttpStatusCode.OK, posted.StatusCode);
        Assert.Equal(("open", "rubbish", 34.244, 117.194), (Text(shown, "status"), Text(shown, "service_code"), shown.GetProperty("lat").GetDouble(), shown.GetProperty("long").GetDouble()));
        Assert.Equal("https://pictures.example/1.jpg", Text(shown, "media_url"));
        Assert.Equal(id, Assert.Single(listed.Elements("request")).Element("service_request_id")!.Value);
        Assert.Equal(0, closed.GetArrayLength());
        var filed = Assert.Single((await rig.Hub.Queries.CasesAsync(new CaseFilter())).Cases);
        Assert.Equal((id, "rubbish", CaseStep.Reported), (filed.Reference, filed.Category, filed.Step));

        await rig.Http.PostAsJsonAsync($"/api/v1/cases/{filed.CaseId}/commands/request-void", new { reason = "nothing there" });
        await rig.HttpAs(Role.Supervisor).PostAsJsonAsync($"/api/v1/cases/{filed.CaseId}/commands/approve", new { });

        var over = Assert.Single((await anyone.GetFromJsonAsync<JsonElement>("/open311/v2/requests.json?status=closed")).EnumerateArray());
        Assert.Equal(("closed", "nothing was found that had to be dealt with"), (Text(over, "status"), Text(over, "status_notes")));
        var chinese = await anyone.InChineseAsync(() => anyone.GetFromJsonAsync<JsonElement>($"/open311/v2/requests/{id}.json"));
        Assert.Equal(("closed", "未发现需要处理的问题"), (Text(chinese[0], "status"), Text(chinese[0], "status_notes")));
        Assert.Equal(0, (await anyone.GetFromJsonAsync<JsonElement>("/open311/v2/requests.json?status=open")).GetArrayLength());
    }

    [Fact]
    public async Task Report_SentAgain_HasTheSameNumberAndMakesNoSecondCase()
    {
        await using var rig = await HubRig.StartAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i =>
            rig.HttpAsAnyone().PostAsync("/open311/v2/requests.json", Form(("description", i % 2 == 0 ? "Bags of  rubbish" : "bags of RUBBISH ")))));
        var other = await rig.HttpAsAnyone().PostAsync("/open311/v2/requests.json", Form(("lat", "34.25")));

        var ids = await Task.WhenAll(answers.Append(other).Select(async answer => Text((await answer.Content.ReadFromJsonAsync<JsonElement>())[0], "service_request_id")));
        Assert.Equal(2, ids.Distinct().Count());
        Assert.Equal(2, (await rig.Hub.Queries.CasesAsync(new CaseFilter())).Cases.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Contact_OfACitizen_IsKeptOnlyWhereConfiguredAndNeverShown(bool kept)
    {
        using var folder = new TemporaryFolder();
        await using (var rig = await HubRig.StartAsync(options => options with { Citizens = new CitizenOptions { KeepContacts = kept } }, folder))
        {
            var anyone = rig.HttpAsAnyone();
            await anyone.PostAsync("/open311/v2/requests.json", Form(("first_name", "Wang"), ("phone", "13800138000"), ("email", "w@example.org")));

            var shown = await anyone.GetStringAsync("/open311/v2/requests.json") + await anyone.GetStringAsync("/open311/v2/requests.xml");
            Assert.DoesNotContain("13800138000", shown, StringComparison.Ordinal);
            Assert.DoesNotContain("Wang", shown, StringComparison.Ordinal);
            Assert.DoesNotContain(rig.Log.Lines, line => line.Text.Contains("13800138000", StringComparison.Ordinal));
        }

        var onDisk = string.Concat(Directory.EnumerateFiles(folder.Path, "hub.db*").Select(file => System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(file))));
        Assert.Equal(kept, onDisk.Contains("13800138000", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(400, "service_code", "service_code", "")]
    [InlineData(404, "service_code", "service_code", "dragons")]
    [InlineData(400, "lat and long", "lat", "north")]
    [InlineData(400, "lat and long", "lat", "")]
    [InlineData(400, "lat and long", "long", "181")]
    [InlineData(400, "media_url", "media_url", "javascript:alert(1)")]
    [InlineData(404, "jurisdiction_id", "jurisdiction_id", "elsewhere.example")]
    [InlineData(403, "api_key", "api_key", "guess")]
    public async Task Report_ThatCannotBe_IsAnsweredInTheStandardsOwnForm(int code, string words, string field, string value)
    {
        await using var rig = await HubRig.StartAsync(options => options with { Citizens = new CitizenOptions { Jurisdiction = "quanshan.example" } });
        foreach (var form in new[] { "json", "xml" })
        {
            var answer = await rig.HttpAsAnyone().PostAsync($"/open311/v2/requests.{form}", Form((field, value)));

            Assert.Equal(code, (int)answer.StatusCode);
            var (told, description) = form == "json"
                ? await JsonErrorAsync(answer)
                : (await XmlAsync(answer)).Element("error") is { } error ? ((int)error.Element("code")!, error.Element("description")!.Value) : default;
            Assert.Equal(code, told);
            Assert.Contains(words, description, StringComparison.Ordinal);
            var anyone = rig.HttpAsAnyone();
            var chinese = await anyone.InChineseAsync(() => anyone.PostAsync($"/open311/v2/requests.{form}", Form((field, value))));
            Assert.Equal("zh", Assert.Single(chinese.Content.Headers.ContentLanguage));
            BothLanguages.SayTheSame([description], [form == "json" ? (await JsonErrorAsync(chinese)).Description : (await XmlAsync(chinese)).Element("error")!.Element("description")!.Value]);
        }
    }

    [Fact]
    public async Task Report_WithWhatXmlCannotCarry_IsTakenAndShownWithoutIt()
    {
        await using var rig = await HubRig.StartAsync();

        var nul = await rig.HttpAsAnyone().PostAsync("/open311/v2/requests.xml", Form(("description", "a\u0000b")));
        await rig.HttpAsAnyone().PostAsync("/open311/v2/requests.xml", Form(("description", "ab\u0001c 𠮷 <x>&")));

        Assert.Equal(HttpStatusCode.BadRequest, nul.StatusCode);
        var shown = await XmlAsync(await rig.HttpAsAnyone().GetAsync("/open311/v2/requests.xml"));
        Assert.Equal("abc 𠮷 <x>&", Assert.Single(shown.Elements("request")).Element("description")!.Value);
    }

    [Fact]
    public async Task Report_ThatIsNoForm_IsRefused()
    {
        await using var rig = await HubRig.StartAsync();

        var json = await rig.HttpAsAnyone().PostAsJsonAsync("/open311/v2/requests.json", new { service_code = "rubbish" });
        var large = await rig.HttpAsAnyone().PostAsync("/open311/v2/requests.json", Form(("description", new string('x', 100_000))));

        Assert.Equal((HttpStatusCode.UnsupportedMediaType, HttpStatusCode.RequestEntityTooLarge), (json.StatusCode, large.StatusCode));
    }

    [Fact]
    public async Task Reports_TooManyFromOneSource_AreToldToWait()
    {
        await using var rig = await HubRig.StartAsync(options => options with { Citizens = new CitizenOptions { MostFromOneSource = 2 } });
        HttpResponseMessage? last = null;
        for (var i = 0; i < 3; i++)
        {
            last = await rig.HttpAsAnyone().PostAsync("/open311/v2/requests.json", Form(("description", $"number {i}")));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, last!.StatusCode);
        Assert.NotNull(last.Headers.RetryAfter);
        Assert.Equal(429, (await JsonErrorAsync(last)).Code);
        Assert.Equal(HttpStatusCode.OK, (await rig.HttpAsAnyone().PostAsync("/open311/v2/requests.json", Form(("api_key", Tokens.Header(Role.Citizen).Parameter!)))).StatusCode);
    }

    [Fact]
    public async Task Report_WhereAKeyIsRequired_NeedsOneAndIsPutDownToItsHolder()
    {
        await using var rig = await HubRig.StartAsync(options => options with { Citizens = new CitizenOptions { ApiKeyRequired = true } });

        var without = await rig.HttpAsAnyone().PostAsync("/open311/v2/requests.json", Form());
        var unfit = await rig.HttpAsAnyone().PostAsync("/open311/v2/requests.json", Form(("api_key", Tokens.Header(Role.Department).Parameter!)));
        var with = await rig.HttpAsAnyone().PostAsync("/open311/v2/requests.json", Form(("api_key", Tokens.Header(Role.Citizen).Parameter!)));

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.OK), (without.StatusCode, unfit.StatusCode, with.StatusCode));
        var filed = Assert.Single((await rig.Hub.Queries.CasesAsync(new CaseFilter())).Cases);
        Assert.Equal("citizen", (await rig.Hub.Queries.CaseAsync(filed.CaseId))!.Events[0].By);
    }
}
