using EdgeGrid.Agent.Health;
using EdgeGrid.Agent.Outbox;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace EdgeGrid.Agent.Publishing;

/// <summary>
/// Loop 2 of the agent: keeps a connection to the broker, and through it drains the outbox into the hub. Whatever
/// happens to the connection, it comes back, with jittered pauses that grow.
/// </summary>
internal sealed class OutboxPublisher(
    PublisherSettings settings,
    IOutbox outbox,
    StatusReport status,
    TimeProvider time,
    ILogger<OutboxPublisher> log) : BackgroundService
{
    private volatile HubSession? _session;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var waking = WakeOnAppendAsync(stoppingToken);
        var reconnect = Reconnecting();
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                var end = await reconnect.ExecuteAsync(async cancellationToken => await RunSessionAsync(cancellationToken), stoppingToken);
                if (!stoppingToken.IsCancellationRequested)
                {
                    // A good connection is over: the pauses begin anew.
                    Report(end, settings.FirstPause);
                    await Task.Delay(settings.FirstPause, time, stoppingToken);
                }
            }

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
        var session = new HubSession(settings, outbox, status, time, log);
        _session = session;
        var started = time.GetTimestamp();
        try
        {
            var end = await session.RunAsync(stopping);
            return new SessionEnd(end.Words, end.TakenOver, time.GetElapsedTime(started));
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            // The outermost loop: no broker, a certificate that cannot be read, a bug. All of it is logged and tried again.
            return new SessionEnd(Words(exception), TakenOver: false, time.GetElapsedTime(started));
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

    private ResiliencePipeline<SessionEnd> Reconnecting() =>
        new ResiliencePipelineBuilder<SessionEnd> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<SessionEnd>
            {
                ShouldHandle = attempt => ValueTask.FromResult(
                    attempt.Outcome.Result is { } end && (end.TakenOver || end.Lasted < settings.StableAfter)),
                MaxRetryAttempts = int.MaxValue,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = settings.FirstPause,
                MaxDelay = settings.LongestPause,
                DelayGenerator = attempt => ValueTask.FromResult<TimeSpan?>(
                    attempt.Outcome.Result is { TakenOver: true } ? settings.TakenOverPause : null),
                OnRetry = attempt =>
                {
                    Report(attempt.Outcome.Result!, attempt.RetryDelay);
                    return ValueTask.CompletedTask;
                },
            })
            .Build();

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
    /// <param name="Lasted">From the first try to connect.</param>
    private sealed record SessionEnd(string Words, bool TakenOver, TimeSpan Lasted);
}
