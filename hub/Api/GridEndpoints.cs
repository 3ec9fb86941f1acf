using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Grids;
using EdgeGrid.Hub.Grids.Versions;
using EdgeGrid.Hub.Wording;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace EdgeGrid.Hub.Api;

/// <summary>The district's grids: as they are, were and will be.</summary>
internal static class GridEndpoints
{
    public static void MapGrids(this IEndpointRouteBuilder api)
    {
        api.MapGet("/grids", Grids).WithSummary("The district's cells, GeoJSON; with areas=true its streets and communities, too").Produces(StatusCodes.Status200OK, contentType: GridGeoJson.MediaType).Requires(Permission.ReadGrids);
        api.MapGet("/grids/at", Cell).WithSummary("The cell that holds a place").Requires(Permission.ReadGrids);
        api.MapGet("/grids/versions", Versions).WithSummary("Every version of the grids, the oldest validity first").Requires(Permission.ReadGrids);
        api.MapDelete("/grids/versions/{version:long}", Withdraw).WithSummary("Takes back a version whose time has not come").Requires(Permission.ChangeGrids);
        api.MapGet("/grids/{code}", Grid).WithSummary("One cell, street or community, GeoJSON").Produces(StatusCodes.Status200OK, contentType: GridGeoJson.MediaType).Requires(Permission.ReadGrids);
        api.MapGet("/streets", Streets).WithSummary("The district's streets").Requires(Permission.ReadGrids);
        api.MapGet("/communities", Communities).WithSummary("The district's communities, or those of a street").Requires(Permission.ReadGrids);
        api.MapGridImport();
        api.MapDutyGrids();
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Grids(GridTimes times, CancellationToken cancellationToken, string? at = null, bool areas = false)
    {
        var (grids, problem) = await times.FindAsync(at, orNone: true, cancellationToken);
        return grids is null
            ? problem!
            : TypedResults.Bytes(areas ? grids.Map.GeoJson : grids.Map.CellsGeoJson, GridGeoJson.MediaType, entityTag: Tag(grids, areas ? "areas" : "cells"));
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Grid(string code, GridTimes times, CancellationToken cancellationToken, string? at = null)
    {
        var (grids, problem) = await times.FindAsync(at, orNone: false, cancellationToken);
        if (grids is null)
        {
            return problem!;
        }

        var feature = grids.Map.Cell(code) is { } cell ? GridGeoJson.Feature(cell) : grids.Map.Area(code) is { } area ? GridGeoJson.Feature(area) : null;
        return feature is null
            ? GridRefusals.NoGrid(code, grids.Version!.Version).Answer(StatusCodes.Status404NotFound)
            : TypedResults.Bytes(feature, GridGeoJson.MediaType, entityTag: Tag(grids, "one"));
    }

    private static async Task<Results<Ok<CellView>, ProblemHttpResult>> Cell(GridTimes times, double latitude, double longitude, CancellationToken cancellationToken, string? at = null)
    {
        if (latitude is not (>= -90 and <= 90) || longitude is not (>= -180 and <= 180))
        {
            return GridRefusals.Coordinates.Answer(StatusCodes.Status400BadRequest);
        }

        var (grids, problem) = await times.FindAsync(at, orNone: false, cancellationToken);
        return grids is null ? problem!
            : grids.Map.CellAt(latitude, longitude) is { } cell ? TypedResults.Ok(CellView.Of(cell, grids.Version!))
            : GridRefusals.NoCellAt(latitude, longitude).Answer(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<IReadOnlyList<GridVersion>>> Versions(HttpContext context, GridVersions versions, CancellationToken cancellationToken)
    {
        var language = Languages.Settle(context);
        return TypedResults.Ok<IReadOnlyList<GridVersion>>([.. (await versions.ListAsync(cancellationToken)).Select(version => version.In(language))]);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Withdraw(long version, GridVersions versions, CancellationToken cancellationToken)
    {
        var outcome = await versions.WithdrawAsync(version, cancellationToken);
        return outcome.Answer switch
        {
            GridImportAnswer.Withdrawn => TypedResults.NoContent(),
            GridImportAnswer.Unknown => outcome.Why!.Answer(StatusCodes.Status404NotFound),
            _ => outcome.Why!.Answer(StatusCodes.Status409Conflict),
        };
    }

    private static async Task<Results<Ok<IReadOnlyList<AreaView>>, ProblemHttpResult>> Streets(GridTimes times, CancellationToken cancellationToken, string? at = null) =>
        Areas(await times.FindAsync(at, orNone: true, cancellationToken), GridLevel.Street, parent: null);

    private static async Task<Results<Ok<IReadOnlyList<AreaView>>, ProblemHttpResult>> Communities(GridTimes times, CancellationToken cancellationToken, string? at = null, string? street = null) =>
        Areas(await times.FindAsync(at, orNone: true, cancellationToken), GridLevel.Community, street);

    private static Results<Ok<IReadOnlyList<AreaView>>, ProblemHttpResult> Areas((CurrentGrids? Grids, ProblemHttpResult? Problem) found, GridLevel level, string? parent)
    {
        if (found.Grids is not { } grids)
        {
            return found.Problem!;
        }

        var cells = grids.Map.Cells.CountBy(cell => level == GridLevel.Street ? cell.StreetCode : cell.CommunityCode).ToDictionary();
        return TypedResults.Ok<IReadOnlyList<AreaView>>(
            [.. grids.Map.Areas.Where(area => area.Level == level && (parent is null || area.Parent == parent)).Select(area => new AreaView(area.Code, area.Name, area.Parent, cells.GetValueOrDefault(area.Code)))]);
    }

    private static EntityTagHeaderValue Tag(CurrentGrids grids, string what) => new($"\"{grids.Version?.Fingerprint[..16] ?? "none"}-{what}\"");
}
