using System.Threading.Channels;
using EdgeGrid.Hub.Api;

namespace EdgeGrid.Hub.Cases.Limits;

/// <summary>
/// Waits for an instant of the wall clock. Timers run on the monotonic clock and do not notice when the wall clock is set:
/// so the two are compared every minute, which reads no store.
/// </summary>
internal static class LimitTimer
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    /// <summary>Returns at an instant, or when something has changed before.</summary>
    /// <param name="until">The instant; null waits for a change alone.</param>
    /// <param name="changes">What rings.</param>
    /// <param name="time">Both clocks.</param>
    /// <param name="logger">Is told when the wall clock was set.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task WaitAsync(DateTimeOffset? until, ChannelReader<LiveChange> changes, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var rung = changes.WaitToReadAsync(done.Token).AsTask();
        try
        {
            if (until is not { } instant)
            {
                await rung;
                return;
            }

            while (!rung.IsCompleted && time.GetUtcNow() is var now && now < instant)
            {
                var started = time.GetTimestamp();
                await Task.WhenAny(rung, Task.Delay(PauseOf(instant - now), time, done.Token));
                var set = time.GetUtcNow() - now - time.GetElapsedTime(started);
                if (set.Duration() > Tolerance)
                {
                    LimitLog.ClockSet(logger, set.TotalSeconds);
                }
            }
        }
        finally
        {
            await done.CancelAsync();
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Whole milliseconds, as timers go: rounded down it would wake too early.</summary>
    private static TimeSpan PauseOf(TimeSpan left) => left < Longest ? TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)) : Longest;
}
