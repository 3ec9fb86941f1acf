using EdgeGrid.Hub.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EdgeGrid.Hub.People;

/// <summary>One record changed over HTTP: with the version that was read, or not at all.</summary>
internal static class StaffChanges
{
    public static async Task<IResult> PutAsync<T>(StaffDirectory directory, (StaffKind Kind, string Id, RequestBody<T> Body) what, Caller caller, HttpContext context)
        where T : StaffRecord
    {
        if (what.Body.Value is not { } record)
        {
            return TypedResults.Problem(what.Body.Problem, statusCode: what.Body.Status);
        }

        if (record.Id != what.Id)
        {
            return TypedResults.Problem($"The body is about {StaffCheck.Shown(record.Id)}, the address about {StaffCheck.Shown(what.Id)}.", statusCode: StatusCodes.Status400BadRequest);
        }

        return await ChangeAsync(directory, (what.Kind, what.Id, record), caller, context);
    }

    public static Task<IResult> DeleteAsync(StaffDirectory directory, (StaffKind Kind, string Id) what, Caller caller, HttpContext context) =>
        directory.VersionOf(what.Kind, what.Id) is null
            ? Task.FromResult<IResult>(TypedResults.Problem($"There is no {what.Kind.ToString().ToLowerInvariant()} {what.Id}.", statusCode: StatusCodes.Status404NotFound))
            : ChangeAsync(directory, (what.Kind, what.Id, null), caller, context);

    /// <summary>Everything that is wrong, at once: a line each in <c>problems</c>.</summary>
    public static ProblemHttpResult Refused(IReadOnlyList<string> problems) => TypedResults.Problem(
        $"Nothing was changed: {problems.Count} problem(s), the first: {problems[0]}.",
        statusCode: StatusCodes.Status422UnprocessableEntity,
        extensions: new Dictionary<string, object?> { ["problems"] = problems });

    private static async Task<IResult> ChangeAsync(StaffDirectory directory, (StaffKind Kind, string Id, StaffRecord? Record) what, Caller caller, HttpContext context)
    {
        if (!ETags.TryRead(context, out var expected))
        {
            return TypedResults.Problem("If-Match must be one version, as the ETag told it.", statusCode: StatusCodes.Status400BadRequest);
        }

        var outcome = await directory.ChangeAsync(what.Kind, what.Id, what.Record, expected, caller, context.RequestAborted);
        if (outcome.Stale)
        {
            return expected is null
                ? TypedResults.Problem($"{what.Id} exists: to change it, send its version in If-Match; GET tells it as the ETag.", statusCode: StatusCodes.Status428PreconditionRequired)
                : TypedResults.Problem($"{what.Id} has changed: it is at version {outcome.Version?.ToString() ?? "none"}, and {expected} was expected. Read it again.", statusCode: StatusCodes.Status412PreconditionFailed);
        }

        if (outcome.Problems.Count > 0)
        {
            return Refused(outcome.Problems);
        }

        if (outcome.Version is { } version)
        {
            ETags.Tell(context, version);
        }

        return what.Record is null ? TypedResults.NoContent()
            : expected is null ? TypedResults.Json((object)what.Record, statusCode: StatusCodes.Status201Created)
            : TypedResults.Ok((object)what.Record);
    }
}
