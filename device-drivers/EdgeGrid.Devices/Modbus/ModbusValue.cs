namespace EdgeGrid.Devices.Modbus;

/// <summary>What one or two registers mean.</summary>
/// <param name="Type">u16, s16, u32, s32 or f32.</param>
/// <param name="Order">Which byte stands where: abcd is the specification's, and makers have others.</param>
internal sealed record ModbusValue(string Type, string Order)
{
    public static IReadOnlyList<string> Types { get; } = ["u16", "s16", "u32", "s32", "f32"];

    public static IReadOnlyList<string> Orders { get; } = ["abcd", "cdab", "badc", "dcba"];

    /// <summary>How many registers are read.</summary>
    public ushort Registers => (ushort)(Type.EndsWith("16", StringComparison.Ordinal) ? 1 : 2);

    /// <summary>The number; null when the bits are none.</summary>
    /// <param name="bits">As they came, the first byte highest.</param>
    public double? Of(uint bits)
    {
        bits = InOrder(bits);
        return Type switch
        {
            "u16" => (ushort)bits,
            "s16" => (short)bits,
            "u32" => bits,
            "s32" => (int)bits,
            _ => BitConverter.UInt32BitsToSingle(bits) is var number && float.IsFinite(number) ? number : null,
        };
    }

    private uint InOrder(uint bits)
    {
        var (high, low) = (bits >> 16, bits & 0xFFFF);
        if (Order is "badc" or "dcba")
        {
            (high, low) = (Swapped(high), Swapped(low));
        }

        return Registers == 2 && Order is "cdab" or "dcba" ? (low << 16) | high : (high << 16) | low;
    }

    private static uint Swapped(uint register) => ((register & 0xFF) << 8) | (register >> 8);
}
