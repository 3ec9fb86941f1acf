using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Wording;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EdgeGrid.Hub.People;

/// <summary>Staff, departments and rosters: read, changed one by one, imported and exported whole.</summary>
internal static class PeopleEndpoints
{
    private const string Root = "/api/v1";

    public static void MapPeople(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup(Root);
        MapRecords<Person>(api, "/people", StaffKind.Person, "person");
        MapRecords<Department>(api, "/departments", StaffKind.Department, "department");
        MapRecords<Roster>(api, "/rosters", StaffKind.Roster, "roster");
        api.MapGet("/people", People).WithSummary("Staff by id, filtered by department, grid, role and duty").Gives().Requires(Permission.ReadPeople);
        api.MapGet("/departments", Departments).WithSummary("Departments by id").Gives().Requires(Permission.ReadPeople);
        api.MapGet("/rosters", Rosters).WithSummary("Duty rosters by id").Gives().Requires(Permission.ReadPeople);
        api.MapGet("/people/{id}/duty", Duty).WithSummary("When somebody is on duty, seven days from a day").Requires(Permission.ReadPeople);
        api.MapGet("/grids/{code}/team", Team).WithSummary("One grid, five roles: who they are and who is on duty").Requires(Permission.ReadPeople);
        api.MapGet("/people/export", Export).WithSummary("Everything that an import takes").Requires(Permission.ReadPeople);
        api.MapPost("/people/import", Import).WithSummary("Takes departments, people and rosters; all or nothing, with every problem at once")
            .Accepts<StaffFile>("application/json").Requires(Permission.ChangePeople);
    }

    private static void MapRecords<T>(RouteGroupBuilder api, string path, StaffKind kind, string word)
        where T : StaffRecord
    {
        api.MapGet(path + "/{id}", (string id, StaffDirectory directory, HttpContext context) => One<T>(directory, kind, id, context))
            .WithSummary($"One {word}; the ETag is its version").Produces<T>().Requires(Permission.ReadPeople);
        api.MapPut(path + "/{id}", (string id, Caller caller, StaffDirectory directory, HttpContext context) =>
                StaffChanges.PutAsync<T>(directory, (kind, id), caller, context))
            .WithSummary($"Makes a {word}, or changes one: If-Match must then be the version that was read").Accepts<T>("application/json").Produces<T>().TakesVersion().Requires(Permission.ChangePeople);
        api.MapDelete(path + "/{id}", (string id, Caller caller, StaffDirectory directory, HttpContext context) =>
                StaffChanges.DeleteAsync(directory, (kind, id), caller, context))
            .WithSummary($"Takes a {word} out, if nothing else names it").Produces(StatusCodes.Status204NoContent).TakesVersion().Requires(Permission.ChangePeople);
    }

    private static IResult One<T>(StaffDirectory directory, StaffKind kind, string id, HttpContext context)
        where T : StaffRecord
    {
        var staff = directory.Now;
        StaffRecord? record = kind switch
        {
            StaffKind.Person => staff.People.GetValueOrDefault(id),
            StaffKind.Department => staff.Departments.GetValueOrDefault(id),
            _ => staff.Rosters.GetValueOrDefault(id),
        };
        if (record is null || directory.VersionOf(kind, id) is not { } version)
        {
            return PeopleRefusals.None(kind, id).Answer(StatusCodes.Status404NotFound);
        }

        ETags.Tell(context, version);
        return TypedResults.Ok((T)record);
    }

    private static Results<Ok<Page<PersonView>>, ProblemHttpResult> People(
        StaffDirectory directory, TimeProvider time, string? department = null, string? grid = null, string? role = null, bool? onDuty = null, string? after = null, int limit = 50)
    {
        GridRole? wanted = Enum.TryParse<GridRole>(role, ignoreCase: true, out var parsed) && Enum.IsDefined(parsed) ? parsed : null;
        if (role is not null && wanted is null)
        {
            return PeopleRefusals.Role.Answer(StatusCodes.Status400BadRequest);
        }

        var (staff, now) = (directory.Now, time.GetUtcNow());
        var found = staff.File.People
            .Where(person => department is null || person.Department == department)
            .Where(person => (grid is null && wanted is null) || person.Posts.Any(post => (grid is null || post.Grid == grid) && (wanted is null || post.Role == wanted)))
            .Where(person => onDuty is null || staff.IsOnDuty(person.Id, now) == onDuty);
        return TypedResults.Ok(Page(found, after, limit, person => PersonView.Of(person, staff, now)));
    }

    private static Ok<Page<Department>> Departments(StaffDirectory directory, string? after = null, int limit = 50) =>
        TypedResults.Ok(Page(directory.Now.File.Departments, after, limit, one => one));

    private static Ok<Page<Roster>> Rosters(StaffDirectory directory, string? after = null, int limit = 50) =>
        TypedResults.Ok(Page(directory.Now.File.Rosters, after, limit, one => one));

    private static Results<Ok<IReadOnlyList<DutyView>>, ProblemHttpResult> Duty(string id, StaffDirectory directory, TimeProvider time, DateOnly? day = null)
    {
        if (!directory.Now.People.ContainsKey(id))
        {
            return PeopleRefusals.None(StaffKind.Person, id).Answer(StatusCodes.Status404NotFound);
        }

        var first = day ?? DateOnly.FromDateTime(time.GetLocalNow().DateTime);
        return first.DayNumber is < 1000 or > 3_000_000
            ? PeopleRefusals.Day.Answer(StatusCodes.Status400BadRequest)
            : TypedResults.Ok<IReadOnlyList<DutyView>>(
                [.. directory.Now.PlanOf(id).Between(first, first.AddDays(6)).Order().Select(span => new DutyView(span.From.ToUniversalTime(), span.Until.ToUniversalTime()))]);
    }

    private static Ok<TeamView> Team(string code, StaffDirectory directory, TimeProvider time) =>
        TypedResults.Ok(TeamView.Of(code, directory.Now, time.GetUtcNow()));

    private static Ok<StaffFile> Export(StaffDirectory directory) => TypedResults.Ok(directory.Now.File);

    private static async Task<Results<Ok<StaffReport>, ProblemHttpResult>> Import(
        RequestBody<StaffFile> body, HttpContext context, Caller caller, StaffDirectory directory, CancellationToken cancellationToken, bool replace = false, bool dryRun = false)
    {
        if (body.Value is not { } file)
        {
            return body.Problem!.Answer(body.Status);
        }

        var report = await directory.ImportAsync(file, replace, dryRun, caller, cancellationToken);
        return report.Problems.Count == 0 ? TypedResults.Ok(report.In(Languages.Settle(context))) : StaffChanges.Refused(context, report.Problems);
    }

    private static Page<TView> Page<T, TView>(IEnumerable<T> all, string? after, int limit, Func<T, TView> view)
        where T : StaffRecord
    {
        var page = all.Where(one => after is null || string.CompareOrdinal(one.Id, after) > 0).OrderBy(one => one.Id, StringComparer.Ordinal).Take(limit + 1).ToList();
        return Page<TView>.Of(page, limit, view, one => one.Id);
    }
}
