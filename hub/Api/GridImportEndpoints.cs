using EdgeGrid.Contracts;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Grids;
using EdgeGrid.Hub.Grids.Reading;
using EdgeGrid.Hub.Grids.Versions;
using EdgeGrid.Hub.Wording;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace EdgeGrid.Hub.Api;

/// <summary>Where a new version of the grids comes in.</summary>
internal static class GridImportEndpoints
{
    public static void MapGridImport(this IEndpointRouteBuilder api) =>
        api.MapPost("/grids/import", ImportAsync)
            .WithSummary("Checks a FeatureCollection, and makes it the grids from an instant on; with dryRun=true it only reports")
            .WithMetadata(new DisableRequestSizeLimitAttribute())
            .TakesBody(typeof(GridFileBody), GridGeoJson.MediaType, ContentTypes.Json)
            .Requires(Permission.ChangeGrids);

    private static async Task<Results<Ok<GridImportView>, Created<GridImportView>, ProblemHttpResult>> ImportAsync(
        HttpRequest request, GridImports imports, Caller caller, bool dryRun = false, string? from = null)
    {
        DateTimeOffset? start = null;
        if (!string.IsNullOrEmpty(from))
        {
            if (!GridTimes.TryInstant(from, out var at))
            {
                return GridTimes.NoInstant("from", from);
            }

            start = at;
        }

        // A web page elsewhere can send a form or plain text to a hub on loopback without asking; these types it cannot.
        var type = request.ContentType?.Split(';')[0].Trim();
        if (type is not (GridGeoJson.MediaType or "application/json"))
        {
            return GridRefusals.BodyType(type).Answer(StatusCodes.Status415UnsupportedMediaType);
        }

        if (await BodyAsync(request) is not { } body)
        {
            return GridRefusals.FileTooLarge(GridLimits.MaxBytes >> 20).Answer(StatusCodes.Status413PayloadTooLarge);
        }

        var cancelled = request.HttpContext.RequestAborted;
        var reading = await imports.ReadAsync(body, cancelled);
        if (dryRun)
        {
            return TypedResults.Ok(GridImportView.Of(reading, version: null, changed: false, Languages.Settle(request.HttpContext)));
        }

        if (!reading.IsUsable)
        {
            return Refused(reading, Languages.WantedBy(request));
        }

        var outcome = await imports.CommitAsync(reading, start, caller, cancelled);
        return outcome.Answer switch
        {
            GridImportAnswer.Imported => TypedResults.Created($"/api/v1/grids?at={Uri.EscapeDataString(outcome.Version!.ValidFrom.ToString("O"))}", GridImportView.Of(reading, outcome.Version, changed: true, Languages.Settle(request.HttpContext))),
            GridImportAnswer.Unchanged => TypedResults.Ok(GridImportView.Of(reading, outcome.Version, changed: false, Languages.Settle(request.HttpContext))),
            _ => outcome.Why!.Answer(StatusCodes.Status409Conflict),
        };
    }

    private static ProblemHttpResult Refused(GridReading reading, Language language) => GridRefusals.FileRefused(reading.Report.Errors, reading.Report.Problems[0].InWords()).Answer(
        StatusCodes.Status422UnprocessableEntity,
        new Dictionary<string, object?>
        {
            ["errors"] = reading.Report.Errors,
            ["warnings"] = reading.Report.Warnings,
            ["notListed"] = reading.Report.NotListed,
            ["problems"] = reading.Report.Problems.Select(problem => problem.In(language)),
        });

    /// <summary>The whole body; null when it is larger than a file of grids may be.</summary>
    private static async Task<ReadOnlyMemory<byte>?> BodyAsync(HttpRequest request)
    {
        if (request.ContentLength > GridLimits.MaxBytes)
        {
            return null;
        }

        using var body = new MemoryStream();
        var piece = new byte[64 * 1024];
        while (await request.Body.ReadAsync(piece, request.HttpContext.RequestAborted) is var read and > 0)
        {
            if (body.Length + read > GridLimits.MaxBytes)
            {
                return null;
            }

            body.Write(piece, 0, read);
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }
}

/// <summary>A GeoJSON FeatureCollection (RFC 7946), as documents tell of it: the file is read by hand, as a stream.</summary>
/// <param name="Type"><c>FeatureCollection</c>.</param>
/// <param name="Features">One for each cell: a Polygon or MultiPolygon with the cell's properties.</param>
internal sealed record GridFileBody(string Type, IReadOnlyList<System.Text.Json.JsonElement> Features);
