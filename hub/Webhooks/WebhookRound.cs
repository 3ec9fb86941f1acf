using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Webhooks;

/// <summary>What a round of one webhook reads and writes.</summary>
internal sealed record RoundContext(WriteGate Gate, IDbContextFactory<HubDb> Store, LiveFeed Feed, WebhookCourier Courier, TimeProvider Time, ILogger Logger);

/// <summary>
/// One webhook's own way through the trail of cases: event after event in the order of their commits, so that a case's
/// events arrive in order, each as often as it takes. The trail itself is the outbox, and the webhook's place in it is in
/// the store: nothing is forgotten over a restart, and nobody else waits for an address that is dead.
/// </summary>
internal sealed partial class WebhookRound(RoundContext context, WebhookRow webhook)
{
    private const int AtOnce = 50;

    /// <summary>Its place is written down so often at most.</summary>
    private static readonly TimeSpan KeepPause = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan StumblePause = TimeSpan.FromSeconds(5);

    private readonly StreamSource _trail = CaseTrailStream.Of(context.Store);
    private readonly HashSet<string> _wanted = [.. webhook.Events.Split(',', StringSplitOptions.RemoveEmptyEntries)];
    private long _position = webhook.Position;
    private long _kept = webhook.Position;
    private long _keptAt;
    private DateTimeOffset? _deliveredAt;

    /// <summary>Goes on until it is told to end.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var bell = context.Feed.Subscribe(capacity: 1, only: change => _trail.PlaceOf(change) is not null);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                if (!await DeliverNextAsync(cancellationToken))
                {
                    await RangAsync(bell, cancellationToken);
                }

                await KeepPlaceAsync(KeepPause);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // Ends below.
            }
            catch (Exception e)
            {
                Stumbled(context.Logger, e, webhook.Id);
                await Task.Delay(StumblePause, context.Time, cancellationToken).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }

        try
        {
            // What was delivered is not sent again.
            await KeepPlaceAsync(TimeSpan.Zero);
        }
        catch (Exception e)
        {
            Stumbled(context.Logger, e, webhook.Id);
        }
    }

    /// <summary>True when there may be more at once.</summary>
    private async Task<bool> DeliverNextAsync(CancellationToken cancellationToken)
    {
        var events = await _trail.After(_position, AtOnce, cancellationToken);
        foreach (var happened in events)
        {
            var told = (CaseEventTold)happened.Data;
            if (_wanted.Count == 0 || _wanted.Contains(told.Event))
            {
                if (await context.Courier.DeliverAsync(webhook, happened, cancellationToken) is { } problem)
                {
                    await SetAsideAsync(happened.Place, told, problem);
                }
                else
                {
                    _deliveredAt = context.Time.GetUtcNow();
                }
            }

            _position = happened.Place;
        }

        return events.Count == AtOnce;
    }

    /// <summary>Waits for more; while its place has still to be kept, not for long.</summary>
    private async Task RangAsync(LiveSubscription bell, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(_position == _kept ? Timeout.InfiniteTimeSpan : KeepPause, context.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await bell.Changes.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return;
        }
    }

    /// <summary>Not after every event: each write takes its turn with alerts, and what is sent twice is known by its id.</summary>
    private async Task KeepPlaceAsync(TimeSpan pause)
    {
        if (_position == _kept || context.Time.GetElapsedTime(_keptAt) < pause)
        {
            return;
        }

        var (position, delivered) = (_position, _deliveredAt);
        await context.Gate.WriteAsync(
            db => db.Set<WebhookRow>().Where(row => row.Id == webhook.Id).ExecuteUpdateAsync(
                row => row.SetProperty(one => one.Position, position).SetProperty(one => one.DeliveredAt, one => delivered ?? one.DeliveredAt)),
            CancellationToken.None);
        (_kept, _keptAt) = (position, context.Time.GetTimestamp());
    }

    private Task<bool> SetAsideAsync(long place, CaseEventTold told, string problem)
    {
        GivenUp(context.Logger, webhook.Id, told.Event, told.CaseId, problem);
        return context.Gate.WriteAsync(
            async db =>
            {
                db.Add(new DeadLetterRow
                {
                    WebhookId = webhook.Id,
                    Position = place,
                    CaseId = told.CaseId,
                    Event = told.Event,
                    SetAsideAt = context.Time.GetUtcNow(),
                    Tries = context.Courier.Tries,
                    Problem = problem,
                });
                await db.Set<WebhookRow>().Where(row => row.Id == webhook.Id).ExecuteUpdateAsync(row => row.SetProperty(one => one.Position, place));
                return true;
            },
            CancellationToken.None);
    }

    [LoggerMessage(2310, LogLevel.Warning, "Webhook {Webhook} did not take {Event} of case {CaseId}: {Problem} It is set aside, and can be sent again")]
    private static partial void GivenUp(ILogger logger, string webhook, string @event, string caseId, string problem);

    [LoggerMessage(2311, LogLevel.Error, "Webhook {Webhook} stumbled; it goes on in a moment")]
    private static partial void Stumbled(ILogger logger, Exception e, string webhook);
}
