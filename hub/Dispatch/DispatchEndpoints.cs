using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.People;
using EdgeGrid.Hub.Storage;
using EdgeGrid.Hub.Tracking;
using EdgeGrid.Hub.Wording;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Dispatch;

/// <summary>The rules of dispatch, and who would be chosen for a case and why.</summary>
internal static class DispatchEndpoints
{
    private const int Suggested = 5;

    public static void MapDispatch(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1");
        api.MapGet("/dispatch-rules", Rules).WithSummary("The rules of dispatch; the ETag is their version").Produces<DispatchRules>().Requires(Permission.ReadRules);
        api.MapGet("/dispatch-rules/{version:long}", RulesOfAsync).WithSummary("The rules of dispatch as they once stood").Requires(Permission.ReadRules);
        api.MapPut("/dispatch-rules", ChangeAsync).WithSummary("Puts other rules in their place: If-Match must be the version that was read")
            .Accepts<DispatchRules>("application/json").Produces<DispatchRules>().TakesVersion().Requires(Permission.ChangeRules);
        api.MapPost("/cases/{id}/suggestions", SuggestAsync).WithSummary("Who would be chosen for a case and why; the look at positions is logged").Requires(Permission.DispatchCases);
    }

    private static Ok<DispatchRules> Rules(HttpContext context, DispatchRuleBook book)
    {
        var now = book.Now;
        ETags.Tell(context, now.Version);
        return TypedResults.Ok(now.Rules);
    }

    private static async Task<Results<Ok<DispatchRules>, ProblemHttpResult>> RulesOfAsync(long version, IDbContextFactory<HubDb> store, CancellationToken cancellationToken)
    {
        await using var db = await store.CreateDbContextAsync(cancellationToken);
        return await DispatchRuleBook.OfAsync(db, version, cancellationToken) is { } found
            ? TypedResults.Ok(found.Rules)
            : DispatchRefusals.NoVersion(version).Answer(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ChangeAsync(RequestBody<DispatchRules> body, HttpContext context, Caller caller, DispatchRuleBook book)
    {
        if (body.Value is not { } rules)
        {
            return body.Problem!.Answer(body.Status);
        }

        if (!ETags.TryRead(context, out var expected))
        {
            return ApiRefusals.IfMatch(context.Request.Headers.IfMatch.ToString()).Answer(StatusCodes.Status400BadRequest);
        }

        if (expected is not { } version)
        {
            return ApiRefusals.VersionRequired.Answer(StatusCodes.Status428PreconditionRequired);
        }

        var outcome = await book.ChangeAsync(rules, version, caller, context.RequestAborted);
        if (outcome.Stale)
        {
            return ApiRefusals.VersionChanged(DispatchRefusals.Rules, outcome.Now.Version, version).Answer(StatusCodes.Status412PreconditionFailed);
        }

        if (outcome.Problems.Count > 0)
        {
            return StaffChanges.Refused(context, outcome.Problems);
        }

        ETags.Tell(context, outcome.Now.Version);
        return TypedResults.Ok(outcome.Now.Rules);
    }

    private static async Task<Results<Ok<SuggestionsView>, ProblemHttpResult>> SuggestAsync(
        string id, HttpContext context, Caller caller, DispatchPlanner planner, PositionLooks looks, IDbContextFactory<HubDb> store)
    {
        if (!caller.May(Permission.ReadPositions))
        {
            return DispatchRefusals.Positions(caller).Answer(StatusCodes.Status403Forbidden);
        }

        await using var db = await store.CreateDbContextAsync(context.RequestAborted);
        if (await db.Cases.AsNoTracking().SingleOrDefaultAsync(row => row.CaseId == id, context.RequestAborted) is not { } found)
        {
            return CaseRefusals.NoCase(id).Answer(StatusCodes.Status404NotFound);
        }

        var rule = planner.RuleOf(found);
        var past = await DispatchPast.ReadAsync(db, id, context.RequestAborted);
        var nearest = planner.Next(found, rule, past.Tried, 0, Math.Max(Suggested, planner.ReachOf(found))).Where(target => target.Step == DispatchStep.Nearest).ToList();
        var then = planner.Then(found, rule, past.Tried.Concat(nearest.Select(target => target.Assignee)).ToHashSet());
        await looks.RecordAsync(caller, $"{context.Request.Method} {context.Request.Path}", [.. nearest.Select(target => target.Person!.Id)], context.RequestAborted, context.TraceIdentifier);

        var (names, language) = (caller.May(Permission.ReadPeople), Languages.Settle(context));
        return TypedResults.Ok(new SuggestionsView(
            id,
            rule?.Id,
            rule?.Department,
            Automatic: rule is { Automatic: true },
            planner.ReachOf(found),
            [.. nearest.Select(target => SuggestionView.Of(target, names, language))],
            [.. then.Select(target => SuggestionView.Of(target, names, language))],
            NoteOf(found, rule, nearest.Count)?.In(language)));
    }

    private static Phrase? NoteOf(CaseRow found, DispatchRule? rule, int nearest) =>
        nearest == 0 ? new("Nobody suitable is on duty.", "没有合适的在岗人员。")
        : rule is not null ? null
        : found.Simulated ? new("It is simulated, and no rule names anyone for it.", "该案卷为模拟,没有规则为其指定人员。")
        : new("No rule fits it: everyone on duty was looked at.", "没有适用的规则:已考虑全部在岗人员。");
}

/// <summary>Who would be chosen for a case.</summary>
/// <param name="CaseId">Which case.</param>
/// <param name="Rule">That was applied; null when none fits.</param>
/// <param name="Department">That is responsible by it.</param>
/// <param name="Automatic">Whether the hub does it by itself.</param>
/// <param name="Reach">How many of the first would be reached at once.</param>
/// <param name="Suggestions">The best first.</param>
/// <param name="Then">Who is asked after the nearest, in order.</param>
/// <param name="Note">What an operator should know.</param>
internal sealed record SuggestionsView(
    string CaseId, string? Rule, string? Department, bool Automatic, int Reach, IReadOnlyList<SuggestionView> Suggestions, IReadOnlyList<SuggestionView> Then, string? Note);

/// <summary>Somebody who would be chosen.</summary>
/// <param name="Assignee">What to say to the case.</param>
/// <param name="Person">Their id; null for the centre.</param>
/// <param name="Name">Only for who may read people.</param>
/// <param name="Why">In one line.</param>
internal sealed record SuggestionView(string Assignee, string? Person, string? Name, string Why)
{
    public static SuggestionView Of(DispatchTarget target, bool names, Language language) =>
        new(target.Assignee, target.Person?.Id, names ? target.Person?.Name : null, target.Why.In(language));
}
