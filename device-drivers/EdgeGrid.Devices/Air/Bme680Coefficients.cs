using System.Buffers.Binary;

namespace EdgeGrid.Devices.Air;

/// <summary>The coefficients of one BME680, and what they make of its registers (sections 3.3 and 3.4, in doubles).</summary>
internal sealed class Bme680Coefficients
{
    // Section 3.4.1, table 16: what the steps of the gas range are worth.
    private static readonly double[] RangeFactors = [1, 1, 1, 1, 1, 0.99, 1, 0.992, 1, 1, 0.998, 0.995, 1, 0.99, 1, 1];

    private readonly double[] _t = new double[4];
    private readonly double[] _p = new double[11];
    private readonly double[] _h = new double[8];
    private readonly double[] _g = new double[4];
    private readonly double _heaterRange;
    private readonly double _heaterValue;
    private readonly double _rangeError;

    /// <param name="first">Registers 0x8A to 0xA0.</param>
    /// <param name="second">Registers 0xE1 to 0xEE.</param>
    /// <param name="heater">Registers 0x00 to 0x04.</param>
    public Bme680Coefficients(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> heater)
    {
        _t = [0, Unsigned(second, 8), Signed(first, 0), (sbyte)first[2]];
        _p =
        [
            0, Unsigned(first, 4), Signed(first, 6), (sbyte)first[8], Signed(first, 10), Signed(first, 12),
            (sbyte)first[15], (sbyte)first[14], Signed(first, 18), Signed(first, 20), first[22],
        ];
        _h =
        [
            0, (second[2] << 4) | (second[1] & 0x0F), (second[0] << 4) | (second[1] >> 4),
            (sbyte)second[3], (sbyte)second[4], (sbyte)second[5], second[6], (sbyte)second[7],
        ];
        _g = [0, (sbyte)second[12], Signed(second, 10), (sbyte)second[13]];
        _heaterValue = (sbyte)heater[0];
        _heaterRange = (heater[2] >> 4) & 0b11;
        _rangeError = (sbyte)heater[4] >> 4;
    }

    /// <summary>What the heater's register holds for a temperature (section 3.3.5).</summary>
    public byte HeaterStep(double celsius, double ambient)
    {
        var slope = (_g[1] / 16 + 49) * (1 + (_g[2] / 32768 * 0.0005 + 0.00235) * celsius) + _g[3] / 1024 * ambient;
        return (byte)Math.Clamp(3.4 * (slope * (4 / (4 + _heaterRange)) / (1 + _heaterValue * 0.002) - 25), 1, 255);
    }

    /// <summary>Temperature, humidity and pressure, of what the three registers hold.</summary>
    public IReadOnlyList<Measurement> Understand(int temperature, int pressure, int humidity)
    {
        var fine = (temperature / 16384.0 - _t[1] / 1024) * _t[2] + Math.Pow(temperature / 131072.0 - _t[1] / 8192, 2) * _t[3] * 16;
        return
        [
            new Measurement(Quantity.Temperature, fine / 5120),
            new Measurement(Quantity.Humidity, Humidity(humidity, fine / 5120)),
            Pressure(pressure, fine / 2 - 64000) is { } pascal ? new Measurement(Quantity.Pressure, pascal / 100) : Measurement.Failed(Quantity.Pressure, DeviceFault.OutOfRange),
        ];
    }

    /// <summary>Resistance of the gas layer, Ω.</summary>
    public double Ohms(int raw, int range)
    {
        var factor = (1340 + 5 * _rangeError) * RangeFactors[range];
        var step = range switch { 4 => 499500.4995, 5 => 248262.1648, 7 => 63004.03226, 8 => 31281.28128, _ => 8_000_000.0 / (1 << range) };
        return factor * step / (raw - 512.0 + factor);
    }

    private static double Unsigned(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static double Signed(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt16LittleEndian(bytes[at..]);

    private double? Pressure(int raw, double fine)
    {
        var offset = (fine * fine * _p[6] / 131072 + fine * _p[5] * 2) / 4 + _p[4] * 65536;
        var slope = (1 + (_p[3] * fine * fine / 16384 + _p[2] * fine) / 524288 / 32768) * _p[1];
        if (slope == 0)
        {
            return null;
        }

        var pascal = (1048576.0 - raw - offset / 4096) * 6250 / slope;
        return pascal + (_p[9] * pascal * pascal / 2147483648 + pascal * _p[8] / 32768 + Math.Pow(pascal / 256, 3) * _p[10] / 131072 + _p[7] * 128) / 16;
    }

    private double Humidity(int raw, double celsius)
    {
        var first = raw - (_h[1] * 16 + _h[3] / 2 * celsius);
        var second = first * (_h[2] / 262144 * (1 + _h[4] / 16384 * celsius + _h[5] / 1048576 * celsius * celsius));
        return Math.Clamp(second + (_h[6] / 16384 + _h[7] / 2097152 * celsius) * second * second, 0, 100);
    }
}
