using System.Numerics;

namespace EdgeGrid.Devices.Jt808;

/// <summary>The alarm bits of a location report (section 8.12, table 24).</summary>
internal static class Jt808Alarm
{
    /// <summary>The emergency button; stays until it is confirmed.</summary>
    public const uint Sos = 1;

    /// <summary>Receiver, antenna, low or missing supply.</summary>
    public const uint Trouble = 0x01F0;

    private static readonly string[] NamesOfBits =
    [
        "sos", "overspeed", "fatigue", "danger", "gnss-fault", "antenna-open", "antenna-short", "low-power", "power-lost", "display-fault",
        "tts-fault", "camera-fault", "card-reader-fault", "overspeed-warning", "fatigue-warning", "", "", "", "driving-too-long",
        "parked-too-long", "area", "route", "road-time", "off-route", "vss-fault", "fuel", "stolen", "illegal-ignition", "illegal-move",
        "collision", "rollover", "illegal-door",
    ];

    /// <summary>In the order of the bits.</summary>
    public static IEnumerable<string> Names(uint alarms)
    {
        for (var left = alarms; left != 0; left &= left - 1)
        {
            var bit = BitOperations.TrailingZeroCount(left);
            yield return NamesOfBits[bit].Length > 0 ? NamesOfBits[bit] : $"bit-{bit}";
        }
    }
}
