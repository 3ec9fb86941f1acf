using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Grids;
using EdgeGrid.Hub.Tests.Rig;
using EdgeGrid.Hub.Tests.Wording;
using EdgeGrid.Testing;
using static EdgeGrid.Hub.Tests.Grids.GridSketch;

namespace EdgeGrid.Hub.Tests.Api;

public sealed class GridApiTests
{
    private const string Import = "/api/v1/grids/import";

    [Fact]
    public async Task District_ImportedAndAskedFor_IsTheSameUnderAnETag()
    {
        await using var rig = await HubRig.StartAsync();

        var dry = await PostAsync(rig, $"{Import}?dryRun=true", District);
        var made = await PostAsync(rig, Import, District);
        var again = await PostAsync(rig, Import, District);
        var grids = await rig.Http.GetAsync("/api/v1/grids?areas=true");
        var tag = grids.Headers.ETag!;

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Created, HttpStatusCode.OK), (dry.Status, made.Status, again.Status));
        Assert.Equal((true, 1115, 121, 14, 0), (dry.Json.GetProperty("dryRun").GetBoolean(), Number(dry, "cells"), Number(dry, "communities"), Number(dry, "streets"), Number(dry, "errors")));
        Assert.Equal((true, false), (made.Json.GetProperty("changed").GetBoolean(), again.Json.GetProperty("changed").GetBoolean()));
        Assert.Equal("administrator", made.Json.GetProperty("version").GetProperty("importedBy").GetString());
        Assert.Equal(GridGeoJson.MediaType, grids.Content.Headers.ContentType?.MediaType);
        Assert.Equal(1115, ReadText(await rig.Http.GetStringAsync("/api/v1/grids")).Cells.Count);
        Assert.Equal(HttpStatusCode.NotModified, (await ConditionalAsync(rig, "/api/v1/grids?areas=true", tag)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(rig, Import, await grids.Content.ReadAsByteArrayAsync())).Status);
        Assert.Single((await GetAsync(rig, "/api/v1/grids/versions")).Json.EnumerateArray());
    }

    [Fact]
    public async Task Grids_AskedByCodePlaceAndParent_Answer()
    {
        await using var rig = await HubRig.StartAsync();
        await PostAsync(rig, Import, Collection(Cell(Code(1), 0, 0), Cell("320311001002001", 1, 0), Cell("320311002001001", 2, 0, "exclusive")));

        var cell = await GetAsync(rig, $"/api/v1/grids/{Code(1)}");
        var at = await GetAsync(rig, "/api/v1/grids/at?latitude=34.005&longitude=117.025");
        var communities = await GetAsync(rig, "/api/v1/communities?street=320311001");

        Assert.Equal(("Feature", Code(1)), (cell.Json.GetProperty("type").GetString(), cell.Json.GetProperty("properties").GetProperty("code").GetString()));
        Assert.Equal(("320311002001001", "exclusive", "320311002", 1), (at.Json.GetProperty("code").GetString(), at.Json.GetProperty("kind").GetString(), at.Json.GetProperty("streetCode").GetString(), Number(at, "version")));
        Assert.Equal(["320311001", "320311002"], (await GetAsync(rig, "/api/v1/streets")).Json.EnumerateArray().Select(street => street.GetProperty("code").GetString()));
        Assert.Equal(["320311001001:1", "320311001002:1"], communities.Json.EnumerateArray().Select(one => $"{one.GetProperty("code")}:{one.GetProperty("cells")}"));
        Assert.Equal("street", (await GetAsync(rig, "/api/v1/grids/320311001")).Json.GetProperty("properties").GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Case_LocatedUnderOldGrids_KeepsItsGridAfterAnImport()
    {
        await using var rig = await HubRig.StartAsync();
        using var gateway = await rig.GatewayAsync();
        await PostAsync(rig, Import, Collection(Cell("OLD", 19, 24)));
        await gateway.SendAsync(Records.Alert());
        var before = DateTimeOffset.Parse((await GetAsync(rig, "/api/v1/grids/versions")).Json[0].GetProperty("validFrom").GetString()!);

        await PostAsync(rig, Import, Collection(Cell("NEW", 19, 24)));
        await gateway.SendAsync(Records.Alert(AlertKind.Intrusion));

        var cases = (await rig.Hub.Queries.CasesAsync(new CaseFilter())).Cases;
        Assert.Equal(["NEW", "OLD"], cases.Select(one => one.Grid));
        Assert.Equal("OLD", (await GetAsync(rig, $"/api/v1/grids/at?latitude=34.244&longitude=117.194&at={Uri.EscapeDataString($"{before:O}")}")).Json.GetProperty("code").GetString());
        Assert.Equal("OLD", ReadText(await rig.Http.GetStringAsync($"/api/v1/grids?at={Uri.EscapeDataString($"{before:O}")}")).Cells[0].Code);
    }

    [Fact]
    public async Task Import_WithErrors_ChangesNothingAndListsThemAll()
    {
        await using var rig = await HubRig.StartAsync();
        await PostAsync(rig, Import, Collection(Cell("A", 0, 0)));

        var bad = Collection(Cell("B", 0, 0), Cell("C", 0.5, 0), Cell("a/b", 3, 0), Feature("D", "basic", "null"));
        var refused = await PostAsync(rig, Import, bad);
        var dry = await PostAsync(rig, $"{Import}?dryRun=true", bad);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "application/problem+json"), (refused.Status, refused.Type));
        Assert.Equal(["bad-code", "empty-geometry", "overlap"], refused.Json.GetProperty("problems").EnumerateArray().Select(problem => problem.GetProperty("kind").GetString()).Order());
        var chinese = await rig.Http.InChineseAsync(() => PostAsync(rig, Import, bad));
        BothLanguages.SayTheSame(Texts(refused), Texts(chinese));
        BothLanguages.SayTheSame(Texts(dry), Texts(await rig.Http.InChineseAsync(() => PostAsync(rig, $"{Import}?dryRun=true", bad))));
        Assert.StartsWith("网格无法使用:文件有3个错误,未作任何变更。第一个:第2个要素(a/b):其编码'a/b'不是1至32个字母", chinese.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, false, 3), (dry.Status, dry.Json.GetProperty("usable").GetBoolean(), Number(dry, "errors")));
        Assert.Equal("A", (await GetAsync(rig, "/api/v1/grids/at?latitude=34.005&longitude=117.005")).Json.GetProperty("code").GetString());
        Assert.Single((await GetAsync(rig, "/api/v1/grids/versions")).Json.EnumerateArray());
    }

    [Fact]
    public async Task Version_LetPassWithWarnings_ShowsThemInTheLanguageThatIsAskedFor()
    {
        await using var rig = await HubRig.StartAsync();

        var made = await PostAsync(rig, Import, Collection(Cell("A", 0, 0), Cell("B", 50, 50)));
        var english = (await GetAsync(rig, "/api/v1/grids/versions")).Json[0].GetProperty("warnings")[0].GetProperty("text").GetString();
        var chinese = (await rig.Http.InChineseAsync(() => GetAsync(rig, "/api/v1/grids/versions"))).Json[0].GetProperty("warnings")[0].GetProperty("text").GetString();

        Assert.Equal(made.Json.GetProperty("version").GetProperty("warnings")[0].GetProperty("text").GetString(), english);
        Assert.EndsWith("of cells lie apart from the others", english, StringComparison.Ordinal);
        BothLanguages.SayTheSame([english], [chinese]);
    }

    [Fact]
    public async Task Import_ForLater_IsValidFromThenAndCanBeWithdrawn()
    {
        await using var rig = await HubRig.StartAsync();
        await PostAsync(rig, Import, Collection(Cell("A", 0, 0)));

        var later = await PostAsync(rig, $"{Import}?from=2099-01-01T00:00:00Z", Collection(Cell("B", 0, 0)));

        Assert.Equal(HttpStatusCode.Created, later.Status);
        Assert.Equal("A", await CodeAsync(rig, ""));
        Assert.Equal("A", await CodeAsync(rig, "&at=2098-12-31T23:59:59Z"));
        Assert.Equal("B", await CodeAsync(rig, "&at=2099-01-01T08:00:00+08:00"));
        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync(rig, $"{Import}?from=2099-01-01", Collection(Cell("C", 0, 0)))).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await rig.Http.DeleteAsync("/api/v1/grids/versions/1")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await rig.Http.DeleteAsync("/api/v1/grids/versions/2")).StatusCode);
        Assert.Equal("A", await CodeAsync(rig, "&at=2099-01-01T08:00:00Z"));
    }

    [Fact]
    public async Task Requests_ThatCannotBeAnswered_GetProblemDetails()
    {
        await using var rig = await HubRig.StartAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(rig, "/api/v1/grids/A")).Status);
        await PostAsync(rig, Import, Collection(Cell("A", 0, 0)));
        (string Path, HttpStatusCode Status, string Words)[] requests =
        [
            ("/api/v1/grids/B", HttpStatusCode.NotFound, "There is no grid B in version 1"),
            ("/api/v1/grids?at=yesterday", HttpStatusCode.BadRequest, "must be an instant"),
            ("/api/v1/grids?at=1999-01-01", HttpStatusCode.NotFound, "the first version began later"),
            ("/api/v1/grids/at?latitude=91&longitude=0", HttpStatusCode.BadRequest, "'latitude' is -90 to 90"),
            ("/api/v1/grids/at?latitude=NaN&longitude=0", HttpStatusCode.BadRequest, "'latitude' is -90 to 90"),
            ("/api/v1/grids/at?latitude=1&longitude=1", HttpStatusCode.NotFound, "No cell holds 1, 1"),
            ("/api/v1/grids/at?latitude=1", HttpStatusCode.BadRequest, ""),
            ("/api/v1/duty-grids/D", HttpStatusCode.NotFound, "There is no duty grid D"),
        ];
        foreach (var (path, status, words) in requests)
        {
            var answer = await GetAsync(rig, path);

            Assert.Equal((path, status, "application/problem+json"), (path, answer.Status, answer.Type));
            Assert.Contains(words, answer.Json.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Import_OfABodyThatCannotBe_IsRefusedInWords()
    {
        await using var rig = await HubRig.StartAsync();

        var huge = await PostAsync(rig, Import, new ByteArrayContent(new byte[100 * 1024 * 1024]), GridGeoJson.MediaType);
        var endless = await PostAsync(rig, Import, new StreamContent(new Unsized(100 * 1024 * 1024)), GridGeoJson.MediaType);
        var form = await PostAsync(rig, Import, new StringContent("{}"), "text/plain");
        var none = await PostAsync(rig, Import, []);
        var when = await PostAsync(rig, $"{Import}?from=soon", District);

        Assert.Equal(
            (HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.UnsupportedMediaType, HttpStatusCode.UnprocessableEntity, HttpStatusCode.BadRequest),
            (huge.Status, endless.Status, form.Status, none.Status, when.Status));
        Assert.Contains("32 MB are allowed", huge.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Empty((await GetAsync(rig, "/api/v1/grids/versions")).Json.EnumerateArray());
    }

    [Fact]
    public async Task OpenApi_Asked_TellsOfTheTimeAndOfTheFile()
    {
        await using var rig = await HubRig.StartAsync();

        var paths = (await GetAsync(rig, "/openapi/v1.json")).Json.GetProperty("paths");

        Assert.Contains(paths.GetProperty("/api/v1/grids/at").GetProperty("get").GetProperty("parameters").EnumerateArray(), one => one.GetProperty("name").GetString() == "at");
        Assert.True(paths.GetProperty(Import).GetProperty("post").GetProperty("requestBody").GetProperty("content").TryGetProperty(GridGeoJson.MediaType, out _));
    }

    [Fact]
    public async Task DutyGrid_PutAndDissolved_HoldsItsCells()
    {
        await using var rig = await HubRig.StartAsync();
        await PostAsync(rig, Import, Collection(Cell("A", 0, 0), Cell("B", 1, 0), Cell("C", 2, 0)));

        var made = await PutAsync(rig, "D1", """{"name":"West","worker":"w-17","cells":["B","A"]}""");
        var taken = await PutAsync(rig, "D2", """{"cells":["B","X",null,"C"]}""");
        var changed = await PutAsync(rig, "D1", """{"name":"West","worker":"w-18","cells":["A"]}""", "\"1\"");
        var stale = await PutAsync(rig, "D1", """{"cells":["C"]}""", "\"1\"");
        var empty = await PutAsync(rig, "D3", """{"cells":[]}""");

        Assert.Equal(
            (HttpStatusCode.Created, HttpStatusCode.UnprocessableEntity, HttpStatusCode.OK, HttpStatusCode.PreconditionFailed, HttpStatusCode.UnprocessableEntity),
            (made.Status, taken.Status, changed.Status, stale.Status, empty.Status));
        Assert.Equal(["A", "B"], made.Json.GetProperty("cells").EnumerateArray().Select(cell => cell.GetString()));
        Assert.Equal(["There is no grid X.", "There is no grid .", "Grid B is part of the duty grid D1 already."], taken.Json.GetProperty("problems").EnumerateArray().Select(one => one.GetProperty("detail").GetString()));
        Assert.Equal("w-18", (await GetAsync(rig, "/api/v1/duty-grids?cell=A")).Json[0].GetProperty("worker").GetString());
        Assert.Empty((await GetAsync(rig, "/api/v1/duty-grids/D1")).Json.GetProperty("missing").EnumerateArray());
        await PostAsync(rig, Import, Collection(Cell("B", 1, 0)));
        Assert.Equal("A", (await GetAsync(rig, "/api/v1/duty-grids/D1")).Json.GetProperty("missing")[0].GetString());
        Assert.Empty((await GetAsync(rig, "/api/v1/duty-grids?cell=B")).Json.EnumerateArray());
        Assert.Single((await GetAsync(rig, "/api/v1/duty-grids?worker=w-18")).Json.EnumerateArray());
        Assert.Equal(HttpStatusCode.PreconditionRequired, (await PutAsync(rig, "D1", """{"cells":["C"]}""")).Status);
        Assert.Equal(HttpStatusCode.PreconditionRequired, (await rig.Http.DeleteAsync("/api/v1/duty-grids/D1")).StatusCode);
        using var dissolve = new HttpRequestMessage(HttpMethod.Delete, "/api/v1/duty-grids/D1");
        dissolve.Headers.IfMatch.Add(new EntityTagHeaderValue("\"2\""));
        Assert.Equal(HttpStatusCode.NoContent, (await rig.Http.SendAsync(dissolve)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await rig.Http.DeleteAsync("/api/v1/duty-grids/D1")).StatusCode);
        Assert.Empty((await GetAsync(rig, "/api/v1/duty-grids")).Json.EnumerateArray());
    }

    [Fact]
    public async Task File_GivenAtTheStart_IsServedAndShownOnTheMap()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder.File("grids.geojson"), District);

        await using var rig = await HubRig.StartAsync(options => options with { GridsFile = folder.File("grids.geojson"), GridCodes = "gbt30428" }, folder);

        Assert.Equal(1115, (await GetAsync(rig, "/api/v1/grids")).Json.GetProperty("features").GetArrayLength());
        await PostAsync(rig, Import, Collection(Cell(Code(1), 0, 0)));
        Assert.Equal(1, (await GetAsync(rig, "/api/v1/grids")).Json.GetProperty("features").GetArrayLength());
    }

    private static int Number(Answer answer, string name) => answer.Json.GetProperty(name).GetInt32();

    private static async Task<string?> CodeAsync(HubRig rig, string when) =>
        (await GetAsync(rig, $"/api/v1/grids/at?latitude=34.005&longitude=117.005{when}")).Json.GetProperty("code").GetString();

    private static async Task<HttpResponseMessage> ConditionalAsync(HubRig rig, string path, EntityTagHeaderValue tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.IfNoneMatch.Add(tag);
        return await rig.Http.SendAsync(request);
    }

    private static async Task<Answer> GetAsync(HubRig rig, string path) => await Answer.OfAsync(await rig.Http.GetAsync(path));

    private static Task<Answer> PostAsync(HubRig rig, string path, string file) => PostAsync(rig, path, Encoding.UTF8.GetBytes(file));

    private static Task<Answer> PostAsync(HubRig rig, string path, byte[] file) => PostAsync(rig, path, new ByteArrayContent(file), GridGeoJson.MediaType);

    private static async Task<Answer> PostAsync(HubRig rig, string path, HttpContent content, string type)
    {
        using (content)
        {
            content.Headers.ContentType = new MediaTypeHeaderValue(type);
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };

            // A hub that refuses a body by its size says so before it comes.
            request.Headers.ExpectContinue = true;
            return await Answer.OfAsync(await rig.Http.SendAsync(request));
        }
    }

    private static async Task<Answer> PutAsync(HubRig rig, string code, string json, string? seen = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/duty-grids/{code}") { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        if (seen is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", seen);
        }

        return await Answer.OfAsync(await rig.Http.SendAsync(request));
    }

    private static IEnumerable<string?> Texts(Answer answer) => answer.Json.GetProperty("problems").EnumerateArray().Select(problem => problem.GetProperty("text").GetString());

    private sealed record Answer(HttpStatusCode Status, string? Type, JsonElement Json)
    {
        public static async Task<Answer> OfAsync(HttpResponseMessage response)
        {
            using (response)
            {
                var text = await response.Content.ReadAsStringAsync();
                return new Answer(response.StatusCode, response.Content.Headers.ContentType?.MediaType, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
            }
        }
    }

    /// <summary>A body that does not tell how long it is.</summary>
    private sealed class Unsized(int length) : MemoryStream(new byte[length])
    {
        public override bool CanSeek => false;
    }
}
