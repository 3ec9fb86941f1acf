using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Configuration;
using EdgeGrid.Hub.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Webhooks;

/// <summary>Where events of cases are sent, and what an address did not take.</summary>
internal static class WebhookEndpoints
{
    private const int MaxEvents = 50;

    public static void AddWebhooks(this IServiceCollection services, HubOptions options)
    {
        services.AddSingleton(options.Webhooks);
        services.AddSingleton(_ => WebhookSecret.ReadOrMake(options.Webhooks.SecretFile, options.DataFolder));
        services.AddSingleton<WebhookCourier>();
        services.AddSingleton<WebhookContext>();
        services.AddSingleton<WebhookDesk>();
        services.AddHostedService(provider => provider.GetRequiredService<WebhookDesk>());
    }

    public static void MapWebhooks(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1/webhooks");
        api.MapGet("", ListAsync).WithSummary("Where events of cases are sent").Requires(Permission.ChangeWebhooks);
        api.MapPost("", AddAsync).WithSummary("Send events of cases to an address, from now on").Requires(Permission.ChangeWebhooks);
        api.MapDelete("/{id}", RemoveAsync).WithSummary("Send no more").Requires(Permission.ChangeWebhooks);
        api.MapGet("/{id}/key", KeyAsync).WithSummary("The key that an address checks signatures with").Requires(Permission.ChangeWebhooks);
        api.MapGet("/{id}/dead-letters", DeadLettersAsync).WithSummary("What an address did not take, oldest first").Gives().Requires(Permission.ChangeWebhooks);
        api.MapPost("/{id}/dead-letters/{letter:long}/resend", ResendAsync).WithSummary("Send it once more").Requires(Permission.ChangeWebhooks);
    }

    private static async Task<Ok<List<WebhookView>>> ListAsync(IDbContextFactory<HubDb> store, CancellationToken cancellationToken)
    {
        await using var db = await store.CreateDbContextAsync(cancellationToken);
        var last = await db.CaseEvents.MaxAsync(row => (long?)row.Position, cancellationToken) ?? 0;
        var rows = await db.Set<WebhookRow>().AsNoTracking()
            .OrderBy(row => row.CreatedAt)
            .Select(row => new { Row = row, Dead = db.Set<DeadLetterRow>().Count(letter => letter.WebhookId == row.Id) })
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(rows.ConvertAll(one => View(one.Row, last, one.Dead)));
    }

    private static async Task<Results<Created<WebhookView>, ProblemHttpResult>> AddAsync(WebhookRequest wanted, Caller caller, WebhookOptions options, WebhookDesk desk, CancellationToken cancellationToken)
    {
        var events = wanted.Events ?? [];
        if (OutwardAddress.Problem(wanted.Url, options.AllowPrivate) is { } problem)
        {
            return problem.Answer(StatusCodes.Status422UnprocessableEntity);
        }

        if (events.Count > MaxEvents)
        {
            return WebhookRefusals.Events(MaxEvents).Answer(StatusCodes.Status422UnprocessableEntity);
        }

        if (events.FirstOrDefault(name => !CaseEventJson.IsKnown(name)) is { } unknown)
        {
            return WebhookRefusals.NoEvent(unknown).Answer(StatusCodes.Status422UnprocessableEntity);
        }

        return await desk.AddAsync(wanted.Url, events, caller, cancellationToken) is { } row
            ? TypedResults.Created($"/api/v1/webhooks/{row.Id}", View(row, row.Position, 0))
            : WebhookRefusals.TooMany(WebhookDesk.Most).Answer(StatusCodes.Status409Conflict);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(string id, WebhookDesk desk, CancellationToken cancellationToken) =>
        await desk.RemoveAsync(id, cancellationToken) ? TypedResults.NoContent() : None(id);

    private static async Task<Results<Ok<WebhookKey>, ProblemHttpResult>> KeyAsync(
        string id, HttpContext http, IDbContextFactory<HubDb> store, WebhookSecret secret, Audit audit, CancellationToken cancellationToken)
    {
        await using var db = await store.CreateDbContextAsync(cancellationToken);
        if (!await db.Set<WebhookRow>().AnyAsync(row => row.Id == id, cancellationToken))
        {
            return None(id);
        }

        http.Response.Headers.CacheControl = "no-store";
        await audit.WriteAsync(Caller.Of(http), "look at a webhook's key", http.Request.Path, StatusCodes.Status200OK, http.TraceIdentifier, cancellationToken);
        return TypedResults.Ok(new WebhookKey(secret.KeyOf(id)));
    }

    private static async Task<Ok<List<DeadLetterView>>> DeadLettersAsync(string id, IDbContextFactory<HubDb> store, CancellationToken cancellationToken, long after = 0, int limit = 100)
    {
        await using var db = await store.CreateDbContextAsync(cancellationToken);
        var rows = await db.Set<DeadLetterRow>().AsNoTracking()
            .Where(row => row.WebhookId == id && row.Id > after)
            .OrderBy(row => row.Id)
            .Take(limit)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(rows.ConvertAll(row => new DeadLetterView(row.Id, row.CaseId, row.Event, row.SetAsideAt, row.Tries, row.Problem)));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ResendAsync(string id, long letter, WebhookDesk desk, CancellationToken cancellationToken)
    {
        var outcome = await desk.ResendAsync(id, letter, cancellationToken);
        if (!outcome.Found)
        {
            return WebhookRefusals.NoLetter(id, letter).Answer(StatusCodes.Status404NotFound);
        }

        return outcome.Problem is null ? TypedResults.NoContent() : WebhookRefusals.NotTaken(outcome.Problem).Answer(StatusCodes.Status502BadGateway);
    }

    private static ProblemHttpResult None(string id) => WebhookRefusals.None(id).Answer(StatusCodes.Status404NotFound);

    private static WebhookView View(WebhookRow row, long last, int dead) => new(
        row.Id, row.Url, row.Events.Split(',', StringSplitOptions.RemoveEmptyEntries), row.CreatedAt, row.CreatedBy, row.DeliveredAt, Math.Max(0, last - row.Position), dead);
}

/// <summary>Where to send.</summary>
/// <param name="Url">To which address.</param>
/// <param name="Events">Which events, by name; all when null.</param>
internal sealed record WebhookRequest(string Url, IReadOnlyList<string>? Events = null);

/// <summary>What signs, for whoever checks.</summary>
internal sealed record WebhookKey(string Key);

/// <summary>A webhook and how it stands.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Url">Where it leads.</param>
/// <param name="Events">Which events; all when empty.</param>
/// <param name="CreatedAt">Since when.</param>
/// <param name="CreatedBy">By whom.</param>
/// <param name="DeliveredAt">When an event was last taken.</param>
/// <param name="Behind">So many events of cases have happened since the one it is at.</param>
/// <param name="DeadLetters">So many were not taken.</param>
internal sealed record WebhookView(string Id, string Url, IReadOnlyList<string> Events, DateTimeOffset CreatedAt, string CreatedBy, DateTimeOffset? DeliveredAt, long Behind, int DeadLetters);

/// <summary>An event that was not taken.</summary>
internal sealed record DeadLetterView(long Id, string CaseId, string Event, DateTimeOffset SetAsideAt, int Tries, string Problem);
