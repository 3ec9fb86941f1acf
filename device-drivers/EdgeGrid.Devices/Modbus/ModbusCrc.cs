namespace EdgeGrid.Devices.Modbus;

/// <summary>The checksum of RTU frames (Modbus over Serial Line 1.02, section 6.2.2): CRC-16 with polynomial 0xA001, sent low byte first.</summary>
internal static class ModbusCrc
{
    public const int Length = 2;

    private static readonly ushort[] Table = Make();

    public static ushort Of(ReadOnlySpan<byte> bytes)
    {
        var crc = 0xFFFF;
        foreach (var value in bytes)
        {
            crc = (crc >> 8) ^ Table[(crc ^ value) & 0xFF];
        }

        return (ushort)crc;
    }

    /// <summary>A frame whose last two bytes are the checksum of those before.</summary>
    public static bool IsRight(ReadOnlySpan<byte> frame) =>
        frame.Length > Length && Of(frame[..^Length]) == (frame[^2] | (frame[^1] << 8));

    private static ushort[] Make()
    {
        var table = new ushort[256];
        for (var i = 0; i < table.Length; i++)
        {
            var crc = i;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xA001 : crc >> 1;
            }

            table[i] = (ushort)crc;
        }

        return table;
    }
}
