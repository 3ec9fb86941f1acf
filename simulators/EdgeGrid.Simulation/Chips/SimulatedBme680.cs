namespace EdgeGrid.Simulation.Chips;

/// <summary>
/// The BME680 (Bosch BST-BME680-DS001). Its raw values are those of which the datasheet's integer formulas (section 3.3) make the
/// truth; of the gas layer's resistance, the formula in doubles turned round.
/// </summary>
public sealed class SimulatedBme680 : SimulatedBoschChip
{
    private const int T1 = 26041, T2 = 26469, T3 = 3;
    private const int P1 = 36477, P2 = -10372, P3 = 88, P4 = 8127, P5 = -133, P6 = 30, P7 = 49, P8 = -2342, P9 = -3216, P10 = 30;
    private const int H1 = 791, H2 = 1010, H3 = 0, H4 = 45, H5 = 20, H6 = 120, H7 = -100;
    private const int G1 = -30, G2 = -5969, G3 = 18;

    /// <param name="time">The clock.</param>
    /// <param name="variant">1 for a BME688.</param>
    public SimulatedBme680(TimeProvider time, byte variant = 0)
        : base(time)
    {
        (Map[0xD0], Map[0xF0]) = (0x61, variant);
        SetWord(0x8A, T2);
        Map[0x8C] = T3;
        SetWord(0x8E, P1);
        SetWord(0x90, P2);
        Map[0x92] = P3;
        SetWord(0x94, P4);
        SetWord(0x96, P5);
        (Map[0x98], Map[0x99], Map[0xA0]) = (P7, P6, P10);
        SetWord(0x9C, P8);
        SetWord(0x9E, P9);
        (Map[0xE1], Map[0xE2], Map[0xE3]) = (H2 >> 4, ((H2 & 0x0F) << 4) | (H1 & 0x0F), H1 >> 4);
        (Map[0xE4], Map[0xE5], Map[0xE6], Map[0xE7], Map[0xE8]) = (H3, H4, H5, H6, unchecked((byte)H7));
        SetWord(0xE9, T1);
        SetWord(0xEB, G2);
        (Map[0xED], Map[0xEE]) = (unchecked((byte)G1), G3);
        (Map[0x00], Map[0x02], Map[0x04]) = (46, 0x10, 0x20);
    }

    /// <summary>Resistance of its gas layer, Ω.</summary>
    public double GasOhms { get; set; } = 50_000;

    /// <summary>How slowly it follows, as it was told: 0 not at all, 7 most.</summary>
    public int Filter => (Map[0x75] >> 2) & 0b111;

    /// <summary>True when the heater does not come to its temperature.</summary>
    public bool HeaterIsBroken { get; set; }

    /// <inheritdoc/>
    protected override byte ModeRegister => 0x74;

    /// <inheritdoc/>
    protected override byte ConfigurationRegister => 0x75;

    /// <inheritdoc/>
    protected override TimeSpan Measurement => TimeSpan.FromMilliseconds(10 + (Map[0x64] & 0x3F) * Math.Pow(4, Map[0x64] >> 6));

    /// <summary>0.01 °C, and the temperature as the pressure needs it.</summary>
    public static (int Hundredths, int Fine) Temperature(int raw)
    {
        var first = (raw >> 3) - (T1 << 1);
        var fine = (int)(((long)first * T2) >> 11) + (int)(((((first >> 1) * (long)(first >> 1)) >> 12) * (T3 << 4)) >> 14);
        return ((fine * 5 + 128) >> 8, fine);
    }

    /// <summary>Pa.</summary>
    public static int Pressure(int raw, int fine)
    {
        var first = (fine >> 1) - 64000;
        var second = ((((first >> 2) * (first >> 2)) >> 11) * P6) >> 2;
        second += (first * P5) << 1;
        second = (second >> 2) + (P4 << 16);
        first = (((((first >> 2) * (first >> 2)) >> 13) * (P3 << 5)) >> 3) + ((P2 * first) >> 1);
        first >>= 18;
        first = ((32768 + first) * P1) >> 15;
        var pascal = (long)(1048576 - raw - (second >> 12)) * 3125;
        pascal = (pascal << 1) / first;
        var third = (P9 * (((pascal >> 3) * (pascal >> 3)) >> 13)) >> 12;
        var fourth = ((pascal >> 2) * P8) >> 13;
        var fifth = ((pascal >> 8) * (pascal >> 8) * (pascal >> 8) * P10) >> 17;
        return (int)(pascal + ((third + fourth + fifth + (P7 << 7)) >> 4));
    }

    /// <summary>0.001 %.</summary>
    public static int Humidity(int raw, int hundredths)
    {
        long first = raw - (H1 << 4) - ((hundredths * H3 / 100) >> 1);
        long second = (H2 * ((hundredths * H4 / 100) + ((hundredths * (hundredths * H5 / 100)) >> 6) / 100 + (1 << 14))) >> 10;
        var third = first * second;
        long fourth = ((H6 << 7) + hundredths * H7 / 100) >> 4;
        var fifth = ((third >> 14) * (third >> 14)) >> 10;
        return (int)Math.Clamp((((third + ((fourth * fifth) >> 1)) >> 10) * 1000) >> 12, 0, 100_000);
    }

    /// <inheritdoc/>
    protected override void Convert()
    {
        var temperature = Solve(20, raw => Temperature(raw).Hundredths, Celsius * 100);
        var (hundredths, fine) = Temperature(temperature);
        var humidity = Solve(16, raw => Humidity(raw, hundredths), HumidityPercent * 1000);
        SetTwentyBits(0x22, temperature);
        SetTwentyBits(0x1F, Solve(20, raw => Pressure(raw, fine), Hectopascal * 100));
        (Map[0x25], Map[0x26]) = ((byte)(humidity >> 8), (byte)humidity);
        ConvertGas();
    }

    /// <inheritdoc/>
    protected override void ShowState(bool measures) => Map[0x1D] = measures ? (byte)0x60 : (byte)0x80;

    // R = f · s / (raw − 512 + f), with f = 1340 + 5 · 2 and the range's step s of 8 MΩ halved: the first range in which raw fits.
    private void ConvertGas()
    {
        for (var range = 0; range < 16; range++)
        {
            var factor = 1350 * (range switch { 5 or 13 => 0.99, 7 => 0.992, 10 => 0.998, 11 => 0.995, _ => 1.0 });
            var step = range switch { 4 => 499500.4995, 5 => 248262.1648, 7 => 63004.03226, 8 => 31281.28128, _ => 8e6 / Math.Pow(2, range) };
            var raw = (int)Math.Round(factor * step / GasOhms - factor + 512);
            if (raw is >= 0 and <= 1023)
            {
                (Map[0x2A], Map[0x2B]) = ((byte)(raw >> 2), (byte)(((raw & 0b11) << 6) | (Map[0x71] == 0x10 ? 0x20 : 0) | (HeaterIsBroken || Map[0x5A] == 0 ? 0 : 0x10) | range));
                return;
            }
        }
    }
}
