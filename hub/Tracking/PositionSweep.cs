using EdgeGrid.Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Tracking;

/// <summary>Every hour: forgets where people are who are off duty, and deletes positions and looks that have been kept long enough.</summary>
internal sealed partial class PositionSweep(WriteGate gate, Whereabouts whereabouts, TrackingClock clock, ILogger<PositionSweep> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    /// <summary>So much of the past is deleted at once, so that nobody waits long for their turn.</summary>
    private static readonly TimeSpan Slice = TimeSpan.FromHours(1);

    /// <summary>Sweeps once.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var now = clock.Time.GetUtcNow();
        whereabouts.Sweep(now);
        while (await DeleteSliceAsync(now - clock.Options.PositionsKeptFor, cancellationToken))
        {
            // There is more.
        }

        var looksEnd = now - clock.Options.LooksKeptFor;
        await gate.WriteAsync(db => db.Set<PositionLookRow>().Where(row => row.At < looksEnd).ExecuteDeleteAsync(cancellationToken), cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Failed(logger, e.GetBaseException().Message);
            }
            catch when (stoppingToken.IsCancellationRequested)
            {
                // The end. After a start that failed, what it works with may be gone before it.
                return;
            }

            await Task.Delay(Pause, clock.Time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Task<bool> DeleteSliceAsync(DateTimeOffset end, CancellationToken cancellationToken) => gate.WriteAsync(
        async db =>
        {
            var positions = db.Set<PositionRow>().Where(row => row.At < end);
            if (await positions.OrderBy(row => row.At).Select(row => (DateTimeOffset?)row.At).FirstOrDefaultAsync(cancellationToken) is not { } oldest)
            {
                return false;
            }

            var sliceEnd = oldest + Slice;
            await positions.Where(row => row.At < sliceEnd).ExecuteDeleteAsync(cancellationToken);
            return true;
        },
        cancellationToken);

    [LoggerMessage(2700, LogLevel.Warning, "Old positions could not be deleted, the next try is in an hour: {Reason}")]
    private static partial void Failed(ILogger logger, string reason);
}
