using System.Globalization;
using EdgeGrid.Contracts;

namespace EdgeGrid.Agent.Configuration;

/// <summary>How values are written in a configuration: the same words as on the wire.</summary>
internal static class Words
{
    public static IReadOnlyDictionary<string, WarningLevel> Levels { get; } = new Dictionary<string, WarningLevel>
    {
        ["blue"] = WarningLevel.Blue,
        ["yellow"] = WarningLevel.Yellow,
        ["orange"] = WarningLevel.Orange,
        ["red"] = WarningLevel.Red,
    };

    public static IReadOnlyDictionary<string, AlertKind> AlertKinds { get; } = new Dictionary<string, AlertKind>
    {
        ["gas"] = AlertKind.Gas,
        ["carbon-monoxide"] = AlertKind.CarbonMonoxide,
        ["smoke"] = AlertKind.Smoke,
        ["intrusion"] = AlertKind.Intrusion,
        ["sos"] = AlertKind.Sos,
        ["grid-exit"] = AlertKind.GridExit,
        ["sensor-silent"] = AlertKind.SensorSilent,
        ["device-fault"] = AlertKind.DeviceFault,
        ["fire"] = AlertKind.Fire,
        ["toxic-gas"] = AlertKind.ToxicGas,
        ["oxygen"] = AlertKind.Oxygen,
    };

    /// <summary><c>250ms</c>, <c>5s</c>, <c>2m</c>, <c>1h</c>, <c>7d</c>; fractions are allowed.</summary>
    public static bool TryParseDuration(string text, out TimeSpan duration)
    {
        duration = default;
        var digits = text.AsSpan().IndexOfAnyExcept("0123456789.");
        if (digits <= 0)
        {
            return false;
        }

        var seconds = text[digits..] switch
        {
            "ms" => 0.001,
            "s" => 1,
            "m" => 60,
            "h" => 3600,
            "d" => 86_400,
            _ => 0,
        };
        if (seconds == 0
            || !double.TryParse(text.AsSpan(0, digits), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
            || count * seconds > TimeSpan.SecondsPerDay * 3650)
        {
            return false;
        }

        duration = TimeSpan.FromSeconds(count * seconds);
        return true;
    }

    /// <summary>As one would write it in a configuration.</summary>
    public static string Duration(double seconds) => seconds switch
    {
        < 1 => (seconds * 1000).ToString("0.###", CultureInfo.InvariantCulture) + "ms",
        < 60 => seconds.ToString("0.###", CultureInfo.InvariantCulture) + "s",
        < 3600 => (seconds / 60).ToString("0.###", CultureInfo.InvariantCulture) + "m",
        _ => (seconds / 3600).ToString("0.###", CultureInfo.InvariantCulture) + "h",
    };

    /// <summary>Four digits that count, and no exponent: <c>10000</c>, <c>12350</c>, <c>0.6123</c>.</summary>
    public static string Rounded(double number)
    {
        if (number == 0)
        {
            return "0";
        }

        var unit = Math.Pow(10, Math.Floor(Math.Log10(Math.Abs(number))) - 3);
        return (Math.Round(number / unit) * unit).ToString("0.##########", CultureInfo.InvariantCulture);
    }

    /// <summary>A whole number, decimal or <c>0x48</c>.</summary>
    public static bool TryParseInteger(string text, out long number) =>
        text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? long.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number)
            : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);

    /// <summary><c>"a", "b" or "c"</c>.</summary>
    public static string Choices(IEnumerable<string> words)
    {
        var quoted = words.Select(word => $"\"{word}\"").ToList();
        return quoted.Count switch
        {
            0 => "nothing",
            1 => quoted[0],
            _ => string.Join(", ", quoted.Take(quoted.Count - 1)) + " or " + quoted[^1],
        };
    }
}
