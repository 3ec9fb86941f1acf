using System.Net;
using System.Text.Json;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Tests.Rig;

namespace EdgeGrid.Hub.Tests.Api;

/// <summary>The OpenAPI document tells what the API takes.</summary>
public sealed class OpenApiTests
{
    private static readonly string[] Bodiless = ["/suggestions", "/resend"];

    [Fact]
    public async Task Operations_All_HaveANameOfTheirOwn()
    {
        var document = await ReadAsync();
        var names = Operations(document).Select(one => one.Told.GetProperty("operationId").GetString()).ToList();

        Assert.Contains("postCasesByIdCommandsFile", names);
        Assert.Equal(names.Distinct(StringComparer.OrdinalIgnoreCase), names);
    }

    [Fact]
    public async Task Bodies_OfChanges_SayTheirFields()
    {
        var document = await ReadAsync();
        foreach (var (method, path, told) in Operations(document).Where(one => one.Method is "post" or "put" && !Bodiless.Any(one.Path.EndsWith)))
        {
            Assert.True(told.TryGetProperty("requestBody", out var body), $"{method} {path} has no body");
            Assert.All(body.GetProperty("content").EnumerateObject(), content => Assert.True(HasFields(document, content.Value.GetProperty("schema")), $"{method} {path} {content.Name}"));
        }
    }

    [Fact]
    public async Task Commands_All_SayWhatTheyTakeAndNeed()
    {
        var document = await ReadAsync();
        foreach (var (name, type) in CaseSteps.Named)
        {
            var told = document.GetProperty("paths").GetProperty($"/api/v1/cases/{{id}}/commands/{name}").GetProperty("post");
            Assert.Contains(CaseSteps.NeedOf(type).Word(), told.GetProperty("description").GetString(), StringComparison.Ordinal);
        }

        var dispatch = Resolved(document, document.GetProperty("paths").GetProperty("/api/v1/cases/{id}/commands/dispatch").GetProperty("post")
            .GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema"));
        Assert.Equal(["department", "task"], dispatch.GetProperty("required").EnumerateArray().Select(one => one.GetString()));
        Assert.Equal(["department", "worker", "task", "dueAt", "assignees", "answerBy"], dispatch.GetProperty("properties").EnumerateObject().Select(one => one.Name));
    }

    [Fact]
    public async Task Headers_ThatAreRead_AreTold()
    {
        var document = await ReadAsync();
        foreach (var (method, path, told) in Operations(document))
        {
            var headers = told.GetProperty("parameters").EnumerateArray().Select(one => Resolved(document, one).GetProperty("name").GetString()).ToList();
            var api = path.StartsWith("/api/v1", StringComparison.Ordinal);
            Assert.Equal(method == "post" && api, headers.Contains("Idempotency-Key"));
            Assert.Equal(path.EndsWith("/stream", StringComparison.Ordinal), headers.Contains("Last-Event-ID"));
            if ((method is "post" && path.StartsWith("/api/v1/cases/{id}/", StringComparison.Ordinal) && !path.EndsWith("/suggestions", StringComparison.Ordinal)) || (method is "put" && api))
            {
                Assert.True(headers.Contains("If-Match"), $"{method} {path}");
            }
        }

        Assert.Contains("page_size", document.GetProperty("paths").GetProperty("/open311/v2/requests.json").GetProperty("get").GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("attachments", "image/png", "")]
    [InlineData("limits/handle/finish", "application/json", """{"result":"done"}""")]
    [InlineData("commands/comment", "application/json", """{"text":"seen"}""")]
    public async Task Change_OfACaseAtAVersionThatIsNone_IsRefused(string change, string type, string body)
    {
        await using var rig = await HubRig.StartAsync();
        var caseId = await CaseApi.ReportAsync(rig);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/cases/{caseId}/{change}") { Content = new StringContent(body, null, type) };
        request.Headers.TryAddWithoutValidation("If-Match", "yesterday");

        var answer = await rig.Http.SendAsync(request);

        Assert.Equal((HttpStatusCode.BadRequest, "bad-if-match"), (answer.StatusCode, (await CaseApi.JsonAsync(answer)).GetProperty("code").GetString()));
    }

    private static async Task<JsonElement> ReadAsync()
    {
        await using var rig = await HubRig.StartAsync();
        return await CaseApi.JsonAsync(await rig.Http.GetAsync("/openapi/v1.json"));
    }

    private static IEnumerable<(string Method, string Path, JsonElement Told)> Operations(JsonElement document) =>
        from path in document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        select (operation.Name, path.Name, operation.Value);

    private static bool HasFields(JsonElement document, JsonElement schema)
    {
        schema = Resolved(document, schema);
        return (schema.TryGetProperty("format", out var format) && format.GetString() == "binary")
            || (schema.TryGetProperty("items", out var items) && HasFields(document, items))
            || (schema.TryGetProperty("properties", out var fields) && fields.EnumerateObject().Any())

            // It takes none, and says so.
            || (schema.TryGetProperty("additionalProperties", out var more) && more.ValueKind == JsonValueKind.False);
    }

    private static JsonElement Resolved(JsonElement document, JsonElement part) => part.TryGetProperty("$ref", out var reference)
        ? reference.GetString()!.Split('/')[1..].Aggregate(document, (at, name) => at.GetProperty(name))
        : part;
}
