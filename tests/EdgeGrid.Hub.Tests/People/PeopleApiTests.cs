using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using EdgeGrid.Hub.People;
using EdgeGrid.Hub.Tests.Rig;
using EdgeGrid.Hub.Tests.Wording;
using EdgeGrid.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace EdgeGrid.Hub.Tests.People;

public sealed class PeopleApiTests
{
    private const string Good = """
        {
          "departments": [ { "id": "urban", "name": "城管", "leads": ["d-1"] } ],
          "people": [
            { "id": "w-1", "name": "王伟", "phone": "13912345678", "department": "urban", "account": "wang",
              "posts": [ { "grid": "g-1", "role": "worker" }, { "grid": "g-2", "role": "worker" } ], "trackers": ["gw-7:tracker"] },
            { "id": "l-1", "name": "Li", "posts": [ { "grid": "g-1", "role": "leader" } ],
              "deputies": [ { "deputy": "w-1", "from": "2026-11-23T00:00:00Z", "until": "2026-11-24T00:00:00Z" } ] },
            { "id": "i-1", "name": "Zhao", "posts": [ { "grid": "g-1", "role": "informant" } ] },
            { "id": "d-1", "name": "Chen", "department": "urban" }
          ],
          "rosters": [ { "id": "day", "name": "Day", "shifts": [ { "person": "w-1", "days": ["mon","tue","wed","thu","fri"], "from": "08:00", "until": "18:00" } ] } ]
        }
        """;

    [Fact]
    public async Task Import_OfAStaff_IsShownAsATeamAndExportedAlike()
    {
        await using var rig = await StartAsync();

        var report = await JsonAsync(await ImportAsync(rig, Good));
        var team = await JsonAsync(await rig.Http.GetAsync("/api/v1/grids/g-1/team"));
        var export = await rig.Http.GetStringAsync("/api/v1/people/export");
        var again = await JsonAsync(await ImportAsync(rig, export, "?replace=true"));

        Assert.Equal((true, 6), (report.GetProperty("done").GetBoolean(), report.GetProperty("changed").GetInt32()));
        Assert.Contains("grid g-1 has 1 informants for 1 workers", report.GetProperty("notes").ToString());
        var chinese = await JsonAsync(await rig.Http.InChineseAsync(() => ImportAsync(rig, Good, "?dryRun=true")));
        BothLanguages.SayTheSame(report.GetProperty("notes").EnumerateArray().Select(one => one.GetString()), chinese.GetProperty("notes").EnumerateArray().Select(one => one.GetString()));
        var worker = Assert.Single(team.GetProperty("workers").EnumerateArray().ToArray());
        Assert.Equal(("王伟", "13912345678", true), (worker.GetProperty("name").GetString(), worker.GetProperty("phone").GetString(), worker.GetProperty("onDuty").GetBoolean()));
        Assert.Equal("w-1", team.GetProperty("leader").GetProperty("deputy").GetString());
        Assert.Equal((0, 0), (again.GetProperty("changed").GetInt32(), again.GetProperty("removed").GetInt32()));
    }

    [Fact]
    public async Task Import_WithMuchWrong_TellsAllOfItAndTakesNothing()
    {
        using var folder = new TemporaryFolder();
        var grids = folder.File("grids.json");
        await File.WriteAllTextAsync(grids, """
            {"type":"FeatureCollection","name":"d","features":[{"type":"Feature","properties":{"code":"g-1","kind":"basic"},
            "geometry":{"type":"Polygon","coordinates":[[[117,34],[117.1,34],[117.1,34.1],[117,34.1],[117,34]]]}}]}
            """);
        await using var rig = await StartAsync(grids);

        const string file = """
            {
              "departments": [ { "id": "urban", "name": "", "leads": ["nobody-1"] } ],
              "people": [
                { "id": "a", "name": "A", "department": "police", "account": "x", "posts": [ { "grid": "g-1", "role": "leader" }, { "grid": "g-9", "role": "worker" } ],
                  "deputies": [ { "deputy": "b", "from": "2026-11-23T00:00:00Z", "until": "2026-11-25T00:00:00Z" } ] },
                { "id": "b", "name": "B", "account": "x", "posts": [ { "grid": "g-1", "role": "leader" } ], "trackers": ["no tracker"],
                  "deputies": [ { "deputy": "a", "from": "2026-11-24T00:00:00Z", "until": "2026-11-26T00:00:00Z" } ] },
                { "id": "c", "name": "C", "deputies": [ { "deputy": "c", "from": "2026-11-24T00:00:00Z", "until": "2026-11-23T00:00:00Z" } ] },
                { "id": "c", "name": "C" },
                { "id": "d e", "name": "D" }
              ],
              "rosters": [ { "id": "r", "name": "R",
                "shifts": [ { "person": "a", "days": ["mon"], "from": "22:00", "until": "06:00" }, { "person": "a", "days": ["tue"], "from": "05:00", "until": "12:00" },
                            { "person": "nobody-2", "days": ["funday"], "from": "25:00", "until": "06:00" } ],
                "exceptions": [ { "person": "b", "day": "2026-11-23", "from": "08:00" } ] } ]
            }
            """;
        var response = await ImportAsync(rig, file);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        var problems = (await JsonAsync(response)).GetProperty("problems").EnumerateArray().Select(one => one.GetString()!).ToList();
        string[] expected =
        [
            "person 'd e': an id is", "person c stands 2 times", "department urban: a name is", "its lead nobody-1 is nobody", "person a: there is no department police", "person a: there is no grid g-9",
            "'no tracker' is no tracker", "circle from 2026-11-24T00:00Z to 2026-11-25T00:00Z: a → b → a", "person c: is their own deputy", "is not after the beginning", "grid g-1 has 2 leaders: a, b",
            "the account x belongs to a and b", "shift 3: '25:00' is no time of day", "'funday' is no day", "shift 3: nobody-2 is nobody", "exception of 2026-11-23: '' is no time of day", "a has overlapping shifts at",
        ];
        Assert.All(expected, text => Assert.Contains(problems, problem => problem.Contains(text, StringComparison.Ordinal)));
        var chinese = await JsonAsync(await rig.Http.InChineseAsync(() => ImportAsync(rig, file)));
        BothLanguages.SayTheSame(problems, chinese.GetProperty("problems").EnumerateArray().Select(one => one.GetString()));
        Assert.Contains("人员'd e':编号为1至32个字母", chinese.GetProperty("detail").GetString());
        Assert.Empty(rig.Directory().Now.People);
    }

    [Fact]
    public async Task Person_ChangedWithTheVersionThatWasRead_IsChangedOnce()
    {
        await using var rig = await StartAsync();
        await ImportAsync(rig, Good);
        var tag = (await rig.Http.GetAsync("/api/v1/people/w-1")).Headers.ETag!.Tag;
        const string moved = """{ "id": "w-1", "name": "王伟", "posts": [ { "grid": "g-3", "role": "worker" } ] }""";

        var without = await PutAsync(rig, "/api/v1/people/w-1", moved);
        var first = await PutAsync(rig, "/api/v1/people/w-1", moved, tag);
        var second = await PutAsync(rig, "/api/v1/people/w-1", moved, tag);

        Assert.Equal(
            [HttpStatusCode.PreconditionRequired, HttpStatusCode.OK, HttpStatusCode.PreconditionFailed],
            new[] { without.StatusCode, first.StatusCode, second.StatusCode });
        Assert.NotEqual(tag, first.Headers.ETag!.Tag);
        Assert.Equal("g-3", Assert.Single(rig.Directory().Now.People["w-1"].Posts).Grid);
    }

    [Fact]
    public async Task Person_WhoIsStillNamed_IsNotTakenOut()
    {
        await using var rig = await StartAsync();
        await ImportAsync(rig, Good);

        var refused = await DeleteAsync(rig, "/api/v1/people/w-1");
        var free = await DeleteAsync(rig, "/api/v1/people/i-1");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.NoContent), (refused.StatusCode, free.StatusCode));
        Assert.Contains("the deputy w-1 is nobody", (await JsonAsync(refused)).GetProperty("problems").ToString());
        Assert.Equal(HttpStatusCode.NotFound, (await rig.Http.GetAsync("/api/v1/people/i-1")).StatusCode);
    }

    [Fact]
    public async Task People_Listed_AreFilteredAndPaged()
    {
        await using var rig = await StartAsync();
        await ImportAsync(rig, Good);

        var first = await JsonAsync(await rig.Http.GetAsync("/api/v1/people?limit=3"));
        var rest = await JsonAsync(await rig.Http.GetAsync($"/api/v1/people?limit=3&after={first.GetProperty("next").GetString()}"));

        Assert.Equal(["d-1", "i-1", "l-1"], Ids(first));
        Assert.Equal(["w-1"], Ids(rest));
        Assert.Equal(["w-1"], Ids(await JsonAsync(await rig.Http.GetAsync("/api/v1/people?onDuty=true"))));
        Assert.Equal(["w-1"], Ids(await JsonAsync(await rig.Http.GetAsync("/api/v1/people?grid=g-2&role=worker"))));
        Assert.Equal(["d-1", "w-1"], Ids(await JsonAsync(await rig.Http.GetAsync("/api/v1/people?department=urban"))));
    }

    [Fact]
    public async Task Staff_AfterARestart_IsAsItWas()
    {
        using var folder = new TemporaryFolder();
        await using (var rig = await StartAsync(folder: folder))
        {
            await ImportAsync(rig, Good);
        }

        await using var again = await StartAsync(folder: folder);

        Assert.Equal(4, again.Directory().Now.People.Count);
        Assert.Equal(HttpStatusCode.OK, (await PutAsync(again, "/api/v1/departments/urban", """{ "id": "urban", "name": "Urban" }""", "\"1\"")).StatusCode);
    }

    [Fact]
    public async Task Bodies_ThatCannotBeUsed_GetProblemsThatSayWhere()
    {
        await using var rig = await StartAsync();

        var misspelt = await PutAsync(rig, "/api/v1/people/w-1", """{ "id": "w-1", "name": "A", "phon": "1" }""");
        var other = await PutAsync(rig, "/api/v1/people/w-1", """{ "id": "w-2", "name": "A" }""");
        var broken = await ImportAsync(rig, """{ "people": [ { """);
        var nothing = await ImportAsync(rig, """{ "people": [ { "id": "a", "name": "A", "posts": [ null ] } ] }""");
        var list = await ImportAsync(rig, """{ "people": [ { "id": "a", "name": "A", "posts": null } ] }""");

        Assert.All(new[] { misspelt, other, broken, nothing, list }, response => Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode));
        Assert.Contains("$.people[0].posts[0] is null", (await JsonAsync(nothing)).GetProperty("detail").GetString());
        Assert.Contains("phon", (await JsonAsync(misspelt)).GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Import_OfTenThousand_IsTakenAndOneOfThemChanged()
    {
        await using var rig = await StartAsync();
        var people = Enumerable.Range(0, 10_000).Select(index => SomeStaff.Person($"w-{index}", posts: new GridPost($"g-{index / 10}", GridRole.Worker))).ToList();
        var file = new StaffFile { People = people, Rosters = [SomeStaff.Roster([.. people.Select(person => SomeStaff.Shift(person.Id))])] };
        var started = Stopwatch.GetTimestamp();

        var report = await rig.Directory().ImportAsync(file, replace: true, dryRun: false, Some.Administrator, CancellationToken.None);
        var imported = Stopwatch.GetElapsedTime(started);
        var outcome = await rig.Directory().ChangeAsync(StaffKind.Person, "w-5000", people[5000] with { Phone = "1" }, 1, Some.Administrator, CancellationToken.None);

        TestContext.Current.TestOutputHelper?.WriteLine($"imported in {imported.TotalMilliseconds:F0} ms, one changed in {(Stopwatch.GetElapsedTime(started) - imported).TotalMilliseconds:F0} ms");
        Assert.Equal((true, 10_001), (report.Done, report.Changed));
        Assert.Equal(2, outcome.Version);
    }

    [Fact]
    public async Task Names_OfPeople_StandInNoLog()
    {
        await using var rig = await StartAsync();

        await ImportAsync(rig, Good);
        await ImportAsync(rig, Good.Replace("\"w-1\", \"name\"", "\"w 1\", \"name\"", StringComparison.Ordinal));
        await rig.Http.GetAsync("/api/v1/grids/g-1/team");

        Assert.DoesNotContain(rig.Log.Lines, line => line.Text.Contains("王伟", StringComparison.Ordinal) || line.Text.Contains("13912345678", StringComparison.Ordinal));
    }

    private static Task<HubRig> StartAsync(string? grids = null, TemporaryFolder? folder = null) =>
        HubRig.StartAsync(options => options with { Time = new FakeTimeProvider(Records.Noon), GridsFile = grids }, folder);

    private static Task<HttpResponseMessage> ImportAsync(HubRig rig, string json, string query = "") =>
        rig.Http.PostAsync($"/api/v1/people/import{query}", new StringContent(json, Encoding.UTF8, "application/json"));

    private static async Task<HttpResponseMessage> PutAsync(HubRig rig, string path, string json, string? version = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        if (version is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", version);
        }

        return await rig.Http.SendAsync(request);
    }

    private static async Task<HttpResponseMessage> DeleteAsync(HubRig rig, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, path);
        request.Headers.IfMatch.Add((await rig.Http.GetAsync(path)).Headers.ETag!);
        return await rig.Http.SendAsync(request);
    }

    private static Task<JsonElement> JsonAsync(HttpResponseMessage response) => response.Content.ReadFromJsonAsync<JsonElement>();

    private static IEnumerable<string?> Ids(JsonElement page) => page.GetProperty("items").EnumerateArray().Select(one => one.GetProperty("id").GetString());
}

/// <summary>The parts of a hub that tests of people look at.</summary>
internal static class PeopleParts
{
    public static StaffDirectory Directory(this HubRig rig) => rig.Hub.Services.GetRequiredService<StaffDirectory>();
}
