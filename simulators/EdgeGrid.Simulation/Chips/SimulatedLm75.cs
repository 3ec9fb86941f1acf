using System.Buffers.Binary;

namespace EdgeGrid.Simulation.Chips;

/// <summary>
/// The LM75 thermometer (NXP LM75B, section 7.4), which shares the addresses 0x48 to 0x4B with the ADS1115: the chip
/// that answers in its place when a board was mixed up. Its configuration register has 8 bits.
/// </summary>
public sealed class SimulatedLm75 : SimulatedI2cChip
{
    private const int Configuration = 1;

    // Temperature, (configuration), hysteresis 75 °C, over-temperature 80 °C: the values at power-on.
    private readonly ushort[] _registers = [0x0000, 0x0000, 0x4B00, 0x5000];
    private int _pointer;

    /// <summary>In steps of 0.125 °C.</summary>
    public double Celsius { get; set; } = 21;

    public override void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return;
        }

        _pointer = bytes[0] & 0b11;
        if (_pointer == Configuration && bytes.Length >= 2)
        {
            _registers[Configuration] = (ushort)((bytes[1] & 0x1F) << 8);
        }
        else if (_pointer > Configuration && bytes.Length >= 3)
        {
            _registers[_pointer] = BinaryPrimitives.ReadUInt16BigEndian(bytes[1..]);
        }
    }

    public override void Read(Span<byte> bytes)
    {
        var value = _pointer == 0 ? (ushort)((short)Math.Floor(Celsius * 8) << 5) : _registers[_pointer];
        for (var i = 0; i < bytes.Length; i++)
        {
            // The 8-bit register is repeated as long as the master clocks.
            bytes[i] = i == 0 || _pointer == Configuration ? (byte)(value >> 8) : (byte)value;
        }
    }
}
