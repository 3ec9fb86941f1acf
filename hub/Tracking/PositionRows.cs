using EdgeGrid.Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Tracking;

/// <summary>How positions get into the store.</summary>
internal static class PositionRows
{
    /// <summary>Two trackers, or one that repeats itself, may tell of the same instant: the first one stays.</summary>
    public static Task AddAsync(HubDb db, Fix fix, CancellationToken cancellationToken) => db.Database.ExecuteSqlAsync(
        $"""
        INSERT INTO "positions" ("Person", "At", "Latitude", "Longitude", "AccuracyMetres", "Grid", "Tracker", "Simulated")
        VALUES ({fix.Person}, {fix.At.UtcTicks}, {fix.Position.Latitude}, {fix.Position.Longitude}, {fix.Position.AccuracyMetres}, {fix.Grid}, {fix.Tracker}, {fix.Simulated})
        ON CONFLICT DO NOTHING
        """,
        cancellationToken);
}
