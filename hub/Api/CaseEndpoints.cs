using System.Globalization;
using System.Text.Json;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Grids;
using EdgeGrid.Hub.Storage;
using EdgeGrid.Hub.Wording;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace EdgeGrid.Hub.Api;

/// <summary>Cases for other programs: find, report, and carry on.</summary>
internal static class CaseEndpoints
{
    /// <summary>A command is a few words; a list of them a few hundred times that.</summary>
    private const int MaxBody = 1024 * 1024;

    private const int MaxCommands = 200;

    public static void MapCases(this IEndpointRouteBuilder api)
    {
        api.MapGet("/cases", Find).WithSummary("Cases, newest first").Gives().Requires(Permission.ReadCases);
        api.MapGet("/cases/{id}", Read).WithSummary("One case with its history, its alerts and its pictures; the ETag is its version").Requires(Permission.ReadCases);
        api.MapPost("/cases", ReportAsync).WithSummary("Report a problem: opens a case").Accepts<ReportBody>(ContentTypes.Json).Produces<CaseView>(StatusCodes.Status201Created).WithMetadata(new RequestSizeLimitAttribute(MaxBody)).Requires(Permission.ReportCases);
        foreach (var (name, type) in CaseSteps.Named)
        {
            api.MapPost($"/cases/{{id}}/commands/{name}", (string id, HttpContext context, CaseDesk desk, Caller caller, CancellationToken cancellationToken) => CommandAsync(id, name, context, desk, caller, cancellationToken))
                .WithSummary($"Carry a case on with «{name}»; possible from {string.Join(", ", CaseSteps.From(type).Select(ApiWords.Of))}")
                .WithTags("Commands").Accepts(type, ContentTypes.Json).Produces<CommandView>().WithMetadata(new RequestSizeLimitAttribute(MaxBody)).TakesVersion().Requires(Permission.ReadCases, CaseSteps.NeedOf(type));
        }

        api.MapPost("/cases/{id}/commands/{name}", CommandAsync).Accepts<JsonElement>(ContentTypes.Json).WithMetadata(new RequestSizeLimitAttribute(MaxBody)).ExcludeFromDescription().Requires(Permission.ReadCases);
        api.MapPost("/cases/commands", BulkAsync).WithSummary("Many commands, each carried out and answered on its own; each needs what it needs alone").Accepts<BulkCommandBody[]>(ContentTypes.Json).Produces<IReadOnlyList<BulkAnswerView>>().WithMetadata(new RequestSizeLimitAttribute(MaxBody)).Requires(Permission.ReadCases);
        api.MapCaseAttachments();
    }

    private static async Task<Results<Ok<CasePage>, ProblemHttpResult>> Find(HttpContext context, HubQueries queries, [AsParameters] CaseQuery query, CancellationToken cancellationToken)
    {
        if (query.Filter() is not { } filter)
        {
            return CaseQuery.Rule.Answer(StatusCodes.Status400BadRequest);
        }

        if (query.Before is { } before && !CaseSearch.IsWholeNumber(before))
        {
            return ApiRefusals.BadCursor("before").Answer(StatusCodes.Status400BadRequest);
        }

        var language = Languages.Settle(context);
        var page = await queries.CasesAsync(filter, cancellationToken);
        return TypedResults.Ok(page with { Cases = [.. page.Cases.Select(one => one.In(language))] });
    }

    private static async Task<Results<Ok<CaseDetailView>, ProblemHttpResult>> Read(string id, HttpContext context, HubQueries queries, CancellationToken cancellationToken)
    {
        if (await queries.CaseAsync(id, Languages.WantedBy(context.Request), cancellationToken) is not { } found)
        {
            return NoSuchCase(id);
        }

        Languages.Settle(context);
        context.Response.Headers.ETag = ETag(found.Case.Version);
        return TypedResults.Ok(found);
    }

    private static async Task<IResult> ReportAsync(HttpContext context, CaseDesk desk, GridRegistry grids, Caller caller, CancellationToken cancellationToken)
    {
        var (body, problem) = await JsonBody.ReadAsync(context.Request, cancellationToken);
        if (problem is not null)
        {
            return problem;
        }

        var (report, wrong) = CaseBodies.ReadReport(body);
        if (report is null)
        {
            return wrong!.Answer(StatusCodes.Status400BadRequest);
        }

        if (report.Position is { } at && !(Math.Abs(at.Latitude) <= 90 && Math.Abs(at.Longitude) <= 180))
        {
            return ApiRefusals.Position.Answer(StatusCodes.Status400BadRequest);
        }

        if (caller.Role == Role.Citizen)
        {
            // A citizen says what and where; the rule says how serious it is, the place in which cell.
            report = report with { Level = null, Grid = null, Source = ReportSource.Citizen };
        }

        if (await UnknownAsync(report, context, cancellationToken) is { } unknown)
        {
            return unknown.Answer(StatusCodes.Status422UnprocessableEntity);
        }

        var outcome = await desk.ReportAsync(Problem(report, grids), caller, cancellationToken);
        if (outcome.Answer == DeskAnswer.Rejected)
        {
            return outcome.Why!.Answer(StatusCodes.Status400BadRequest);
        }

        if (outcome.Answer != DeskAnswer.Done)
        {
            return Answer(context, outcome);
        }

        var opened = outcome.Case!.ToView().In(Languages.Settle(context));
        context.Response.Headers.ETag = ETag(opened.Version);
        return TypedResults.Created($"/api/v1/cases/{opened.CaseId}", opened);
    }

    private static async Task<IResult> CommandAsync(string id, string name, HttpContext context, CaseDesk desk, Caller caller, CancellationToken cancellationToken)
    {
        var (body, problem) = await JsonBody.ReadAsync(context.Request, cancellationToken);
        if (problem is not null)
        {
            return problem;
        }

        var (command, wrong) = CaseBodies.Read(name, body);
        if (command is null)
        {
            return wrong!.Answer(StatusCodes.Status400BadRequest);
        }

        if (!TryExpect(context.Request.Headers.IfMatch.ToString(), out var expected))
        {
            return ApiRefusals.IfMatch(context.Request.Headers.IfMatch.ToString()).Answer(StatusCodes.Status400BadRequest);
        }

        return Answer(context, await desk.ExecuteAsync(id, command, caller, expected, cancellationToken));
    }

    private static async Task<IResult> BulkAsync(HttpContext context, CaseDesk desk, Caller caller, CancellationToken cancellationToken)
    {
        var (body, problem) = await JsonBody.ReadAsync(context.Request, cancellationToken);
        if (problem is not null)
        {
            return problem;
        }

        if (body.ValueKind != JsonValueKind.Array || body.GetArrayLength() > MaxCommands)
        {
            return ApiRefusals.NotAList(MaxCommands).Answer(StatusCodes.Status400BadRequest);
        }

        var language = Languages.Settle(context);
        var answers = new List<BulkAnswerView>();
        foreach (var one in body.EnumerateArray())
        {
            answers.Add(await BulkCommand.ExecuteAsync(one, desk, caller, language, cancellationToken));
        }

        return TypedResults.Ok<IReadOnlyList<BulkAnswerView>>(answers);
    }

    /// <summary>What HTTP says of an outcome.</summary>
    public static int StatusOf(DeskAnswer answer) => answer switch
    {
        DeskAnswer.Done => StatusCodes.Status200OK,
        DeskAnswer.NoSuchCase => StatusCodes.Status404NotFound,
        DeskAnswer.Stale => StatusCodes.Status412PreconditionFailed,
        DeskAnswer.Forbidden => StatusCodes.Status403Forbidden,
        DeskAnswer.Unknown => StatusCodes.Status422UnprocessableEntity,
        _ => StatusCodes.Status409Conflict,
    };

    public static ProblemHttpResult NoSuchCase(string id) => CaseRefusals.NoCase(id).Answer(StatusCodes.Status404NotFound);

    /// <summary>The answer to a command that was sent alone.</summary>
    public static IResult Answer(HttpContext context, DeskOutcome outcome)
    {
        if (outcome.Case is { } row)
        {
            context.Response.Headers.ETag = ETag(row.Version);
        }

        if (outcome.Why is { } why)
        {
            return why.Answer(StatusOf(outcome.Answer));
        }

        var language = Languages.Settle(context);
        return TypedResults.Ok(new CommandView(outcome.Case!.ToView().In(language), [.. outcome.Notices.Select(notice => notice.Event)], outcome.Other?.ToView().In(language)));
    }

    private static async Task<Refusal?> UnknownAsync(ReportBody report, HttpContext context, CancellationToken cancellationToken)
    {
        await using var db = context.RequestServices.GetRequiredService<HubStore>().CreateDbContext();
        return await context.RequestServices.GetRequiredService<CaseNames>().UnknownAsync(db, report.Category, report.Grid, cancellationToken);
    }

    private static ReportedProblem Problem(ReportBody body, GridRegistry grids) => new()
    {
        Category = body.Category,
        Description = body.Description,
        Address = body.Address,
        Position = body.Position,
        Grid = grids.Locate(body.Grid, body.Position),
        Source = body.Source ?? ReportSource.Worker,
        Reference = body.Reference,
        Level = body.Level,
        Simulated = body.Simulated,
    };

    private static string ETag(int version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>The version that a change of a case expects; null when it does not matter. False when the header is none.</summary>
    public static bool TryExpect(string header, out int? version)
    {
        version = null;
        if (header is "" or "*")
        {
            return true;
        }

        if (header is ['"', .. var inner, '"'] && int.TryParse(inner, NumberStyles.None, CultureInfo.InvariantCulture, out var seen))
        {
            version = seen;
            return true;
        }

        return false;
    }
}
