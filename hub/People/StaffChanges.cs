using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Wording;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EdgeGrid.Hub.People;

/// <summary>One record changed over HTTP: with the version that was read, or not at all.</summary>
internal static class StaffChanges
{
    public static async Task<IResult> PutAsync<T>(StaffDirectory directory, (StaffKind Kind, string Id) what, Caller caller, HttpContext context)
        where T : StaffRecord
    {
        var body = await RequestBody<T>.ReadAsync(context);
        if (body.Value is not { } record)
        {
            return body.Problem!.Answer(body.Status);
        }

        if (record.Id != what.Id)
        {
            return PeopleRefusals.OtherId(StaffCheck.Shown(record.Id), StaffCheck.Shown(what.Id)).Answer(StatusCodes.Status400BadRequest);
        }

        return await ChangeAsync(directory, (what.Kind, what.Id, record), caller, context);
    }

    public static Task<IResult> DeleteAsync(StaffDirectory directory, (StaffKind Kind, string Id) what, Caller caller, HttpContext context) =>
        directory.VersionOf(what.Kind, what.Id) is null
            ? Task.FromResult<IResult>(PeopleRefusals.None(what.Kind, what.Id).Answer(StatusCodes.Status404NotFound))
            : ChangeAsync(directory, (what.Kind, what.Id, null), caller, context);

    /// <summary>Everything that is wrong, at once: a line each in <c>problems</c>.</summary>
    public static ProblemHttpResult Refused(HttpContext context, IReadOnlyList<Phrase> problems) => PeopleRefusals.Records(problems.Count, problems[0]).Answer(
        StatusCodes.Status422UnprocessableEntity,
        new Dictionary<string, object?> { ["problems"] = problems.Select(one => one.In(Languages.WantedBy(context.Request))) });

    private static async Task<IResult> ChangeAsync(StaffDirectory directory, (StaffKind Kind, string Id, StaffRecord? Record) what, Caller caller, HttpContext context)
    {
        if (!ETags.TryRead(context, out var expected))
        {
            return ApiRefusals.IfMatch(context.Request.Headers.IfMatch.ToString()).Answer(StatusCodes.Status400BadRequest);
        }

        var outcome = await directory.ChangeAsync(what.Kind, what.Id, what.Record, expected, caller, context.RequestAborted);
        if (outcome.Stale)
        {
            return expected is null
                ? PeopleRefusals.Exists(what.Id).Answer(StatusCodes.Status428PreconditionRequired)
                : PeopleRefusals.Changed(what.Id, outcome.Version, expected).Answer(StatusCodes.Status412PreconditionFailed);
        }

        if (outcome.Problems.Count > 0)
        {
            return Refused(context, outcome.Problems);
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
