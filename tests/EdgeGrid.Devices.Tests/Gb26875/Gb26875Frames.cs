using EdgeGrid.Devices.Tests.Rigs;
using EdgeGrid.Simulation.Terminals;

namespace EdgeGrid.Devices.Tests.Gb26875;

/// <summary>Frames of transmission devices.</summary>
internal static class Gb26875Frames
{
    /// <summary>The standard's example: fire at zone 10, point 2, a smoke detector.</summary>
    public static readonly byte[] Published = Decoded.Hex(
        "4040 0100 0101 203A091A090C 790300000000 385B01000000 3000 02 0201 01 01 28 0A000200 0200 00" + string.Concat(Enumerable.Repeat("20", 30)) + "023A091A090C 46 2323");

    /// <summary>Its confirmation by the centre, three seconds later.</summary>
    public static readonly byte[] PublishedConfirmation = Decoded.Hex("4040 0100 0101 233A091A090C 385B01000000 790300000000 0000 03 AB 2323");

    public const ulong Device = 0x379;

    public static readonly DateTimeOffset At = new(2026, 11, 26, 4, 5, 6, TimeSpan.Zero);

    public static byte[] Of(byte[] data, int serial = 1, int command = 2) => Gb26875Frame.Of(serial, At, Device, 0x15B38, command, data);

    public static IReadOnlyList<byte[]> Corpus { get; } =
    [
        Published,
        PublishedConfirmation,
        Of(Gb26875Frame.ComponentState(At, 10, 2, 5, Gb26875Frame.Text("三层走廊"))),
        Of(Gb26875Frame.Analogue(At, 1, 1, 6, 250)),
        Of(Gb26875Frame.SystemState(At, 1)),
        Of(Gb26875Frame.SystemOperation(At, 1)),
        Of(Gb26875Frame.DeviceState(At, 9)),
        Of(Gb26875Frame.DeviceOperation(At, 32)),
        Of([5, 1, 1, 1, 2, 3]),
        Of([6, 1, 1, 1, 3, .. "ABC"u8]),
        Of([7, 1, 1, 1, 40, 1, 0, 2, 0, .. new byte[31]]),
        Of([26, 1, 2, .. "AB"u8]),
        Of([28, 1, 6, 5, 12, 26, 11, 26]),
        Of([200, 1, 1, 2, 3]),
        Of([], command: 2),
    ];
}
