using EdgeGrid.Hub.Configuration;

namespace EdgeGrid.Hub.Storage.Upkeep;

/// <summary>Deletes readings that were taken longer ago than they are to be kept, in pieces so small that an alert never waits for one.</summary>
internal sealed class ReadingsRetention(HubOptions options, HubStore store, WriteGate gate, ILogger<ReadingsRetention> logger) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromHours(1);

    /// <summary>Whoever waits for the turn gets it in between.</summary>
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(20);

    /// <summary>Deletes what is too old now.</summary>
    /// <returns>True when something was.</returns>
    public async Task<bool> CutAsync(TimeSpan keep, CancellationToken cancellationToken)
    {
        var before = options.Time.GetUtcNow() - keep;
        var any = false;
        while (await gate.WriteAsync(db => store.Engine.DeleteReadingsAsync(db, before, cancellationToken), cancellationToken))
        {
            any = true;
            await Task.Delay(Breath, options.Time, cancellationToken);
        }

        return any;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.KeepReadings is not { } keep)
        {
            return;
        }

        while (true)
        {
            try
            {
                if (await CutAsync(keep, stoppingToken))
                {
                    StoreLog.ReadingsDeleted(logger, keep.TotalDays);
                }
            }
            catch (Exception e) when (StoreFailure.Is(e))
            {
                StoreLog.ReadingsKept(logger, e.GetBaseException().Message);
            }

            await Task.Delay(Between, options.Time, stoppingToken);
        }
    }
}
