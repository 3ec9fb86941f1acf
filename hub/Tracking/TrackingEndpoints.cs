using System.Globalization;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.People;
using EdgeGrid.Hub.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Tracking;

/// <summary>Positions of people on duty. Whoever looks is on record before they see anything.</summary>
internal static class TrackingEndpoints
{
    private const int MostPoints = 5000;

    public static void MapTracking(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1");
        api.MapPost("/positions", Report).WithSummary("Tells one's own positions; what is not of a time of duty is not kept")
            .Accepts<ToldPositions>("application/json").Requires(Permission.ReportPositions);
        api.MapGet("/positions", Positions).WithSummary("Where people on duty are, in a box or a grid; the look is logged").Gives().Requires(Permission.ReadPositions);
        api.MapGet("/people/{id}/track", Track).WithSummary("Where somebody was on duty; the look is logged").Gives(MostPoints).Requires(Permission.ReadPositions);
        api.MapGet("/people/{id}/looks", Looks).WithSummary("Who looked at somebody's positions, newest first").Gives().Requires(Permission.ReadAudit);
    }

    private static async Task<Results<Ok<PositionsTaken>, ProblemHttpResult>> Report(RequestBody<ToldPositions> body, Caller caller, StaffDirectory directory, PositionDesk desk)
    {
        if (body.Value is not { } told)
        {
            return body.Problem!.Answer(body.Status);
        }

        if (told.Positions is not { Count: > 0 and <= ToldPositions.Most })
        {
            return TrackingRefusals.Count(ToldPositions.Most).Answer(StatusCodes.Status400BadRequest);
        }

        return directory.Now.WithAccount(caller.Name) is { } person
            ? TypedResults.Ok(await desk.TakeAsync(person.Id, told.Positions))
            : TrackingRefusals.NoAccount(caller.Name).Answer(StatusCodes.Status403Forbidden);
    }

    private static async Task<Results<Ok<PositionPage>, ProblemHttpResult>> Positions(
        HttpContext context, Caller caller, [AsParameters] PositionSources sources, string? bbox = null, string? grid = null, string? after = null, int limit = 100)
    {
        if (bbox is null == grid is null || (bbox is not null && BoxOf(bbox) is null))
        {
            return TrackingRefusals.Area.Answer(StatusCodes.Status400BadRequest);
        }

        var box = BoxOf(bbox);
        var found = sources.Whereabouts.OnDuty(
            sources.Time.GetUtcNow(),
            fix => box is { } sides
                ? fix.Position.Longitude >= sides[0] && fix.Position.Latitude >= sides[1] && fix.Position.Longitude <= sides[2] && fix.Position.Latitude <= sides[3]
                : fix.Grid == grid);
        var page = found.Where(one => after is null || string.CompareOrdinal(one.Person.Id, after) > 0).Take(limit + 1).ToList();
        var shown = page.Take(limit).ToList();
        await sources.Looks.RecordAsync(caller, WhyOf(context), [.. shown.Select(one => one.Person.Id)], context.RequestAborted, context.TraceIdentifier);
        var views = shown.ConvertAll(one => new PositionView(
            one.Person.Id,
            caller.May(Permission.ReadPeople) ? one.Person.Name : null,
            one.Person.Department,
            one.Fix.Grid,
            one.Fix.Position.Latitude,
            one.Fix.Position.Longitude,
            one.Fix.Position.AccuracyMetres,
            one.Fix.At,
            one.OpenCases,
            one.Fix.Simulated));
        return TypedResults.Ok(new PositionPage(views, page.Count > limit ? views[^1].Person : null));
    }

    private static async Task<Results<Ok<TrackView>, ProblemHttpResult>> Track(
        string id, HttpContext context, Caller caller, [AsParameters] TrackSources sources, DateTimeOffset? from = null, DateTimeOffset? until = null, int limit = 1000)
    {
        if (!sources.Directory.Now.People.ContainsKey(id))
        {
            return PeopleRefusals.None(StaffKind.Person, id).Answer(StatusCodes.Status404NotFound);
        }

        var last = until ?? sources.Time.GetUtcNow();
        var first = from ?? last.AddDays(-1);
        if (first > last)
        {
            return TrackingRefusals.Span.Answer(StatusCodes.Status400BadRequest);
        }

        await sources.Looks.RecordAsync(caller, WhyOf(context), [id], context.RequestAborted, context.TraceIdentifier);
        await using var db = await sources.Store.CreateDbContextAsync(context.RequestAborted);
        var rows = await db.Set<PositionRow>().AsNoTracking()
            .Where(row => row.Person == id && row.At >= first && row.At < last)
            .OrderBy(row => row.At)
            .Take(limit + 1)
            .ToListAsync(context.RequestAborted);
        return TypedResults.Ok(new TrackView(
            id,
            [.. rows.Take(limit).Select(row => new TrackPoint(row.At, row.Latitude, row.Longitude, row.AccuracyMetres, row.Grid, row.Simulated))],
            rows.Count > limit ? rows[limit].At : null));
    }

    private static async Task<Ok<Page<LookView>>> Looks(string id, PositionLooks looks, CancellationToken cancellationToken, long? before = null, int limit = 50)
    {
        var rows = await looks.OfAsync(id, before, limit + 1, cancellationToken);
        return TypedResults.Ok(Page<LookView>.Of(rows, limit, row => new LookView(row.At, row.By, row.Role, row.Why, row.Count - 1), row => $"{row.Id}"));
    }

    private static string WhyOf(HttpContext context) => $"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}";

    private static double[]? BoxOf(string? text)
    {
        var sides = text?.Split(',').Select(side => double.TryParse(side, NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) && double.IsFinite(degrees) ? degrees : (double?)null).ToList();
        return sides is { Count: 4 } && sides.All(side => side is not null) && sides[0] <= sides[2] && sides[1] <= sides[3] ? [.. sides.Select(side => side!.Value)] : null;
    }
}

/// <summary>What is asked for positions now.</summary>
internal sealed record PositionSources([property: FromServices] Whereabouts Whereabouts, [property: FromServices] PositionLooks Looks, [property: FromServices] TimeProvider Time);

/// <summary>What is asked for a track.</summary>
internal sealed record TrackSources([property: FromServices] StaffDirectory Directory, [property: FromServices] PositionLooks Looks, [property: FromServices] IDbContextFactory<HubDb> Store, [property: FromServices] TimeProvider Time);
