using System.Net;
using System.Net.Sockets;

namespace EdgeGrid.Hub.Access;

/// <summary>So much from one source within so long: counted in memory, for a bounded number of sources.</summary>
internal sealed class SourceLimit(int most, TimeSpan window, TimeProvider time)
{
    private const int MaxSources = 4096;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (int Count, DateTimeOffset Since)> _seen = [];

    /// <summary>Counts one more.</summary>
    public SourceCount Count(string source)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            if (_seen.Count == MaxSources && !_seen.ContainsKey(source))
            {
                Forget(now);
            }

            var (before, since) = _seen.GetValueOrDefault(source);
            var counted = now - since < window ? (Count: before + 1, Since: since) : (Count: 1, Since: now);
            _seen[source] = counted;
            return new SourceCount(counted.Count, counted.Count > most ? counted.Since + window - now : null);
        }
    }

    /// <summary>An address, or its network of 64 bits: whoever has one IPv6 address has all of those.</summary>
    public static string SourceOf(IPAddress? from)
    {
        if (from is null)
        {
            return "unknown";
        }

        if (from.AddressFamily == AddressFamily.InterNetwork || from.IsIPv4MappedToIPv6)
        {
            return from.MapToIPv4().ToString();
        }

        var bytes = from.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return $"{new IPAddress(bytes)}/64";
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var old in _seen.Where(one => now - one.Value.Since >= window).Select(one => one.Key).ToList())
        {
            _seen.Remove(old);
        }

        if (_seen.Count == MaxSources)
        {
            _seen.Clear();
        }
    }
}

/// <summary>How much has come from a source.</summary>
/// <param name="Count">Within the window.</param>
/// <param name="Wait">How long to leave it now; null while it is not too much.</param>
internal readonly record struct SourceCount(int Count, TimeSpan? Wait);
