using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Grids;
using EdgeGrid.Hub.Grids.Duty;
using EdgeGrid.Hub.People;
using EdgeGrid.Hub.Wording;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EdgeGrid.Hub.Api;

/// <summary>Duty grids: which cells are whose. The ETag is the version; If-Match holds a change to what was seen.</summary>
internal static class DutyGridEndpoints
{
    public static void MapDutyGrids(this IEndpointRouteBuilder api)
    {
        api.MapGet("/duty-grids", List).WithSummary("Duty grids, or those of a worker, or the one of a cell").Requires(Permission.ReadGrids);
        api.MapGet("/duty-grids/{code}", Get).WithSummary("One duty grid").Requires(Permission.ReadGrids);
        api.MapPut("/duty-grids/{code}", Put).WithSummary("Makes a duty grid, or puts another in its place: If-Match must then be the version that was read").TakesVersion().Requires(Permission.ChangeGrids);
        api.MapDelete("/duty-grids/{code}", Delete).WithSummary("Dissolves a duty grid").TakesVersion().Requires(Permission.ChangeGrids);
    }

    private static async Task<Ok<IReadOnlyList<DutyGrid>>> List(DutyGrids grids, CancellationToken cancellationToken, string? worker = null, string? cell = null)
    {
        if (cell is null)
        {
            return TypedResults.Ok(await grids.ListAsync(worker, cancellationToken));
        }

        var found = await grids.OfCellAsync(cell, cancellationToken);
        return TypedResults.Ok<IReadOnlyList<DutyGrid>>(found is null || (worker is not null && found.Worker != worker) ? [] : [found]);
    }

    private static async Task<Results<Ok<DutyGrid>, ProblemHttpResult>> Get(string code, DutyGrids grids, HttpResponse response, CancellationToken cancellationToken)
    {
        if (await grids.FindAsync(code, cancellationToken) is not { } found)
        {
            return GridRefusals.NoDutyGrid(code).Answer(StatusCodes.Status404NotFound);
        }

        response.Headers.ETag = Tag(found);
        return TypedResults.Ok(found);
    }

    private static async Task<Results<Ok<DutyGrid>, Created<DutyGrid>, ProblemHttpResult>> Put(string code, DutyGridBody body, DutyGrids grids, Caller caller, HttpContext context)
    {
        if (!ETags.TryRead(context, out var expected))
        {
            return NoVersion(context.Request);
        }

        var wanted = new DutyGrid(code, body.Name ?? "", body.Worker ?? "", [.. (body.Cells ?? []).Select(cell => cell ?? "")], Version: 0);
        var outcome = await grids.PutAsync(wanted, expected, caller, context.RequestAborted);
        if (outcome.Grid is not { } grid)
        {
            return Problem(outcome);
        }

        context.Response.Headers.ETag = Tag(grid);
        return outcome.Answer == DutyAnswer.Made ? TypedResults.Created($"/api/v1/duty-grids/{code}", grid) : TypedResults.Ok(grid);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Delete(string code, DutyGrids grids, HttpContext context, CancellationToken cancellationToken)
    {
        if (!ETags.TryRead(context, out var expected))
        {
            return NoVersion(context.Request);
        }

        var outcome = await grids.RemoveAsync(code, expected, cancellationToken);
        return outcome.Answer == DutyAnswer.Removed ? TypedResults.NoContent() : Problem(outcome);
    }

    private static string Tag(DutyGrid grid) => $"\"{grid.Version}\"";

    private static ProblemHttpResult NoVersion(HttpRequest request) =>
        ApiRefusals.IfMatch(request.Headers.IfMatch.ToString()).Answer(StatusCodes.Status400BadRequest);

    private static ProblemHttpResult Problem(DutyOutcome outcome) => Refusal.Of(outcome.Problems).Answer(outcome.Answer switch
    {
        DutyAnswer.Unknown => StatusCodes.Status404NotFound,
        DutyAnswer.Unseen => StatusCodes.Status428PreconditionRequired,
        DutyAnswer.Stale => StatusCodes.Status412PreconditionFailed,
        _ => StatusCodes.Status422UnprocessableEntity,
    });
}
