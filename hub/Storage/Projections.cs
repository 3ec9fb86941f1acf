using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Cases.Limits;

namespace EdgeGrid.Hub.Storage;

/// <summary>Whatever the store keeps of cases beside their events: all of it can be made of them.</summary>
internal static class Projections
{
    /// <summary>Makes them anew.</summary>
    /// <returns>How many events there were.</returns>
    public static async Task<long> RebuildAsync(HubDb db, CancellationToken cancellationToken)
    {
        var events = await CaseProjection.RebuildAsync(db, cancellationToken);
        await LimitProjection.RebuildAsync(db, cancellationToken);
        return events;
    }
}
