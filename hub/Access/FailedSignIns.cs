using System.Net;
using System.Net.Sockets;

namespace EdgeGrid.Hub.Access;

/// <summary>
/// Counts failed sign-ins by where they come from: past a limit the answer is "later", and the log says so once. What is
/// right is let in all the same: a token cannot be guessed, so shutting everyone behind one address out would only help
/// whoever wants them out.
/// </summary>
internal sealed partial class FailedSignIns(TimeProvider time, ILogger<FailedSignIns> logger)
{
    public const int Limit = 10;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private const int MaxAddresses = 4096;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (int Count, DateTimeOffset Since)> _seen = [];

    /// <summary>Takes note of one more.</summary>
    /// <returns>How long to leave it now; null while under the limit.</returns>
    public TimeSpan? Note(IPAddress? from)
    {
        var now = time.GetUtcNow();
        var address = Source(from);
        int count;
        TimeSpan left;
        lock (_gate)
        {
            if (_seen.Count == MaxAddresses && !_seen.ContainsKey(address))
            {
                _seen.Clear();
            }

            var (before, since) = _seen.GetValueOrDefault(address);
            (count, since) = now - since < Window ? (before + 1, since) : (1, now);
            _seen[address] = (count, since);
            left = since + Window - now;
        }

        if (count == Limit + 1)
        {
            TooMany(logger, address, Limit, (int)Window.TotalSeconds);
        }

        return count > Limit ? left : null;
    }

    /// <summary>An address, or its network of 64 bits: whoever has one IPv6 address has all of those.</summary>
    private static string Source(IPAddress? from)
    {
        if (from is null || from.AddressFamily == AddressFamily.InterNetwork || from.IsIPv4MappedToIPv6)
        {
            return from is { IsIPv4MappedToIPv6: true } ? from.MapToIPv4().ToString() : from?.ToString() ?? "unknown";
        }

        var bytes = from.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return $"{new IPAddress(bytes)}/64";
    }

    [LoggerMessage(2300, LogLevel.Warning, "More than {Limit} sign-ins from {Address} failed within {Seconds} s")]
    private static partial void TooMany(ILogger logger, string address, int limit, int seconds);
}
