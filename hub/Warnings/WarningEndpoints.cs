using System.Security.Cryptography;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace EdgeGrid.Hub.Warnings;

/// <summary>Public warnings: anyone may read them, few may publish.</summary>
internal static class WarningEndpoints
{
    public const string PublicRoot = "/warnings";

    private const int MostInFeed = 100;

    private static readonly TimeSpan FeedReachesBack = TimeSpan.FromDays(7);

    public static void AddWarnings(this IServiceCollection services, WarningOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<WarningDesk>();
    }

    public static void MapWarnings(this IEndpointRouteBuilder app)
    {
        app.MapGet(PublicRoot + "/feed.atom", FeedAsync).WithSummary("Public warnings of the last week, newest first: Atom").AllowAnonymous();
        app.MapGet(PublicRoot + "/{id}.cap.xml", CapAsync).WithSummary("A public warning: CAP 1.2").AllowAnonymous();
        app.MapGet("/api/v1/warnings", ListAsync).WithSummary("Published warnings, newest first").Gives().Requires(Permission.ReadCases);
        app.MapPost("/api/v1/warnings", PublishAsync).WithSummary("Publish, update or cancel a case's public warning").Requires(Permission.PublishWarnings);
    }

    private static async Task<FileContentHttpResult> FeedAsync(HttpRequest request, IDbContextFactory<HubDb> store, WarningOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow() - FeedReachesBack;
        await using var db = await store.CreateDbContextAsync(cancellationToken);
        var rows = await db.Set<WarningRow>().AsNoTracking().Where(row => row.SentAt >= since).OrderByDescending(row => row.Id).Take(MostInFeed).ToListAsync(cancellationToken);
        return Tagged(WarningFeed.Write(rows, AddressOf(request), options), WarningFeed.MediaType, rows.FirstOrDefault()?.SentAt);
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> CapAsync(string id, IDbContextFactory<HubDb> store, CancellationToken cancellationToken)
    {
        await using var db = await store.CreateDbContextAsync(cancellationToken);
        var row = await db.Set<WarningRow>().AsNoTracking().SingleOrDefaultAsync(one => one.Identifier == id, cancellationToken);
        return row is null
            ? WarningRefusals.None(id).Answer(StatusCodes.Status404NotFound)
            : Tagged(row.Xml, CapXml.MediaType, row.SentAt);
    }

    /// <summary>With an entity tag of its bytes: who has them already (If-None-Match) is answered 304.</summary>
    private static FileContentHttpResult Tagged(byte[] bytes, string mediaType, DateTimeOffset? sentAt) => TypedResults.File(
        bytes, mediaType, lastModified: sentAt, entityTag: new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..32]}\""));

    private static async Task<Ok<WarningPage>> ListAsync(HttpRequest request, IDbContextFactory<HubDb> store, CancellationToken cancellationToken, string? caseId = null, long? before = null, int limit = 50)
    {
        await using var db = await store.CreateDbContextAsync(cancellationToken);
        var rows = await db.Set<WarningRow>().AsNoTracking()
            .Where(row => before == null || row.Id < before)
            .Where(row => caseId == null || row.CaseId == caseId)
            .OrderByDescending(row => row.Id)
            .Take(limit + 1)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(new WarningPage([.. rows.Take(limit).Select(row => View(row, request))], rows.Count > limit ? rows[limit - 1].Id : null));
    }

    private static async Task<Results<Created<WarningView>, ProblemHttpResult>> PublishAsync(WarningRequest wanted, Caller caller, HttpRequest request, WarningDesk desk, CancellationToken cancellationToken)
    {
        if (wanted.Problem() is { } problem)
        {
            return problem.Answer(StatusCodes.Status422UnprocessableEntity);
        }

        var outcome = await desk.PublishAsync(wanted, caller, cancellationToken);
        if (outcome.Published is not { } row)
        {
            return outcome.Why!.Answer(outcome.Status);
        }

        var view = View(row, request);
        return TypedResults.Created(view.Cap, view);
    }

    private static WarningView View(WarningRow row, HttpRequest request) => new(
        row.Identifier, row.CaseId, row.Message, row.Level, row.SentAt, row.ExpiresAt, row.HeadlineZh, row.Headline, row.Simulated, row.PublishedBy,
        new Uri(AddressOf(request), $"{Uri.EscapeDataString(row.Identifier)}.cap.xml"));

    private static Uri AddressOf(HttpRequest request) => new($"{request.Scheme}://{request.Host}{request.PathBase}{PublicRoot}/");
}

/// <summary>A page of published warnings.</summary>
/// <param name="Warnings">Newest first.</param>
/// <param name="Next">What to give as <c>before</c> for the next page; null at the end.</param>
internal sealed record WarningPage(IReadOnlyList<WarningView> Warnings, long? Next);

/// <summary>A published warning.</summary>
internal sealed record WarningView(
    string Identifier,
    string CaseId,
    CapMessage Message,
    WarningLevel Level,
    DateTimeOffset SentAt,
    DateTimeOffset ExpiresAt,
    string HeadlineZh,
    string HeadlineEn,
    bool Simulated,
    string PublishedBy,
    Uri Cap);
