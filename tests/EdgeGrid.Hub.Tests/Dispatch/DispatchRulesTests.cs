using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Dispatch;
using EdgeGrid.Hub.Tests.Wording;

namespace EdgeGrid.Hub.Tests.Dispatch;

public sealed class DispatchRulesTests
{
    private static readonly DispatchSubject Gas = new(AlertKind.Gas, null, "320311001-7", WarningLevel.Yellow, Simulated: false);

    [Fact]
    public void Rules_Several_TheFirstThatFitsCounts()
    {
        var rules = new VersionedRules(1, new DispatchRules
        {
            Rules =
            [
                Rule("red") with { Kinds = [AlertKind.Gas], Levels = [WarningLevel.Red] },
                Rule("here") with { Kinds = [AlertKind.Gas], Grids = ["320311001*"] },
                Rule("drill") with { Simulated = true },
                Rule("rubbish") with { Categories = ["02*"] },
                Rule("rest"),
            ],
        });

        Assert.Equal("here", rules.For(Gas)?.Id);
        Assert.Equal("red", rules.For(Gas with { Level = WarningLevel.Red })?.Id);
        Assert.Equal("drill", rules.For(Gas with { Simulated = true })?.Id);
        Assert.Equal("drill", rules.For(Gas with { Grid = "9" })?.Id);
        Assert.Equal("rubbish", new VersionedRules(1, new DispatchRules { Rules = rules.Rules.Rules.Skip(3).ToList() }).For(Gas with { Kind = null, Category = "0203" })?.Id);
        Assert.Null(new VersionedRules(1, new DispatchRules { Rules = [Rule("real")] }).For(Gas with { Simulated = true }));
    }

    [Fact]
    public async Task Rules_ChangedOverHttp_AreVersionedAndKept()
    {
        await using var rig = await DispatchRig.StartAsync(workers: 1);
        const string gas = """{ "rules": [ { "id": "gas", "kinds": ["gas"], "levels": ["red"], "roles": ["worker"], "department": "urban", "automatic": true } ], "reach": { "red": 2, "orange": 1, "yellow": 1, "blue": 1 } }""";

        var before = await rig.Hub.Http.GetAsync("/api/v1/dispatch-rules");
        var without = await PutAsync(rig, gas, null);
        var first = await PutAsync(rig, gas, before.Headers.ETag!.Tag);
        var stale = await PutAsync(rig, gas, before.Headers.ETag!.Tag);
        var second = await PutAsync(rig, """{ "rules": [] }""", first.Headers.ETag!.Tag);

        Assert.Equal(
            ["\"0\"", "428", "\"1\"", "412", "\"2\""],
            [before.Headers.ETag!.Tag, $"{(int)without.StatusCode}", first.Headers.ETag!.Tag, $"{(int)stale.StatusCode}", second.Headers.ETag!.Tag]);
        var old = await (await rig.Hub.Http.GetAsync("/api/v1/dispatch-rules/1")).Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("gas", old.GetProperty("rules")[0].GetProperty("id").GetString());
        Assert.Equal(2, old.GetProperty("reach").GetProperty("red").GetInt32());
        Assert.Equal(HttpStatusCode.NotFound, (await rig.Hub.Http.GetAsync("/api/v1/dispatch-rules/9")).StatusCode);
    }

    [Fact]
    public async Task Rules_WithMuchWrong_AreRefusedWithAllOfIt()
    {
        await using var rig = await DispatchRig.StartAsync(workers: 1);

        const string rules =
            """{ "centre": "", "answerMinutes": { "red": 0, "orange": 5, "yellow": 5, "blue": 5 }, "rules": [ { "id": "a b", "department": "nobody" }, { "id": "x", "department": "urban", "grids": ["no grid"] }, { "id": "x", "department": "urban" } ] }""";
        var refused = await PutAsync(rig, rules, "\"0\"");
        var chinese = await rig.Hub.Http.InChineseAsync(() => PutAsync(rig, rules, "\"0\""));
        var misspelt = await PutAsync(rig, """{ "rulez": [] }""", "\"0\"");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.BadRequest), (refused.StatusCode, misspelt.StatusCode));
        var problems = (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("problems").EnumerateArray().Select(one => one.GetString()).ToList();
        Assert.Equal(
            [
                "'centre' is the name of an account, 1 to 64 characters", "'answerMinutes' are 1 to 10080 for each level", "rule x stands 2 times",
                "rule a b: an id is 1 to 32 letters, digits or hyphens", "rule a b: there is no department nobody", "rule x: there is no grid no grid",
            ],
            problems);
        BothLanguages.SayTheSame(problems, (await chinese.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("problems").EnumerateArray().Select(one => one.GetString()));
    }

    private static DispatchRule Rule(string id) => new() { Id = id, Department = "urban" };

    private static async Task<HttpResponseMessage> PutAsync(DispatchRig rig, string json, string? version)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/v1/dispatch-rules") { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        if (version is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", version);
        }

        return await rig.Hub.Http.SendAsync(request);
    }
}
