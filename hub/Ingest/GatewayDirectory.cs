using System.Collections.Concurrent;
using EdgeGrid.Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Ingest;

/// <summary>Which gateways are known: those that have announced themselves with a valid status, ever.</summary>
internal sealed class GatewayDirectory
{
    private readonly ConcurrentDictionary<string, byte> _known = new();

    public bool Knows(string gateway) => _known.ContainsKey(gateway);

    public void Add(string gateway) => _known.TryAdd(gateway, 0);

    public async Task LoadAsync(HubDb db, CancellationToken cancellationToken)
    {
        foreach (var gateway in await db.Gateways.AsNoTracking().Select(row => row.Gateway).ToListAsync(cancellationToken))
        {
            Add(gateway);
        }
    }
}
