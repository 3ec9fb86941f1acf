using EdgeGrid.Agent.Outbox;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace EdgeGrid.Agent.Publishing;

/// <summary>
/// Loop 2 of the agent: keeps a connection to the broker, and through it drains the outbox into the hub. Whatever
/// happens to the connection, it comes back, at the pace of <see cref="ReconnectPace"/>.
/// </summary>
internal sealed class OutboxPublisher(
    PublisherSettings settings,
    IOutbox outbox,
    HubTalk talk,
    TimeProvider time,
    ILogger<OutboxPublisher> log) : BackgroundService
{
    private volatile HubSession? _session;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var waking = WakeOnAppendAsync(stoppingToken);
        try
        {
            await Reconnecting().ExecuteAsync(async cancellationToken => await RunSessionAsync(cancellationToken), stoppingToken);
            await waking;
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The pause before the next try, or the wait for an append, was cut short: this is how it stops.
            return;
        }
    }

    private async ValueTask<SessionEnd> RunSessionAsync(CancellationToken stopping)
    {
        var session = new HubSession(settings, outbox, talk, time, log);
        _session = session;
        var started = time.GetTimestamp();
        try
        {
            var end = await session.RunAsync(stopping);
            return new SessionEnd(end.Words, end.TakenOver, WasGood: time.GetElapsedTime(started) >= settings.StableAfter);
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            // The outermost loop: no broker, a certificate that cannot be read, a bug. All of it is logged and tried again.
            return new SessionEnd(Words(exception), TakenOver: false, WasGood: false);
        }
        finally
        {
            _session = null;
        }
    }

    private async Task WakeOnAppendAsync(CancellationToken stopping)
    {
        while (true)
        {
            await outbox.WaitForAppendAsync(stopping);
            _session?.Wake();
        }
    }

    private ResiliencePipeline<SessionEnd> Reconnecting()
    {
        var pace = new ReconnectPace(settings.FirstPause, settings.LongestPause, Random.Shared);
        return new ResiliencePipelineBuilder<SessionEnd> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<SessionEnd>
            {
                // Every end is one to come back from; that of the agent is not tried again.
                ShouldHandle = attempt => ValueTask.FromResult(attempt.Outcome.Result is not null),
                MaxRetryAttempts = int.MaxValue,
                DelayGenerator = attempt => ValueTask.FromResult<TimeSpan?>(
                    attempt.Outcome.Result is { TakenOver: false } end ? pace.Next(end.WasGood) : settings.TakenOverPause),
                OnRetry = attempt =>
                {
                    Report(attempt.Outcome.Result!, attempt.RetryDelay);
                    return ValueTask.CompletedTask;
                },
            })
            .Build();
    }

    private void Report(SessionEnd end, TimeSpan pause)
    {
        if (end.TakenOver)
        {
            log.TakenOver(settings.Gateway, pause);
        }
        else
        {
            log.NotConnected(settings.Hub.Url.GetLeftPart(UriPartial.Authority), end.Words, pause);
        }
    }

    private static string Words(Exception exception) =>
        exception.InnerException is { } inner && inner.Message != exception.Message
            ? $"{exception.Message} ({inner.Message})"
            : exception.Message;

    /// <param name="Words">Why it ended.</param>
    /// <param name="TakenOver">Another client has this one's name.</param>
    /// <param name="WasGood">It lasted: the pauses begin anew.</param>
    private sealed record SessionEnd(string Words, bool TakenOver, bool WasGood);
}
