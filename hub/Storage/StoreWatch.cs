using EdgeGrid.Hub.Api;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Storage;

/// <summary>
/// Once the store has refused a change, finds out when it takes changes again: nobody else may want one for hours, and
/// <c>/health</c> has to say how it is.
/// </summary>
internal sealed class StoreWatch(WriteGate gate, TimeProvider time, ILogger<StoreWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await WatchAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The hub ends. Where its start failed, the host would take this for a failure of its own.
            return;
        }
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        using var ticks = new PeriodicTimer(Pause, time);
        var failing = false;
        while (await ticks.WaitForNextTickAsync(cancellationToken))
        {
            if (gate.Problem is { } problem)
            {
                if (!failing)
                {
                    StoreLog.Refuses(logger, problem);
                }

                failing = true;
                await TryAsync(cancellationToken);
            }

            if (failing && gate.Problem is null)
            {
                failing = false;
                StoreLog.TakesAgain(logger);
            }
        }
    }

    /// <summary>A row, and gone again, in one transaction: something is written, and nothing is there after it.</summary>
    private async Task TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            await gate.WriteAsync(
                async db =>
                {
                    var row = new IdempotencyRow { Who = "", Key = nameof(StoreWatch), Fingerprint = "", At = time.GetUtcNow() };
                    db.Add(row);
                    await db.SaveChangesAsync(cancellationToken);
                    return await db.Set<IdempotencyRow>().Where(one => one.Who == row.Who && one.Key == row.Key).ExecuteDeleteAsync(cancellationToken);
                },
                cancellationToken);
        }
        catch (Exception e) when (StoreFailure.Is(e))
        {
            // The gate keeps why.
        }
    }
}
