using EdgeGrid.Hub.Configuration;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Storage.Upkeep;

/// <summary>
/// Deletes readings that are older than they are to be kept, in pieces so small that an alert never waits for one. Each
/// epoch of a gateway is a row of blocks in the order of time: it is cut from its beginning, which needs no index by time.
/// </summary>
internal sealed class ReadingsRetention(HubOptions options, HubStore store, WriteGate gate, ILogger<ReadingsRetention> logger) : BackgroundService
{
    /// <summary>Blocks that go in one transaction: a few milliseconds, or the time of one sync.</summary>
    public const int AtOnce = 25;

    private static readonly TimeSpan Between = TimeSpan.FromHours(1);

    /// <summary>Whoever waits for the turn gets it in between.</summary>
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(20);

    /// <summary>A clock that says less was never set: how old its readings are nobody knows.</summary>
    private static readonly DateTimeOffset Earliest = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Deletes what is too old now.</summary>
    /// <returns>How many blocks.</returns>
    public async Task<long> CutAsync(TimeSpan keep, CancellationToken cancellationToken)
    {
        var before = options.Time.GetUtcNow() - keep;
        List<(string Gateway, string Epoch)> epochs;
        await using (var db = store.CreateDbContext())
        {
            epochs = [.. (await db.ReadingBlocks.Select(row => new { row.Gateway, row.Epoch }).Distinct().ToListAsync(cancellationToken)).Select(row => (row.Gateway, row.Epoch))];
        }

        long count = 0;
        foreach (var (gateway, epoch) in epochs)
        {
            while (await CutPieceAsync(gateway, epoch, before, cancellationToken) is > 0 and var cut)
            {
                count += cut;
                await Task.Delay(Breath, options.Time, cancellationToken);
            }
        }

        return count;
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
                if (await CutAsync(keep, stoppingToken) is > 0 and var count)
                {
                    StoreLog.ReadingsDeleted(logger, count, keep.TotalDays);
                }
            }
            catch (Exception e) when (StoreFailure.Is(e))
            {
                StoreLog.ReadingsKept(logger, e.GetBaseException().Message);
            }

            await Task.Delay(Between, options.Time, stoppingToken);
        }
    }

    private async Task<int> CutPieceAsync(string gateway, string epoch, DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var db = store.CreateDbContext();
        var first = await db.ReadingBlocks.Where(row => row.Gateway == gateway && row.Epoch == epoch)
            .OrderBy(row => row.Sequence)
            .Select(row => new { row.Sequence, row.LastAt })
            .Take(AtOnce)
            .ToListAsync(cancellationToken);

        // A block of no known time goes with the next one whose time is known, and never by itself.
        var old = first.TakeWhile(row => row.LastAt < before).LastOrDefault(row => row.LastAt >= Earliest);
        return old is null
            ? 0
            : await gate.WriteAsync(
                writing => writing.ReadingBlocks.Where(row => row.Gateway == gateway && row.Epoch == epoch && row.Sequence <= old.Sequence).ExecuteDeleteAsync(cancellationToken),
                cancellationToken);
    }
}
