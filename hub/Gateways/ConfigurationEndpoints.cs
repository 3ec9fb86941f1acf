using System.Text.Json;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.People;
using EdgeGrid.Hub.Wording;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace EdgeGrid.Hub.Gateways;

/// <summary>The configuration that is wanted of a gateway: set, seen, rolled back.</summary>
internal static class ConfigurationEndpoints
{
    private const int MaxBody = 1024 * 1024;
    private const int MaxNote = 500;

    public static void MapConfigurations(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1/gateways/{id}/configuration");
        api.MapGet("", ReadAsync).WithSummary("What is wanted of a gateway and what it says of it; the ETag is the revision that is wanted").Produces<ConfigurationView>().Requires(Permission.ReadGateways);
        api.MapPut("", PutAsync).WithSummary("Wants another configuration: If-Match must be the revision that was read, 0 when there was none")
            .Accepts<NewConfiguration>("application/json").Produces<RevisionView>().WithMetadata(new RequestSizeLimitAttribute(MaxBody)).TakesVersion().Requires(Permission.ChangeGateways);
        api.MapGet("/history", HistoryAsync).WithSummary("Revisions without their documents, newest first; ?before= one of them").Gives(ConfigurationDesk.MaxListed).Requires(Permission.ReadGateways);
        api.MapGet("/history/{revision:long}", RevisionAsync).WithSummary("One revision").Requires(Permission.ReadGateways);
        api.MapPost("/rollback", RollBackAsync).WithSummary("Wants an earlier revision's content again, as a new revision; If-Match as for PUT")
            .Accepts<Rollback>("application/json").Produces<RevisionView>().TakesVersion().Requires(Permission.ChangeGateways);
    }

    private static async Task<IResult> ReadAsync(string id, HttpContext context, ConfigurationDesk desk)
    {
        if (!GatewayId.TryParse(id, out var gateway) || await desk.ReadAsync(gateway, context.RequestAborted) is not { } now)
        {
            return Unknown(id);
        }

        ETags.Tell(context, now.Desired?.Revision ?? 0);
        return TypedResults.Ok(ConfigurationView.Of(gateway, now, Languages.Settle(context)));
    }

    private static async Task<IResult> PutAsync(string id, RequestBody<NewConfiguration> body, HttpContext context, Caller caller, ConfigurationDesk desk)
    {
        if (body.Value is not { } wanted)
        {
            return body.Problem!.Answer(body.Status);
        }

        var (gateway, wish, refusal) = await WishAsync(id, wanted.Note, context, caller, desk);
        if (refusal is not null)
        {
            return refusal;
        }

        var (document, problems) = DocumentShape.Read(wanted.Document);
        return problems.Count == 0
            ? Answer(context, await desk.PutAsync(gateway, document, wish!, context.RequestAborted), wish!.Expected)
            : GatewayRefusals.Document(problems.Count, problems[0].InWords()).Answer(
                StatusCodes.Status422UnprocessableEntity,
                new Dictionary<string, object?> { ["problems"] = problems.Select(problem => problem.In(Languages.WantedBy(context.Request))) });
    }

    private static async Task<IResult> RollBackAsync(string id, RequestBody<Rollback> body, HttpContext context, Caller caller, ConfigurationDesk desk)
    {
        if (body.Value is not { } wanted)
        {
            return body.Problem!.Answer(body.Status);
        }

        var (gateway, wish, refusal) = await WishAsync(id, wanted.Note, context, caller, desk);
        return refusal ?? Answer(context, await desk.RollBackAsync(gateway, wanted.Revision, wish!, context.RequestAborted), wish!.Expected, wanted.Revision);
    }

    private static async Task<IResult> HistoryAsync(string id, HttpContext context, ConfigurationDesk desk, long? before = null, int limit = 50)
    {
        if (!GatewayId.TryParse(id, out var gateway) || await desk.ReadAsync(gateway, context.RequestAborted) is null)
        {
            return Unknown(id);
        }

        var rows = await desk.HistoryAsync(gateway, before, limit, context.RequestAborted);
        return TypedResults.Ok<IReadOnlyList<RevisionView>>([.. rows.Select(row => RevisionView.Of(row, withDocument: false))]);
    }

    private static async Task<IResult> RevisionAsync(string id, long revision, HttpContext context, ConfigurationDesk desk) =>
        GatewayId.TryParse(id, out var gateway) && await desk.RevisionAsync(gateway, revision, context.RequestAborted) is { } row
            ? TypedResults.Ok(RevisionView.Of(row, withDocument: true))
            : GatewayRefusals.NoRevision(id, revision).Answer(StatusCodes.Status404NotFound);

    private static async Task<(GatewayId Gateway, RevisionWish? Wish, ProblemHttpResult? Refusal)> WishAsync(string id, string? note, HttpContext context, Caller caller, ConfigurationDesk desk)
    {
        if (!GatewayId.TryParse(id, out var gateway) || await desk.ReadAsync(gateway, context.RequestAborted) is null)
        {
            return (default, null, Unknown(id));
        }

        var (status, problem) = !ETags.TryRead(context, out var expected) ? (StatusCodes.Status400BadRequest, ApiRefusals.IfMatch(context.Request.Headers.IfMatch.ToString()))
            : expected is null ? (StatusCodes.Status428PreconditionRequired, ApiRefusals.VersionRequired)
            : note is { Length: > MaxNote } ? (StatusCodes.Status422UnprocessableEntity, GatewayRefusals.NoteTooLong(MaxNote))
            : (0, (Refusal?)null);
        return problem is null ? (gateway, new RevisionWish(caller, expected!.Value, note ?? ""), null) : (gateway, null, problem.Answer(status));
    }

    private static IResult Answer(HttpContext context, RevisionOutcome outcome, long expected, long? rollbackOf = null)
    {
        if (outcome.Stale)
        {
            return ApiRefusals.VersionChanged(GatewayRefusals.Configuration, outcome.Last, expected).Answer(StatusCodes.Status412PreconditionFailed);
        }

        if (outcome.Row is not { } row)
        {
            return GatewayRefusals.NoWayBack(rollbackOf).Answer(StatusCodes.Status404NotFound);
        }

        ETags.Tell(context, row.Revision);
        return TypedResults.Ok(RevisionView.Of(row, withDocument: true));
    }

    private static ProblemHttpResult Unknown(string id) =>
        GatewayRefusals.None(id).Answer(StatusCodes.Status404NotFound);
}

/// <summary>A configuration that is wanted.</summary>
/// <param name="Document">An object with <c>devices</c> and <c>outputs</c>, in the form of the technician's file.</param>
/// <param name="Note">Why, at most 500 characters.</param>
internal sealed record NewConfiguration(JsonElement Document, string? Note = null);

/// <summary>The way back.</summary>
/// <param name="Revision">Whose content is wanted again.</param>
/// <param name="Note">Why, at most 500 characters.</param>
internal sealed record Rollback(long Revision, string? Note = null);
