using System.Globalization;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Wording;
using Microsoft.AspNetCore.Mvc;

namespace EdgeGrid.Hub.Citizens;

/// <summary>Open311 GeoReport v2 (wiki.open311.org): how citizens' own programs report, and see what became of it. Public.</summary>
internal static class Open311Endpoints
{
    public const string Root = "/open311/v2";

    /// <summary>The longest form that could be right takes less.</summary>
    private const int MaxBytes = 64 * 1024;

    private static readonly Phrase Emergency = new("In an emergency call the emergency number.", "紧急情况请拨打紧急电话。");

    public static void MapCitizens(this IEndpointRouteBuilder app)
    {
        var open311 = app.MapGroup(Root).AllowAnonymous();
        app.MapOpen311Discovery();
        open311.Map("/{**rest}", Nothing).ExcludeFromDescription();
        foreach (var ending in new[] { "", ".xml", ".json" })
        {
            open311.MapGet($"/services{ending}", Services).WithSummary("What can be reported");
            open311.MapGet($"/services/{{code}}{ending}", Definition).WithSummary("What a report of one kind has to say");
            open311.MapGet($"/requests{ending}", RequestsAsync).WithSummary("Citizens' reports, newest first");
            open311.MapPost($"/requests{ending}", ReportAsync).DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(MaxBytes)).TakesBody(typeof(Open311Form), "application/x-www-form-urlencoded", "multipart/form-data").WithSummary("Report something");
            open311.MapGet($"/requests/{{id}}{ending}", RequestAsync).WithSummary("How one report stands");
        }
    }

    /// <summary>Else a stranger who took a wrong method or path would be asked for a token, which nothing here needs.</summary>
    private static Open311Answer Nothing(HttpContext context)
    {
        if (HttpMethods.IsGet(context.Request.Method))
        {
            return Open311Answer.Problem(new Open311Error(404, new("There is nothing here: see services, requests and discovery.", "此处没有内容:见services、requests和discovery。")));
        }

        context.Response.Headers.Allow = "GET, POST";
        return Open311Answer.Problem(new Open311Error(405, new("Services and requests are read with GET; requests takes POST.", "services和requests用GET读取;requests可用POST提交。")));
    }

    private static Open311Answer Services(CitizenOptions options, [FromQuery(Name = "jurisdiction_id")] string? jurisdiction = null) =>
        Foreign(jurisdiction, options) ?? new Open311Answer("services", new Open311List("service", options.Services.Select(service => new (string, object?)[]
        {
            ("service_code", service.Code),
            ("service_name", service.Name),
            ("description", service.Description),
            ("metadata", false),
            ("type", "realtime"),
            ("keywords", ""),
            ("group", service.Group),
        })));

    private static Open311Answer Definition(string code, CitizenOptions options, [FromQuery(Name = "jurisdiction_id")] string? jurisdiction = null) =>
        Foreign(jurisdiction, options)
        ?? (options.Services.Any(service => service.Code == code)
            ? new Open311Answer("service_definition", new (string, object?)[] { ("service_code", code), ("attributes", new Open311List("attribute", [])) })
            : Open311Answer.Problem(Open311Error.NoService(code)));

    private static async Task<Open311Answer> RequestAsync(string id, CitizenOptions options, CitizenQueries queries, CancellationToken cancellationToken, [FromQuery(Name = "jurisdiction_id")] string? jurisdiction = null)
    {
        if (Foreign(jurisdiction, options) is { } foreign)
        {
            return foreign;
        }

        var found = await queries.FindAsync(id, cancellationToken);
        return found.Count == 0 ? Open311Answer.Problem(new Open311Error(404, new($"service_request_id {id} was not found.", $"没有service_request_id {id}。"))) : Requests(found);
    }

    private static async Task<Open311Answer> RequestsAsync([AsParameters] Open311Query query, CitizenOptions options, CitizenQueries queries, CancellationToken cancellationToken)
    {
        var problems = new List<Open311Error>();
        var filter = new CitizenFilter
        {
            Ids = List(query.Ids),
            Services = List(query.Services),
            Since = Instant(query.Since, "start_date", problems),
            Until = Instant(query.Until, "end_date", problems),
            Open = Open(List(query.Status), problems),
            Page = Number(query.Page, "page", int.MaxValue, problems) ?? 1,
            PageSize = Number(query.PageSize, "page_size", CitizenQueries.Most, problems) ?? CitizenQueries.Most,
        };
        return Foreign(query.Jurisdiction, options)
            ?? (problems.Count > 0 ? Open311Answer.Problem(problems) : Requests(await queries.ReadAsync(filter, cancellationToken)));
    }

    private static async Task<Open311Answer> ReportAsync(HttpContext context, CitizenOptions options, CitizenDesk desk, TokenFile tokens)
    {
        var (form, unreadable) = await FormAsync(context.Request);
        if (form is null)
        {
            return Open311Answer.Problem(unreadable!);
        }

        var key = form["api_key"].ToString();
        var holder = key.Length == 0 ? null : tokens.HolderOf(key);
        if ((key.Length > 0 || options.ApiKeyRequired) && holder?.Role.Grant(Permission.ReportCases) != true)
        {
            return Open311Answer.Problem(new Open311Error(403, new("api_key is missing or not known here: it is a token that the centre gives out.", "缺少api_key或系统不认识它:它是由中心发放的令牌。")));
        }

        if (Foreign(form["jurisdiction_id"].ToString() is { Length: > 0 } given ? given : context.Request.Query["jurisdiction_id"], options) is { } foreign)
        {
            return foreign;
        }

        var (report, problems) = CitizenReport.Read(form, options);
        if (report is null)
        {
            return Open311Answer.Problem([.. problems]);
        }

        var by = holder is null ? Caller.Anyone : Caller.Of(holder);
        AuditedRequests.NoteCaller(context, by);
        var outcome = await desk.TakeAsync(report, by, holder?.Name ?? SourceLimit.SourceOf(context.Connection.RemoteIpAddress), context.RequestAborted);
        return Answer(context, outcome);
    }

    private static Open311Answer Answer(HttpContext context, CitizenOutcome outcome)
    {
        if (outcome.RequestId is { } id)
        {
            return Requests([[("service_request_id", id), ("service_notice", Emergency), ("account_id", null)]]);
        }

        if (outcome.Wait is { } wait)
        {
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        return Open311Answer.Problem(new Open311Error(outcome.Wait is null ? 400 : 429, outcome.Why!.Text));
    }

    private static async Task<(IFormCollection? Form, Open311Error? Unreadable)> FormAsync(HttpRequest request)
    {
        if (!request.HasFormContentType)
        {
            return (null, new Open311Error(415, new("Send the report as a form: Content-Type application/x-www-form-urlencoded.", "请以表单发送上报:Content-Type application/x-www-form-urlencoded。")));
        }

        try
        {
            return (await request.ReadFormAsync(request.HttpContext.RequestAborted), null);
        }
        catch (InvalidDataException e)
        {
            return (null, new Open311Error(400, new($"The form cannot be read: {e.Message}", $"表单无法读取:{e.Message}")));
        }
        catch (BadHttpRequestException e)
        {
            return (null, new Open311Error(e.StatusCode, new($"The form cannot be read: {e.Message}", $"表单无法读取:{e.Message}")));
        }
    }

    private static Open311Answer Requests(IReadOnlyList<IReadOnlyList<(string Name, object? Value)>> found) => new("service_requests", new Open311List("request", found));

    private static Open311Answer? Foreign(string? jurisdiction, CitizenOptions options) =>
        string.IsNullOrEmpty(jurisdiction) || options.Jurisdiction is null || jurisdiction == options.Jurisdiction
            ? null
            : Open311Answer.Problem(new Open311Error(404, new($"jurisdiction_id {jurisdiction} was not found: this is {options.Jurisdiction}.", $"没有jurisdiction_id {jurisdiction}:此处为{options.Jurisdiction}。")));

    private static List<string> List(string? text) =>
        text?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().Take(CitizenQueries.Most).ToList() ?? [];

    private static bool? Open(List<string> words, List<Open311Error> problems)
    {
        if (words.Any(word => word is not ("open" or "closed")))
        {
            problems.Add(new Open311Error(400, new("status is open, closed, or both with a comma.", "status为open、closed,或以逗号同时给出两者。")));
        }

        return words is [var only] ? only == "open" : null;
    }

    private static int? Number(string? text, string name, int most, List<Open311Error> problems)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most)
        {
            return number;
        }

        problems.Add(new Open311Error(400, new($"{name} is a number from 1 to {most}.", $"{name}须为1至{most}的数。")));
        return null;
    }

    private static DateTimeOffset? Instant(string? text, string name, List<Open311Error> problems)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at))
        {
            return at;
        }

        problems.Add(new Open311Error(400, new($"{name} is an instant like 2026-11-25T08:00:00Z.", $"{name}须为时刻,例如2026-11-25T08:00:00Z。")));
        return null;
    }
}
