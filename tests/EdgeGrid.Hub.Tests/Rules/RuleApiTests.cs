using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeGrid.Hub.Tests.Rig;
using EdgeGrid.Hub.Tests.Wording;
using EdgeGrid.Testing;

namespace EdgeGrid.Hub.Tests.Rules;

public sealed class RuleApiTests
{
    private static readonly string Example = File.ReadAllText(Repository.PathOf("deploy", "examples", "catalogue.jsonc"));

    [Fact]
    public async Task Catalogue_PutAndRead_IsThereAndTheSameChangesNothing()
    {
        await using var rig = await HubRig.StartAsync();

        var first = await PutAsync(rig, "/api/v1/rules", Example);
        var again = await PutAsync(rig, "/api/v1/rules", Example);

        Assert.Equal((16, 0, 0, 0), Counts(first));
        Assert.Equal((0, 0, 0, 16), Counts(again));
        var categories = await JsonAsync(rig, "/api/v1/categories");
        Assert.Contains(categories.EnumerateArray(), one => one.GetProperty("name").GetProperty("zh").GetString() == "暴露垃圾" && one.GetProperty("name").GetProperty("en").GetString() == "Exposed rubbish");
        var rules = await JsonAsync(rig, "/api/v1/rules");
        Assert.Equal(5, rules.GetProperty("rules").GetArrayLength());
        Assert.False(rules.TryGetProperty("calendars", out _));
        Assert.Equal((0, 0, 0, 14), Counts(await PutAsync(rig, "/api/v1/rules", rules.GetRawText())));
        Assert.Equal((0, 0, 0, 2), Counts(await PutAsync(rig, "/api/v1/calendars", (await JsonAsync(rig, "/api/v1/calendars")).GetRawText())));
    }

    [Fact]
    public async Task Rule_ChangedAndRemoved_KeepsEveryVersionWithWhoAndWhen()
    {
        await using var rig = await HubRig.StartAsync();
        await PutAsync(rig, "/api/v1/rules", Example);
        var rules = JsonNode.Parse(await rig.Http.GetStringAsync("/api/v1/rules"))!;
        var dirty = rules["rules"]!.AsArray().Single(rule => rule!["code"]!.GetValue<string>() == "1102")!;
        dirty["limits"]![0]!["amount"] = 6;

        var changed = await PutAsync(rig, "/api/v1/rules", rules.ToJsonString());
        rules["rules"]!.AsArray().Remove(dirty);
        var removed = await PutAsync(rig, "/api/v1/rules", rules.ToJsonString());

        Assert.Equal((0, 1, 0, 13), Counts(changed));
        Assert.Equal((0, 0, 1, 13), Counts(removed));
        var history = (await JsonAsync(rig, "/api/v1/rules/1102")).EnumerateArray().ToList();
        Assert.Equal([(1, false, 5), (2, false, 6), (3, true, 6)], history.Select(version => (
            version.GetProperty("version").GetInt32(),
            version.GetProperty("removed").GetBoolean(),
            version.GetProperty("entry").GetProperty("limits")[0].GetProperty("amount").GetInt32())));
        Assert.All(history, version => Assert.Equal("administrator", version.GetProperty("by").GetString()));
    }

    [Fact]
    public async Task Rules_OfAStoreThatSaysOfThemWhetherTheyAreUrgent_AreRead()
    {
        await using var rig = await HubRig.StartAsync();
        await PutAsync(rig, "/api/v1/rules", Example);
        rig.Execute("""UPDATE catalogue_versions SET Data = replace(Data, '"calendar":', '"urgent":true,"calendar":') WHERE Data LIKE '%filingCondition%'""");

        var rules = await JsonAsync(rig, "/api/v1/rules");

        Assert.Equal(5, rules.GetProperty("rules").GetArrayLength());
        Assert.DoesNotContain("urgent\"", rules.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Document_WithMistakes_ChangesNothingAndListsThemAll()
    {
        await using var rig = await HubRig.StartAsync();
        var broken = Example.Replace("\"unit\": \"urgent-hour\"", "\"unit\": \"hour\"", StringComparison.Ordinal).Replace("\"calendar\": \"offices\"", "\"calendar\": \"office\"", StringComparison.Ordinal);

        var unread = await SendAsync(rig, "/api/v1/rules", broken);
        var misfit = await SendAsync(rig, "/api/v1/rules", Example.Replace("\"calendar\": \"offices\"", "\"calendar\": \"office\"", StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, unread.StatusCode);
        Assert.Equal(["rules[0].limits[0].unit", "rules[4].limits[0].unit"], Places(await ProblemAsync(unread)));
        Assert.Equal(["rules[1].calendar", "rules[3].calendar"], Places(await ProblemAsync(misfit)));
        var chinese = await ProblemAsync(await rig.Http.InChineseAsync(() => SendAsync(rig, "/api/v1/rules", broken)));
        Assert.Equal("'hour'无法识别:须为urgent-hour、working-hour、working-day、natural-day之一", chinese.GetProperty("problems")[0].GetProperty("what").GetString());
        Assert.Equal("未作任何变更:文档有2个问题。第一个:rules[0].limits[0].unit:'hour'无法识别:须为urgent-hour、working-hour、working-day、natural-day之一。", chinese.GetProperty("detail").GetString());
        Assert.Equal(0, (await JsonAsync(rig, "/api/v1/categories")).GetArrayLength());
    }

    [Fact]
    public async Task Calendar_TakenAwayFromUnderItsRules_IsRefused()
    {
        await using var rig = await HubRig.StartAsync();
        await PutAsync(rig, "/api/v1/rules", Example);

        var answer = await SendAsync(rig, "/api/v1/calendars", "{ \"calendars\": [] }");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(5, Places(await ProblemAsync(answer)).Count());
    }

    [Fact]
    public async Task Import_OnlyChecked_SaysWhatItWouldDo()
    {
        await using var rig = await HubRig.StartAsync();

        var report = await PutAsync(rig, "/api/v1/rules?check=true", Example);

        Assert.True(report.GetProperty("onlyChecked").GetBoolean());
        Assert.Equal(16, report.GetProperty("added").GetInt32());
        Assert.Equal(0, (await JsonAsync(rig, "/api/v1/categories")).GetArrayLength());
    }

    [Fact]
    public async Task Put_OfSomebodyWhoHasSeenAnOlderCatalogue_IsRefused()
    {
        await using var rig = await HubRig.StartAsync();
        var seen = (await rig.Http.GetAsync("/api/v1/rules")).Headers.ETag!.Tag;
        await PutAsync(rig, "/api/v1/rules", Example);

        var stale = await SendAsync(rig, "/api/v1/rules", "{ \"rules\": [] }", seen);
        var current = await SendAsync(rig, "/api/v1/rules", "{ \"rules\": [] }", (await rig.Http.GetAsync("/api/v1/rules")).Headers.ETag!.Tag);
        var nonsense = await SendAsync(rig, "/api/v1/rules", "{ \"rules\": [] }", "\"yesterday\"");

        Assert.Equal((HttpStatusCode.PreconditionFailed, HttpStatusCode.OK, HttpStatusCode.BadRequest), (stale.StatusCode, current.StatusCode, nonsense.StatusCode));
    }

    [Fact]
    public async Task Body_OfTenMegabytes_IsRefused()
    {
        await using var rig = await HubRig.StartAsync();

        var answer = await SendAsync(rig, "/api/v1/rules", $"{{ \"rules\": [] }}{new string(' ', 10_000_000)}");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await rig.Http.GetAsync("/api/v1/rules/none")).StatusCode);
    }

    private static (int Added, int Changed, int Removed, int Unchanged) Counts(JsonElement report) =>
        (report.GetProperty("added").GetInt32(), report.GetProperty("changed").GetInt32(), report.GetProperty("removed").GetInt32(), report.GetProperty("unchanged").GetInt32());

    private static async Task<JsonElement> PutAsync(HubRig rig, string path, string body)
    {
        var answer = await SendAsync(rig, path, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonElement.Parse(text);
    }

    private static async Task<HttpResponseMessage> SendAsync(HubRig rig, string path, string body, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

        // Asks before it sends: what is too large is refused at its length.
        request.Headers.ExpectContinue = true;
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        return await rig.Http.SendAsync(request);
    }

    private static async Task<JsonElement> ProblemAsync(HttpResponseMessage answer) => JsonElement.Parse(await answer.Content.ReadAsStringAsync());

    private static IEnumerable<string?> Places(JsonElement problem) => problem.GetProperty("problems").EnumerateArray().Select(one => one.GetProperty("place").GetString());

    private static async Task<JsonElement> JsonAsync(HubRig rig, string path) => JsonElement.Parse(await rig.Http.GetStringAsync(path));
}
