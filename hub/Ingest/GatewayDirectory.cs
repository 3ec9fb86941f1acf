using System.Collections.Concurrent;
using EdgeGrid.Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Ingest;

/// <summary>Which gateways are known: those that have announced themselves with a valid status, ever.</summary>
internal sealed class GatewayDirectory
{
    private static readonly TimeSpan BetweenCounts = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, byte> _known = new();
    private readonly ConcurrentDictionary<string, DateTimeOffset> _toldAt = new();

    public bool Knows(string gateway) => _known.ContainsKey(gateway);

    public void Add(string gateway) => _known.TryAdd(gateway, 0);

    /// <summary>True once a second for each gateway: its counters rise with every block, and nobody can read that fast.</summary>
    public bool IsDue(string gateway, DateTimeOffset now)
    {
        if (_toldAt.TryGetValue(gateway, out var told) && now >= told && now - told < BetweenCounts)
        {
            return false;
        }

        _toldAt[gateway] = now;
        return true;
    }

    public async Task LoadAsync(HubDb db, CancellationToken cancellationToken)
    {
        foreach (var gateway in await db.Gateways.AsNoTracking().Select(row => row.Gateway).ToListAsync(cancellationToken))
        {
            Add(gateway);
        }
    }
}
