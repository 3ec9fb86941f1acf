using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using EdgeGrid.Devices.Listeners;

namespace EdgeGrid.Devices.Jt808;

/// <summary>
/// Who may speak. A phone number is the same with and without zeros in front. The code with which a terminal authenticates is
/// derived from its number and the machine's own id, so that it is stored nowhere and holds over a restart.
/// </summary>
internal sealed class Jt808Terminals(DeviceSettings settings)
{
    // Whoever invents ever new numbers takes no more of the gateway's memory.
    private const int MostOthers = 20_000;
    private const int MostDigits = 20;
    private const int CodeBytes = 8;
    private const string MachineId = "/etc/machine-id";

    private readonly Dictionary<string, string> _named = settings.Parts
        .GroupBy(Canonical, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, Jt808Terminal> _seen = new(StringComparer.Ordinal);
    private readonly byte[] _key = Key();

    /// <summary>Digits, and not only zeros. Some makers put a number of their own there, in hexadecimal.</summary>
    public static bool IsPhone(string text) =>
        text.Length is > 0 and <= MostDigits && text.All(char.IsAsciiHexDigit) && text.AsSpan().IndexOfAnyExcept('0') >= 0;

    /// <summary>The terminal of that number; null when nobody expects it here.</summary>
    public Jt808Terminal? Find(string phone)
    {
        if (!IsPhone(phone))
        {
            return null;
        }

        var canonical = Canonical(phone);
        if (_seen.TryGetValue(canonical, out var terminal))
        {
            return terminal;
        }

        var isNamed = _named.TryGetValue(canonical, out var part);
        return isNamed || (settings.AllowsOtherParts && _seen.Count < MostOthers + _named.Count)
            ? _seen.GetOrAdd(canonical, new Jt808Terminal(part ?? canonical, CodeOf(canonical)))
            : null;
    }

    /// <summary>Without zeros in front, in capitals.</summary>
    public static string Canonical(string phone) => phone.TrimStart('0').ToUpperInvariant();

    private string CodeOf(string phone) => Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes("jt808 " + phone)).AsSpan(0, CodeBytes));

    private static byte[] Key()
    {
        try
        {
            return File.ReadAllBytes(MachineId) is { Length: > 16 } id ? id : RandomNumberGenerator.GetBytes(32);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The terminals register anew after a restart.
            return RandomNumberGenerator.GetBytes(32);
        }
    }
}

/// <summary>One terminal, over all its connections.</summary>
/// <param name="part">Its name in measurements: as configured, or its number without zeros in front.</param>
/// <param name="code">With which it authenticates.</param>
internal sealed class Jt808Terminal(string part, string code)
{
    private TerminalConnection? _connection;

    public string Part => part;

    public string Code => code;

    /// <summary>Where it was last.</summary>
    public GnssFix? LastFix { get; set; }

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
}
