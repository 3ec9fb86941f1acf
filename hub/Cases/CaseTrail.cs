using System.Runtime.CompilerServices;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Cases;

/// <summary>
/// The events of all cases, in the order in which they were committed, for rooms that act on them: who remembers the last
/// position misses none, however long the hub was down.
/// </summary>
internal sealed class CaseTrail(IDbContextFactory<HubDb> store, LiveFeed feed)
{
    private const int AtOnce = 200;

    /// <summary>The newest position; 0 before the first event.</summary>
    public async Task<long> LastAsync(CancellationToken cancellationToken)
    {
        await using var db = await store.CreateDbContextAsync(cancellationToken);
        return await db.CaseEvents.MaxAsync(row => (long?)row.Position, cancellationToken) ?? 0;
    }

    /// <summary>What was committed after a position, oldest first.</summary>
    public async Task<IReadOnlyList<RecordedEvent>> AfterAsync(long position, int limit, CancellationToken cancellationToken)
    {
        await using var db = await store.CreateDbContextAsync(cancellationToken);
        var rows = await db.CaseEvents.AsNoTracking().Where(row => row.Position > position).OrderBy(row => row.Position).Take(limit).ToListAsync(cancellationToken);
        return rows.ConvertAll(CaseEventJson.Read);
    }

    /// <summary>What was committed after a position, and then what is being committed, without end.</summary>
    public async IAsyncEnumerable<RecordedEvent> FollowAsync(long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Rings from before the store is read, or an event between the two would wait for the next one.
        using var bell = feed.Subscribe(capacity: 1, only: change => change is CaseChanged);
        while (true)
        {
            var events = await AfterAsync(after, AtOnce, cancellationToken);
            foreach (var recorded in events)
            {
                yield return recorded;
                after = recorded.Position;
            }

            if (events.Count < AtOnce)
            {
                await bell.Changes.ReadAsync(cancellationToken);
            }
        }
    }
}
