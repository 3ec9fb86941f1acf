using System.Buffers.Binary;

namespace EdgeGrid.Devices.Air;

/// <summary>The coefficients of one BME280, and what they make of its registers (section 4.2.2, and appendix 8.1 in doubles).</summary>
internal sealed class Bme280Coefficients
{
    private readonly double[] _t = new double[4];
    private readonly double[] _p = new double[10];
    private readonly double[] _h = new double[7];

    /// <param name="first">Registers 0x88 to 0xA1.</param>
    /// <param name="second">Registers 0xE1 to 0xE7.</param>
    public Bme280Coefficients(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        // The first of temperature and of pressure has no sign.
        _t[1] = BinaryPrimitives.ReadUInt16LittleEndian(first);
        _p[1] = BinaryPrimitives.ReadUInt16LittleEndian(first[6..]);
        for (var i = 2; i <= 3; i++)
        {
            _t[i] = BinaryPrimitives.ReadInt16LittleEndian(first[(2 * (i - 1))..]);
        }

        for (var i = 2; i <= 9; i++)
        {
            _p[i] = BinaryPrimitives.ReadInt16LittleEndian(first[(4 + 2 * i)..]);
        }

        _h[1] = first[25];
        _h[2] = BinaryPrimitives.ReadInt16LittleEndian(second);
        _h[3] = second[2];
        _h[4] = ((sbyte)second[3] << 4) | (second[4] & 0x0F);
        _h[5] = ((sbyte)second[5] << 4) | (second[4] >> 4);
        _h[6] = (sbyte)second[6];
    }

    /// <summary>Temperature, humidity and pressure, of what the three registers hold.</summary>
    public IReadOnlyList<Measurement> Understand(int temperature, int pressure, int humidity)
    {
        var first = (temperature / 16384.0 - _t[1] / 1024) * _t[2];
        var second = Math.Pow(temperature / 131072.0 - _t[1] / 8192, 2) * _t[3];
        var fine = first + second;
        return
        [
            new Measurement(Quantity.Temperature, fine / 5120),
            new Measurement(Quantity.Humidity, Humidity(humidity, fine - 76800)),
            Pressure(pressure, fine / 2 - 64000) is { } pascal ? new Measurement(Quantity.Pressure, pascal / 100) : Measurement.Failed(Quantity.Pressure, DeviceFault.OutOfRange),
        ];
    }

    private double? Pressure(int raw, double fine)
    {
        var offset = (fine * fine * _p[6] / 32768 + fine * _p[5] * 2) / 4 + _p[4] * 65536;
        var slope = (1 + (_p[3] * fine * fine / 524288 + _p[2] * fine) / 524288 / 32768) * _p[1];
        if (slope == 0)
        {
            return null;
        }

        var pascal = (1048576.0 - raw - offset / 4096) * 6250 / slope;
        return pascal + (_p[9] * pascal * pascal / 2147483648 + pascal * _p[8] / 32768 + _p[7]) / 16;
    }

    private double Humidity(int raw, double fine)
    {
        var percent = (raw - (_h[4] * 64 + _h[5] / 16384 * fine))
            * (_h[2] / 65536 * (1 + _h[6] / 67108864 * fine * (1 + _h[3] / 67108864 * fine)));
        return Math.Clamp(percent * (1 - _h[1] * percent / 524288), 0, 100);
    }
}
