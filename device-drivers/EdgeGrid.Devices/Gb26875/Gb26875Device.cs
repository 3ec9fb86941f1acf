using EdgeGrid.Devices.Listeners;

namespace EdgeGrid.Devices.Gb26875;

/// <summary>One transmission device, over all its connections.</summary>
/// <param name="source">Its address.</param>
/// <param name="part">Its name in measurements.</param>
internal sealed class Gb26875Device(ulong source, string part)
{
    // A building has fewer detectors; what burns beyond that is told, only not taken back by a reset.
    private const int MostFires = 4_096;

    private readonly HashSet<string> _fires = new(StringComparer.Ordinal);
    private TerminalConnection? _connection;

    public ulong Source => source;

    public string Part => part;

    /// <summary>What it said of itself last; told again and again as long as it is heard.</summary>
    public Measurement Trouble { get; set; } = new(Quantity.Trouble, 0) { Part = part };

    /// <summary>It speaks on this connection now; the one before is a dead one that nobody has noticed.</summary>
    public void Claim(TerminalConnection connection)
    {
        if (Interlocked.Exchange(ref _connection, connection) is { } before && before != connection)
        {
            before.Close(ConnectionEnd.Replaced);
        }
    }

    /// <summary>That connection is no more.</summary>
    public void Release(TerminalConnection connection) => Interlocked.CompareExchange(ref _connection, null, connection);

    /// <summary>A part says fire, or no longer.</summary>
    public void Note(string name, bool fire)
    {
        lock (_fires)
        {
            if (!fire)
            {
                _fires.Remove(name);
            }
            else if (_fires.Count < MostFires)
            {
                _fires.Add(name);
            }
        }
    }

    /// <summary>A panel was reset: it tells again what still burns. Those of the system of that name, or all.</summary>
    public IReadOnlyList<string> TakeFires(string? system)
    {
        lock (_fires)
        {
            var taken = _fires.Where(name => system is null || name == system || name.StartsWith(system + ".", StringComparison.Ordinal)).ToList();
            taken.ForEach(name => _fires.Remove(name));
            return taken;
        }
    }
}
