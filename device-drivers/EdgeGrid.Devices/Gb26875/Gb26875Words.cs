using System.Text;

namespace EdgeGrid.Devices.Gb26875;

/// <summary>What the numbers of the standard mean (GB 26875.3-2011, tables 4, 5 and 6), and its texts.</summary>
internal static class Gb26875Words
{
    private const int Gb18030 = 54936;

    private static readonly Encoding Gb18030Text =
        CodePagesEncodingProvider.Instance.GetEncoding(Gb18030, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFD"))!;

    private static readonly string[] StateBits = ["normal", "fire", "fault", "shielded", "supervised", "started", "feedback", "delayed", "power fault", "backup power fault", "bus fault", "manual", "configuration changed", "reset"];

    private static readonly string[] DeviceStateBits = ["normal", "fire", "fault", "main power fault", "backup power fault", "no channel to the centre", "no line to the fire alarm system"];

    private static readonly string[] OperationBits = ["reset", "silence", "manual alarm", "alarm cancelled", "self-test", "guard check answered", "test"];

    /// <summary>GB18030 up to the first zero byte; what is none becomes U+FFFD.</summary>
    public static string Text(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)0);
        return Gb18030Text.GetString(end < 0 ? bytes : bytes[..end]).Trim();
    }

    /// <summary>A kind of system.</summary>
    public static string System(int type) => type switch
    {
        1 => "fire alarm system",
        10 => "fire linkage controller",
        11 => "hydrant system",
        12 => "sprinkler system",
        13 => "gas extinguishing system",
        14 or 15 => "water spray system",
        16 => "foam system",
        17 => "dry powder system",
        18 => "smoke control system",
        19 => "fire doors and shutters",
        20 => "fire lift",
        21 => "emergency broadcast",
        22 => "emergency lighting",
        23 => "fire power supply",
        24 => "fire telephone",
        _ => $"system of type {type}",
    };

    /// <summary>A kind of component.</summary>
    public static string Component(int type) => type switch
    {
        1 => "fire alarm controller",
        >= 10 and <= 13 => "combustible gas detector",
        >= 16 and <= 18 => "electrical fire detector",
        21 => "detection loop",
        22 => "fire display panel",
        23 => "manual call point",
        24 => "hydrant button",
        25 => "fire detector",
        >= 30 and <= 37 => "heat detector",
        >= 40 and <= 44 => "smoke detector",
        >= 50 and <= 53 => "combined detector",
        61 or 62 or 69 => "flame detector",
        74 => "gas detector",
        78 => "video fire detector",
        79 => "sound detector",
        81 => "gas extinguishing controller",
        >= 84 and <= 88 => "module",
        91 => "fire pump",
        92 => "fire water tank",
        95 => "sprinkler pump",
        96 => "water flow indicator",
        97 => "signal valve",
        98 => "alarm valve",
        99 => "pressure switch",
        102 => "fire door",
        103 => "fire damper",
        111 => "smoke extraction fan",
        113 => "smoke damper",
        117 => "fire shutter controller",
        118 => "fire door monitor",
        121 => "sounder",
        _ => $"component of type {type}",
    };

    /// <summary>Bits of a system or a component.</summary>
    public static IEnumerable<string> States(int bits) => Names(bits, StateBits).Append((bits & 1) == 0 ? "test" : "").Where(name => name.Length > 0);

    /// <summary>Bits of the transmission device itself.</summary>
    public static IEnumerable<string> DeviceStates(int bits) => Names(bits, DeviceStateBits).Append((bits & 1) == 0 ? "test" : "").Where(name => name.Length > 0);

    /// <summary>Bits of what somebody did.</summary>
    public static IEnumerable<string> Operations(int bits) => Names(bits, OperationBits);

    private static IEnumerable<string> Names(int bits, string[] names)
    {
        for (var bit = 0; bit < 16; bit++)
        {
            if ((bits & (1 << bit)) != 0)
            {
                yield return bit < names.Length ? names[bit] : $"bit {bit}";
            }
        }
    }
}
