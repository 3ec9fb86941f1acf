using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Rules;
using EdgeGrid.Hub.Storage;
using EdgeGrid.Hub.Wording;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Cases.Limits;

/// <summary>Limits for people and programs.</summary>
internal static class LimitEndpoints
{
    private const int MostAtOnce = 500;

    public static void AddLimits(this IServiceCollection services) => services.AddHostedService<LimitWatch>();

    public static void MapLimits(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1");
        api.MapGet("/cases/{id}/limits", Limits).WithSummary("The stages of a case's limit: due, share, light, and what they are worked out of").Requires(Permission.ReadCases);
        api.MapPost("/cases/{id}/limits/{stage}/finish", Finish).WithSummary("One stage of the work is done; the others go on").TakesVersion().Requires(Permission.HandleCases);
        api.MapGet("/limits", Lights).WithSummary("Limits that run, by light and department, those that are due first first").Gives(MostAtOnce).Requires(Permission.ReadCases);
    }

    private static async Task<Results<Ok<CaseLimitsView>, ProblemHttpResult>> Limits(string id, HttpContext context, IDbContextFactory<HubDb> store, TimeProvider time, CancellationToken cancellationToken)
    {
        await using var db = await store.CreateDbContextAsync(cancellationToken);
        var rows = await db.CaseLimits().AsNoTracking().Where(row => row.CaseId == id).OrderBy(row => row.Place).ToListAsync(cancellationToken);
        var now = time.GetUtcNow();
        if (rows is not [var first, ..])
        {
            return await db.Cases.AnyAsync(row => row.CaseId == id, cancellationToken)
                ? TypedResults.Ok(new CaseLimitsView(id, now, null, null, null, null, []))
                : CaseRefusals.NoCase(id).Answer(StatusCodes.Status404NotFound);
        }

        var (spec, calendar) = await RuleBook.CalendarAsync(db, first.Calendar, first.CalendarVersion, cancellationToken);
        var rule = await RuleBook.RuleAsync(db, first.Rule, first.RuleVersion, cancellationToken);
        var language = Languages.Settle(context);
        return TypedResults.Ok(new CaseLimitsView(id, now, first.RuleVersion, rule, first.CalendarVersion, spec, [.. rows.Select(row => LimitView.Of(row, calendar, now, language))]));
    }

    private static async Task<Results<Ok<CaseLimitsView>, ProblemHttpResult>> Finish(
        string id, string stage, StageResult done, HttpContext context, Caller caller, CaseDesk desk, IDbContextFactory<HubDb> store, TimeProvider time, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(done.Result))
        {
            return LimitRefusals.NoResult.Answer(StatusCodes.Status400BadRequest);
        }

        if (!CaseEndpoints.TryExpect(context.Request.Headers.IfMatch.ToString(), out var expected))
        {
            return ApiRefusals.IfMatch(context.Request.Headers.IfMatch.ToString()).Answer(StatusCodes.Status400BadRequest);
        }

        await using var db = await store.CreateDbContextAsync(cancellationToken);
        var stages = await db.CaseLimits().AsNoTracking().Where(row => row.CaseId == id).OrderBy(row => row.Place).ToListAsync(cancellationToken);
        if (stages.Find(row => row.Stage == stage) is not { } found)
        {
            return LimitRefusals.NoStage(id, stage, stages.ConvertAll(row => row.Stage)).Answer(StatusCodes.Status404NotFound);
        }

        if (found.FinishedAt is { } finished)
        {
            return LimitRefusals.Finished(id, stage, finished).Answer(StatusCodes.Status409Conflict);
        }

        var outcome = await desk.ExecuteAsync(id, new FinishStage(stage, done.Result), caller, expected, cancellationToken);
        return outcome.Answer == DeskAnswer.Done
            ? await Limits(id, context, store, time, cancellationToken)
            : outcome.Why!.Answer(CaseEndpoints.StatusOf(outcome.Answer));
    }

    private static async Task<Results<Ok<Page<RunningLimit>>, ProblemHttpResult>> Lights(
        IDbContextFactory<HubDb> store, TimeProvider time, CancellationToken cancellationToken, string? light = null, string? department = null, string? after = null, int limit = 50)
    {
        if (light is not (null or "green" or "yellow" or "red"))
        {
            return LimitRefusals.Light.Answer(StatusCodes.Status400BadRequest);
        }

        var cursor = LimitCursor.Read(after);
        if (after is not null && cursor is null)
        {
            return ApiRefusals.BadCursor("after").Answer(StatusCodes.Status400BadRequest);
        }

        // Between two events a light is what the clock says: green before yellowAt, red from dueAt.
        var now = time.GetUtcNow();
        await using var db = await store.CreateDbContextAsync(cancellationToken);
        var rows = db.CaseLimits().AsNoTracking().Where(row => row.EndedAt == null && row.DueAt != null);
        rows = light switch
        {
            "red" => rows.Where(row => row.DueAt <= now),
            "yellow" => rows.Where(row => row.YellowAt <= now && row.DueAt > now),
            "green" => rows.Where(row => row.YellowAt > now),
            _ => rows,
        };
        if (department is not null)
        {
            // Responsible by the rule, or at work on it.
            rows = rows.Where(row => row.Department == department || db.Cases.Any(one => one.CaseId == row.CaseId && one.Department == department));
        }

        if (cursor is var (dueAt, caseId, place))
        {
            rows = rows.Where(row => row.DueAt > dueAt || (row.DueAt == dueAt && (row.CaseId.CompareTo(caseId) > 0 || (row.CaseId == caseId && row.Place > place))));
        }

        var found = await rows.OrderBy(row => row.DueAt).ThenBy(row => row.CaseId).ThenBy(row => row.Place).Take(limit + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(Page<RunningLimit>.Of(found, limit, row => RunningLimit.Of(row, now), row => new LimitCursor(row.DueAt!.Value, row.CaseId, row.Place).ToString()));
    }
}

/// <summary>How far a list of limits was read.</summary>
internal sealed record LimitCursor(DateTimeOffset DueAt, string CaseId, int Place)
{
    /// <summary>Null when it is none.</summary>
    public static LimitCursor? Read(string? text) =>
        text?.Split('.') is [var at, var caseId, var place] && long.TryParse(at, out var ticks) && ticks >= 0 && ticks <= DateTimeOffset.MaxValue.UtcTicks && int.TryParse(place, out var number)
            ? new LimitCursor(new DateTimeOffset(ticks, TimeSpan.Zero), caseId, number)
            : null;

    /// <inheritdoc/>
    public override string ToString() => $"{DueAt.UtcTicks}.{CaseId}.{Place}";
}

/// <summary>What somebody did in one stage.</summary>
/// <param name="Result">In words.</param>
internal sealed record StageResult(string? Result);
