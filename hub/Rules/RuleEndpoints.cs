using System.Globalization;
using System.Text.Json;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Wording;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace EdgeGrid.Hub.Rules;

/// <summary>The catalogue for other programs: what is read can be edited and put back.</summary>
internal static class RuleEndpoints
{
    private const int MaxBytes = 8 * 1024 * 1024;

    public static void AddRules(this IServiceCollection services) => services.AddSingleton<CatalogueDesk>();

    public static void MapRules(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1");
        api.MapGet("/rules", Rules).WithSummary("Categories and rules with their handling limits; ETag is the catalogue's revision").Produces<Catalogue>().Requires(Permission.ReadRules);
        api.MapGet("/rules/{code}", (string code, CatalogueDesk desk, CancellationToken cancellationToken) => HistoryAsync(desk, CatalogueSection.Rule, code, cancellationToken)).WithSummary("Every version of a rule, oldest first").Requires(Permission.ReadRules);
        api.MapPut("/rules", Put).WithSummary("Puts the document's sections in the place of those that stand, or says everything that is wrong with it; ?check=true changes nothing")
            .Accepts<Catalogue>("application/json").WithMetadata(new RequestSizeLimitAttribute(MaxBytes)).Requires(Permission.ChangeRules);
        api.MapGet("/calendars", Calendars).WithSummary("Calendars of working time; ETag is the catalogue's revision").Produces<Catalogue>().Requires(Permission.ReadRules);
        api.MapGet("/calendars/{code}", (string code, CatalogueDesk desk, CancellationToken cancellationToken) => HistoryAsync(desk, CatalogueSection.Calendar, code, cancellationToken)).WithSummary("Every version of a calendar, oldest first").Requires(Permission.ReadRules);
        api.MapPut("/calendars", Put).WithSummary("As PUT /rules: the document says which sections it holds")
            .Accepts<Catalogue>("application/json").WithMetadata(new RequestSizeLimitAttribute(MaxBytes)).Requires(Permission.ChangeRules);
        api.MapGet("/categories", Categories).WithSummary("Categories with their names in Chinese and English").Produces<IReadOnlyList<Category>>().Requires(Permission.ReadRules);
    }

    private static async Task<ContentHttpResult> Rules(CatalogueDesk desk, HttpContext context, CancellationToken cancellationToken) =>
        await AnswerAsync(desk, context, whole => whole with { Calendars = null }, cancellationToken);

    private static async Task<ContentHttpResult> Calendars(CatalogueDesk desk, HttpContext context, CancellationToken cancellationToken) =>
        await AnswerAsync(desk, context, whole => new Catalogue(whole.Calendars, null, null), cancellationToken);

    private static async Task<ContentHttpResult> Categories(CatalogueDesk desk, HttpContext context, CancellationToken cancellationToken) =>
        await AnswerAsync(desk, context, whole => whole.Categories, cancellationToken);

    private static async Task<ContentHttpResult> AnswerAsync<T>(CatalogueDesk desk, HttpContext context, Func<Catalogue, T> part, CancellationToken cancellationToken)
    {
        var (whole, revision) = await desk.ReadAsync(cancellationToken);
        context.Response.Headers.ETag = TagOf(revision);
        return TypedResults.Content(CatalogueJson.Write(part(whole)), "application/json");
    }

    private static async Task<Results<Ok<IReadOnlyList<EntryVersion>>, ProblemHttpResult>> HistoryAsync(CatalogueDesk desk, CatalogueSection section, string code, CancellationToken cancellationToken)
    {
        var rows = await desk.HistoryAsync(section, code, cancellationToken);
        return rows.Count == 0
            ? (section == CatalogueSection.Rule ? RuleRefusals.NoRule(code) : RuleRefusals.NoCalendar(code)).Answer(StatusCodes.Status404NotFound)
            : TypedResults.Ok<IReadOnlyList<EntryVersion>>([.. rows.Select(row => new EntryVersion(row.Version, row.EffectiveFrom, row.Removed, row.RecordedAt, row.By, JsonElement.Parse(row.Data)))]);
    }

    private static async Task<Results<Ok<ImportReport>, ProblemHttpResult>> Put(
        CatalogueDesk desk, Caller caller, HttpContext context, CancellationToken cancellationToken, bool check = false, [FromHeader(Name = "If-Match")] string? ifMatch = null)
    {
        long? expected = null;
        if (ifMatch is not null and not "*")
        {
            if (!long.TryParse(ifMatch.Trim('"'), CultureInfo.InvariantCulture, out var seen))
            {
                return ApiRefusals.IfMatch(ifMatch).Answer(StatusCodes.Status400BadRequest);
            }

            expected = seen;
        }

        using var body = new MemoryStream();
        try
        {
            await context.Request.Body.CopyToAsync(body, cancellationToken);
        }
        catch (BadHttpRequestException e)
        {
            return (e.StatusCode == StatusCodes.Status413PayloadTooLarge ? RuleRefusals.TooLarge(MaxBytes / 1024 / 1024) : JsonBody.RefusalOf(e)).Answer(e.StatusCode);
        }

        var outcome = await desk.ImportAsync(body.GetBuffer().AsMemory(0, (int)body.Length), caller, expected, check, cancellationToken);
        if (outcome.Stale)
        {
            return RuleRefusals.Changed(outcome.Revision, expected ?? 0).Answer(StatusCodes.Status412PreconditionFailed);
        }

        return outcome.Problems.Count == 0
            ? TypedResults.Ok(new ImportReport(check, outcome.Added, outcome.Changed, outcome.Removed, outcome.Unchanged))
            : RuleRefusals.Document(outcome.Problems.Count, outcome.Problems[0].InWords()).Answer(
                StatusCodes.Status422UnprocessableEntity,
                new Dictionary<string, object?> { ["problems"] = outcome.Problems.Select(problem => problem.In(Languages.WantedBy(context.Request))) });
    }

    private static string TagOf(long revision) => string.Create(CultureInfo.InvariantCulture, $"\"{revision}\"");
}

/// <summary>What an import did, or would do.</summary>
/// <param name="OnlyChecked">Nothing was changed: it was only asked.</param>
/// <param name="Added">New entries.</param>
/// <param name="Changed">Entries with a new version.</param>
/// <param name="Removed">Entries that are no more; cases that run under them go on.</param>
/// <param name="Unchanged">Entries that were as they are.</param>
internal sealed record ImportReport(bool OnlyChecked, int Added, int Changed, int Removed, int Unchanged);

/// <summary>One version of an entry.</summary>
/// <param name="Version">Counting from 1; where two hold, the higher one does.</param>
/// <param name="EffectiveFrom">From when it holds.</param>
/// <param name="Removed">From then on there is no such entry.</param>
/// <param name="RecordedAt">When it was written.</param>
/// <param name="By">Who wrote it.</param>
/// <param name="Entry">As it was written.</param>
internal sealed record EntryVersion(int Version, DateTimeOffset EffectiveFrom, bool Removed, DateTimeOffset RecordedAt, string By, JsonElement Entry);
