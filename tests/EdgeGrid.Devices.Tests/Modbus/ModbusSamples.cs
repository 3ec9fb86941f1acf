using EdgeGrid.Devices.Tests.Rigs;
using EdgeGrid.Simulation.Modbus;

namespace EdgeGrid.Devices.Tests.Modbus;

/// <summary>Frames of lines and connections.</summary>
internal static class ModbusSamples
{
    /// <summary>Questions and answers as they are printed all over, with their checksums.</summary>
    public static IReadOnlyList<byte[]> Published { get; } =
    [
        Decoded.Hex("11 03 00 6B 00 03 76 87"),
        Decoded.Hex("11 03 06 AE 41 56 52 43 40 49 AD"),
        Decoded.Hex("11 01 00 13 00 25 0E 84"),
        Decoded.Hex("11 01 05 CD 6B B2 0E 1B 45 E6"),
        Decoded.Hex("11 04 00 08 00 01 B2 98"),
        Decoded.Hex("11 04 02 00 0A F8 F4"),
        Decoded.Hex("11 05 00 AC FF 00 4E 8B"),
        Decoded.Hex("11 05 00 AC FF 00 4E 8B"),
        Decoded.Hex("11 10 00 01 00 02 04 00 0A 01 02 C6 F0"),
        Decoded.Hex("11 10 00 01 00 02 12 98"),
        Decoded.Hex("0A 01 04 A1 00 01 AC 63"),
        Decoded.Hex("0A 81 02 B0 53"),
    ];

    /// <summary>Of the specification's examples (Application Protocol 1.1b3, section 6), function and data.</summary>
    private static readonly byte[][] Pdus =
    [
        Decoded.Hex("01 00 13 00 13"),
        Decoded.Hex("01 03 CD 6B 05"),
        Decoded.Hex("02 00 C4 00 16"),
        Decoded.Hex("02 03 AC DB 35"),
        Decoded.Hex("03 00 6B 00 03"),
        Decoded.Hex("03 06 02 2B 00 00 00 64"),
        Decoded.Hex("04 00 08 00 01"),
        Decoded.Hex("04 02 00 0A"),
        Decoded.Hex("05 00 AC FF 00"),
        Decoded.Hex("05 00 AC FF 00"),
        Decoded.Hex("06 00 01 00 03"),
        Decoded.Hex("06 00 01 00 03"),
        Decoded.Hex("07"),
        Decoded.Hex("07 6D"),
        Decoded.Hex("0F 00 13 00 0A 02 CD 01"),
        Decoded.Hex("0F 00 13 00 0A"),
        Decoded.Hex("10 00 01 00 02 04 00 0A 01 02"),
        Decoded.Hex("10 00 01 00 02"),
        Decoded.Hex("16 00 04 00 F2 00 25"),
        Decoded.Hex("16 00 04 00 F2 00 25"),
        Decoded.Hex("17 00 03 00 06 00 0E 00 03 06 00 FF 00 FF 00 FF"),
        Decoded.Hex("17 0C 00 FE 0A CD 00 01 00 03 00 0D 00 FF"),
        Decoded.Hex("81 02"),
    ];

    public static IReadOnlyList<byte[]> Rtu { get; } = [.. Pdus.Select((pdu, i) => ModbusFrames.Rtu(17, pdu))];

    public static IReadOnlyList<byte[]> Tcp { get; } = [.. Pdus.Select((pdu, i) => ModbusFrames.Tcp(0x1501 + (i / 2), 0xFF, pdu))];
}
