using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Cases.Limits;

namespace EdgeGrid.Hub.Storage;

/// <summary>Whatever the store keeps of cases beside their events: all of it can be made of them.</summary>
internal static class Projections
{
    /// <summary>Makes them anew.</summary>
    /// <param name="db">Without a transaction.</param>
    /// <param name="engine">Of it.</param>
    /// <param name="tell">How far it is, every few seconds: there may be millions of events.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many events there were.</returns>
    public static async Task<long> RebuildAsync(HubDb db, IStoreEngine engine, Action<string> tell, CancellationToken cancellationToken)
    {
        var events = await CaseProjection.RebuildAsync(db, engine, tell, cancellationToken);
        await LimitProjection.RebuildAsync(db, tell, cancellationToken);
        return events;
    }
}
