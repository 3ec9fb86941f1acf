using EdgeGrid.Devices.Tests.Rigs;
using EdgeGrid.Simulation.Gnss;
using EdgeGrid.Simulation.Terminals;

namespace EdgeGrid.Devices.Tests.Jt808;

/// <summary>Frames of terminals.</summary>
internal static class Jt808Frames
{
    public const string Phone = "013800138000";

    /// <summary>A location report as published: the button is pressed, there is a fix, and its serial, 007E, is escaped.</summary>
    public static readonly byte[] Published = Decoded.Hex(
        "7E 0200 0026 123456789012 00 7D02 00000001 00000002 00BA7F0E 07E4F11C 0028 003C 0000 181015101010 0104 00000064 0202 007D01 13 7E");

    public static readonly DateTimeOffset At = new(2026, 11, 26, 4, 5, 6, TimeSpan.Zero);

    public static readonly GeoPosition Home = new(34.244, 117.194);

    public static byte[] Location(uint alarms = 0, bool hasFix = true, GeoPosition? at = null, DateTimeOffset? time = null) =>
        Jt808Frame.Location(time ?? At, at ?? Home, 10, 90, alarms, hasFix);

    public static IReadOnlyList<byte[]> Corpus { get; } =
    [
        Published,
        Jt808Frame.Of(0x0100, Phone, 1, Jt808Frame.Registration([0xCB, 0xD5, .. "C12345"u8])),
        Jt808Frame.Of(0x0100, Phone, 1, Jt808Frame.Registration([0xCB, 0xD5, .. "C12345"u8], 2019), 2019),
        Jt808Frame.Of(0x0102, Phone, 2, Jt808Frame.Authentication("code"u8)),
        Jt808Frame.Of(0x0002, Phone, 0x7E7D, []),
        Jt808Frame.Of(0x0200, Phone, 4, Location(alarms: 1)),
        Jt808Frame.Of(0x0200, Phone, 5, Location(), 2019),
        Jt808Frame.Of(0x0704, Phone, 6, Jt808Frame.Batch(resent: true, Location(), Location(hasFix: false))),
        Jt808Frame.Of(0x0704, Phone, 7, Jt808Frame.Batch(resent: true, Location(), Location()).AsSpan(0, 40), part: (2, 1)),
        Jt808Frame.Of(0x0704, Phone, 8, Jt808Frame.Batch(resent: true, Location(), Location()).AsSpan(40), part: (2, 2)),
        Jt808Frame.Of(0x8001, Phone, 9, [0, 4, 2, 0, 4]),
        Jt808Frame.Of(0x8203, Phone, 9, [0, 4, 0, 0, 0, 1]),
        Jt808Frame.Of(0x0900, Phone, 10, [0x7E, 0x7D, 0x7E]),
    ];
}
