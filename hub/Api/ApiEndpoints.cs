using EdgeGrid.Contracts;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Ingest;
using EdgeGrid.Hub.Storage;
using EdgeGrid.Hub.Wording;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EdgeGrid.Hub.Api;

/// <summary>The API for other programs, version 1.</summary>
internal static class ApiEndpoints
{
    public const string Root = "/api/v1";

    public static void MapApi(this WebApplication app)
    {
        app.MapStreams();
        app.MapOpenApi().Requires(Permission.ReadCases);
        app.MapGet("/health", Health).WithSummary("Whether the hub works").AllowAnonymous();

        var api = app.MapGroup(Root);
        api.MapCases();
        api.MapGet("/gateways", Gateways).WithSummary("Every gateway that has announced itself").Requires(Permission.ReadGateways);
        api.MapGet("/glossary", () => Glossary.All).WithSummary("The words of the API in Chinese and English").Requires(Permission.ReadCases);
        api.MapGrids();
        api.MapGet("/alerts", Alerts).WithSummary("The newest transitions of alerts, newest first").Gives().Requires(Permission.ReadAlerts);
        api.MapGet("/alerts/open", OpenAlerts).WithSummary("The newest transition of each alert that has not cleared, gravest and newest first").Gives().Requires(Permission.ReadAlerts);
        api.MapGet("/counts", Counts).WithSummary("How many alerts have not cleared, by level, and how many cases stand in each step").Requires(Permission.ReadAlerts, Permission.ReadCases);
        api.MapGet("/alerts/{id}/evidence", Evidence).WithSummary("The newest picture of an alert").Produces(StatusCodes.Status200OK, contentType: ContentTypes.Jpeg).Requires(Permission.ReadAlerts);
        api.MapGet("/losses", Losses).WithSummary("What gateways lost, newest first; or the lines after an id, oldest first").Gives().Requires(Permission.ReadGateways);
        api.MapGet("/quarantine", Quarantine).WithSummary("What could not be understood, newest first").Gives().Requires(Permission.ReadGateways);
    }

    private static async Task<Ok<IReadOnlyList<GatewayView>>> Gateways(HttpContext context, HubQueries queries, CancellationToken cancellationToken) =>
        TypedResults.Ok(await queries.GatewaysAsync(Languages.Settle(context), cancellationToken));

    private static async Task<Ok<Page<AlertView>>> Alerts(HubQueries queries, CancellationToken cancellationToken, long? before = null, int limit = 50) =>
        TypedResults.Ok(await queries.AlertsAsync(before, limit, cancellationToken));

    private static async Task<Ok<IReadOnlyList<AlertView>>> OpenAlerts(HubQueries queries, CancellationToken cancellationToken, int limit = 50) =>
        TypedResults.Ok(await queries.OpenAlertsAsync(limit, cancellationToken));

    private static async Task<Ok<HubCounts>> Counts(HubQueries queries, CancellationToken cancellationToken) =>
        TypedResults.Ok(await queries.CountsAsync(cancellationToken));

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Evidence(string id, HubQueries queries, CancellationToken cancellationToken) =>
        await queries.EvidenceAsync(id, cancellationToken) is { } jpeg
            ? TypedResults.File(jpeg, ContentTypes.Jpeg)
            : ApiRefusals.NoEvidence(id).Answer(StatusCodes.Status404NotFound);

    private static async Task<Results<Ok<IReadOnlyList<LossView>>, ProblemHttpResult>> Losses(HubQueries queries, CancellationToken cancellationToken, string? gateway = null, long? after = null, int limit = 50)
    {
        GatewayId? wanted = null;
        if (gateway is not null)
        {
            if (!GatewayId.TryParse(gateway, out var id))
            {
                return ApiRefusals.BadGateway.Answer(StatusCodes.Status400BadRequest);
            }

            wanted = id;
        }

        return TypedResults.Ok(await queries.LossesAsync(new LossFilter { Gateway = wanted, After = after, Limit = limit }, cancellationToken));
    }

    private static async Task<Results<Ok<Page<QuarantineView>>, ProblemHttpResult>> Quarantine(HubQueries queries, CancellationToken cancellationToken, string? before = null, int limit = 50)
    {
        (DateTimeOffset, long)? cursor = null;
        if (before is not null)
        {
            if (before.Split('-') is not [var at, var id] || !long.TryParse(at, out var ticks) || !long.TryParse(id, out var last) || ticks < 0 || ticks > DateTimeOffset.MaxValue.UtcTicks)
            {
                return ApiRefusals.BadCursor("before").Answer(StatusCodes.Status400BadRequest);
            }

            cursor = (new DateTimeOffset(ticks, TimeSpan.Zero), last);
        }

        return TypedResults.Ok(await queries.QuarantineAsync(cursor, limit, cancellationToken));
    }

    private static Results<Ok<HealthView>, JsonHttpResult<HealthView>> Health(BrokerConnection connection, IngestWriter writer, WriteGate gate)
    {
        var problem = !connection.IsConnected ? "the broker is not reached" : !writer.CanWrite || gate.Problem is not null ? "the store cannot be written" : null;
        return problem is null ? TypedResults.Ok(new HealthView("ok")) : TypedResults.Json(new HealthView(problem), statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}

/// <summary>How the hub is.</summary>
/// <param name="Status"><c>ok</c>, or what is wrong.</param>
internal sealed record HealthView(string Status);
