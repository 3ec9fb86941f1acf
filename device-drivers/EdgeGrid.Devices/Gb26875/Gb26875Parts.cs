using System.Collections.Concurrent;
using System.Globalization;

namespace EdgeGrid.Devices.Gb26875;

/// <summary>
/// How the parts are named: <c>379</c> is a transmission device by its address in hexadecimal, <c>379.1.1</c> its system of type 1
/// with number 1, <c>379.1.1.10-2</c> that system's component at point 2 of zone 10.
/// </summary>
internal sealed class Gb26875Parts
{
    // Whoever invents ever new addresses takes no more of the gateway's memory.
    private const int MostOthers = 5_000;
    private const int MostAddressDigits = 12;

    private readonly Dictionary<string, string> _spelling = new(StringComparer.Ordinal);
    private readonly HashSet<ulong> _known = [];
    private readonly bool _allowsOthers;
    private readonly ConcurrentDictionary<ulong, Gb26875Device> _devices = [];

    public Gb26875Parts(DeviceSettings settings)
    {
        _allowsOthers = settings.AllowsOtherParts;
        foreach (var part in settings.Parts)
        {
            if (Parse(part) is { } parsed)
            {
                _known.Add(parsed.Source);
                _spelling.TryAdd(parsed.Canonical, part);
            }
        }
    }

    /// <summary>An address, or one with a system, or with a component too.</summary>
    public static bool IsPart(string text) => Parse(text) is not null;

    /// <summary>Without zeros in front, in small letters.</summary>
    public static string Canonical(string part) => Parse(part)?.Canonical ?? part;

    /// <summary>A transmission device speaks again and again; its components speak when something changes.</summary>
    public static bool IsDevice(string part) => !part.Contains('.');

    /// <summary>The device of that address; null when nobody expects it here. All its components are taken.</summary>
    public Gb26875Device? Find(ulong source)
    {
        if (_devices.TryGetValue(source, out var device))
        {
            return device;
        }

        return _known.Contains(source) || (_allowsOthers && _devices.Count < MostOthers + _known.Count)
            ? _devices.GetOrAdd(source, new Gb26875Device(source, NameOf($"{source:x}")))
            : null;
    }

    /// <summary>A system's name.</summary>
    public string NameOf(ulong source, in Gb26875Item item) => NameOf($"{source:x}.{item.SystemType}.{item.System}");

    /// <summary>A component's name.</summary>
    public string NameOfComponent(ulong source, in Gb26875Item item) => NameOf($"{source:x}.{item.SystemType}.{item.System}.{item.Zone}-{item.Point}");

    private string NameOf(string canonical) => _spelling.GetValueOrDefault(canonical, canonical);

    private static (ulong Source, string Canonical)? Parse(string text)
    {
        var fields = text.Split('.');
        if (fields.Length is not (1 or 3 or 4)
            || fields[0].Length is 0 or > MostAddressDigits
            || !ulong.TryParse(fields[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var source))
        {
            return null;
        }

        var numbers = fields[1..].SelectMany((field, i) => i == 2 ? field.Split('-') : [field]).ToArray();
        var isNumbers = numbers.Length == (fields.Length == 4 ? 4 : fields.Length - 1)
            && Array.TrueForAll(numbers, number => ushort.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out _));
        if (!isNumbers)
        {
            return null;
        }

        var plain = numbers.Select(number => number.TrimStart('0') is { Length: > 0 } digits ? digits : "0").ToArray();
        var canonical = plain.Length switch
        {
            0 => $"{source:x}",
            2 => $"{source:x}.{plain[0]}.{plain[1]}",
            _ => $"{source:x}.{plain[0]}.{plain[1]}.{plain[2]}-{plain[3]}",
        };
        return (source, canonical);
    }
}
