using EdgeGrid.Contracts;
using EdgeGrid.Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Tracking;

/// <summary>Reads, at the start, where people were who are on duty still and were seen a short while ago.</summary>
internal sealed class WhereaboutsStart(Whereabouts whereabouts, HubStore store, TrackingClock clock) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var now = clock.Time.GetUtcNow();
        var since = now - clock.Options.FreshFor;
        await using var db = store.CreateDbContext();
        await foreach (var row in db.Set<PositionRow>().AsNoTracking().Where(row => row.At >= since).OrderBy(row => row.At).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            whereabouts.See(new Fix(row.Person, row.At, new Position(row.Latitude, row.Longitude, row.AccuracyMetres), row.Grid, row.Tracker, row.Simulated), now);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
