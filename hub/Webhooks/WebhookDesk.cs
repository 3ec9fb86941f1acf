using System.Collections.Concurrent;
using System.Security.Cryptography;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Webhooks;

/// <summary>Who is told of cases: keeps the webhooks, and lets each go its own rounds.</summary>
internal sealed class WebhookDesk(WriteGate gate, IDbContextFactory<HubDb> store, WebhookCourier courier, LiveFeed feed, WebhookContext context) : BackgroundService
{
    public const int Most = 50;

    private readonly ConcurrentDictionary<string, (CancellationTokenSource End, Task Round)> _rounds = new();

    /// <summary>Adds one: it is told of what happens from now on. Null when there are too many.</summary>
    public async Task<WebhookRow?> AddAsync(string url, IReadOnlyList<string> events, Caller by, CancellationToken cancellationToken)
    {
        var added = await gate.WriteAsync(
            async db =>
            {
                if (await db.Set<WebhookRow>().CountAsync(cancellationToken) >= Most)
                {
                    return null;
                }

                var row = new WebhookRow
                {
                    Id = RandomNumberGenerator.GetHexString(12, lowercase: true),
                    Url = url,
                    Events = string.Join(',', events),
                    CreatedAt = context.Time.GetUtcNow(),
                    CreatedBy = by.Name,
                    Position = await db.CaseEvents.MaxAsync(one => (long?)one.Position, cancellationToken) ?? 0,
                };
                db.Add(row);
                return row;
            },
            cancellationToken);
        if (added is not null)
        {
            Begin(added);
        }

        return added;
    }

    /// <summary>Takes one away with what was set aside of it. False when there is none.</summary>
    public async Task<bool> RemoveAsync(string id, CancellationToken cancellationToken)
    {
        await EndAsync(id);
        return await gate.WriteAsync(
            async db =>
            {
                await db.Set<DeadLetterRow>().Where(row => row.WebhookId == id).ExecuteDeleteAsync(cancellationToken);
                return await db.Set<WebhookRow>().Where(row => row.Id == id).ExecuteDeleteAsync(cancellationToken) > 0;
            },
            cancellationToken);
    }

    /// <summary>Tries once more to deliver what was set aside.</summary>
    public async Task<ResendOutcome> ResendAsync(string id, long letter, CancellationToken cancellationToken)
    {
        await using var db = await store.CreateDbContextAsync(cancellationToken);
        var webhook = await db.Set<WebhookRow>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
        var dead = await db.Set<DeadLetterRow>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == letter && row.WebhookId == id, cancellationToken);
        if (webhook is null || dead is null)
        {
            return new ResendOutcome(Found: false, null);
        }

        var happened = (await CaseTrailStream.Of(store).After(dead.Position - 1, 1, cancellationToken))[0];
        var problem = await courier.TryAsync(webhook, happened, cancellationToken);
        await gate.WriteAsync(
            write =>
            {
                var rows = write.Set<DeadLetterRow>().Where(row => row.Id == letter);
                return problem is null
                    ? rows.ExecuteDeleteAsync(CancellationToken.None)
                    : rows.ExecuteUpdateAsync(row => row.SetProperty(one => one.Problem, problem).SetProperty(one => one.Tries, one => one.Tries + 1), CancellationToken.None);
            },
            CancellationToken.None);
        return new ResendOutcome(Found: true, problem);
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Task.WhenAll(_rounds.Keys.Select(EndAsync));
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var db = await store.CreateDbContextAsync(stoppingToken);
        foreach (var webhook in await db.Set<WebhookRow>().AsNoTracking().ToListAsync(stoppingToken))
        {
            Begin(webhook);
        }
    }

    private void Begin(WebhookRow webhook)
    {
        var end = new CancellationTokenSource();
        var round = new WebhookRound(new RoundContext(gate, store, feed, courier, context.Time, context.Logger), webhook);
        _rounds[webhook.Id] = (end, Task.Run(() => round.RunAsync(end.Token)));
    }

    private async Task EndAsync(string id)
    {
        if (_rounds.TryRemove(id, out var running))
        {
            await running.End.CancelAsync();
            await running.Round;
            running.End.Dispose();
        }
    }
}

/// <summary>What the desk works with besides.</summary>
internal sealed record WebhookContext(TimeProvider Time, ILogger<WebhookDesk> Logger);

/// <summary>What became of another try.</summary>
/// <param name="Found">Whether there was such a letter.</param>
/// <param name="Problem">What the try ended with; null when it was taken.</param>
internal sealed record ResendOutcome(bool Found, string? Problem);
