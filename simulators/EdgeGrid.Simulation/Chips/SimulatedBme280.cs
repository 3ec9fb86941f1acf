namespace EdgeGrid.Simulation.Chips;

/// <summary>
/// The BME280 (Bosch BST-BME280-DS002) with the coefficients of the BMP280 datasheet's example (section 3.12) and usual ones for
/// humidity. Its raw values are those of which the datasheet's integer formulas (section 4.2.3) make the truth.
/// </summary>
public sealed class SimulatedBme280 : SimulatedBoschChip
{
    private const int T1 = 27504, T2 = 26435, T3 = -1000;
    private const long P1 = 36477, P2 = -10685, P3 = 3024, P4 = 2855, P5 = 140, P6 = -7, P7 = 15500, P8 = -14600, P9 = 6000;
    private const int H1 = 75, H2 = 370, H3 = 0, H4 = 313, H5 = 50, H6 = 30;

    /// <param name="time">The clock.</param>
    /// <param name="identity">0x58 for a BMP280.</param>
    public SimulatedBme280(TimeProvider time, byte identity = 0x60)
        : base(time)
    {
        Map[0xD0] = identity;
        long[] words = [T1, T2, T3, P1, P2, P3, P4, P5, P6, P7, P8, P9];
        for (var i = 0; i < words.Length; i++)
        {
            SetWord(0x88 + 2 * i, (int)words[i]);
        }

        Map[0xA1] = H1;
        SetWord(0xE1, H2);
        (Map[0xE3], Map[0xE4], Map[0xE5], Map[0xE6], Map[0xE7]) = (H3, H4 >> 4, (H4 & 0x0F) | ((H5 & 0x0F) << 4), H5 >> 4, H6);
        SetTwentyBits(0xF7, 0x80000);
        SetTwentyBits(0xFA, 0x80000);
        Map[0xFD] = 0x80;
    }

    /// <inheritdoc/>
    protected override byte ModeRegister => 0xF4;

    /// <inheritdoc/>
    protected override byte ConfigurationRegister => 0xF5;

    /// <inheritdoc/>
    protected override TimeSpan Measurement { get; } = TimeSpan.FromMilliseconds(9.3);

    /// <summary>0.01 °C, and the temperature as the other two need it.</summary>
    public static (int Hundredths, int Fine) Temperature(int raw)
    {
        var first = (((raw >> 3) - (T1 << 1)) * T2) >> 11;
        var second = (((((raw >> 4) - T1) * ((raw >> 4) - T1)) >> 12) * T3) >> 14;
        return (((first + second) * 5 + 128) >> 8, first + second);
    }

    /// <summary>1/256 Pa.</summary>
    public static long Pressure(int raw, int fine)
    {
        long first = (long)fine - 128000;
        var second = first * first * P6;
        second += (first * P5) << 17;
        second += P4 << 35;
        first = ((first * first * P3) >> 8) + ((first * P2) << 12);
        first = (((1L << 47) + first) * P1) >> 33;
        var pascal = (((1048576L - raw) << 31) - second) * 3125 / first;
        first = (P9 * (pascal >> 13) * (pascal >> 13)) >> 25;
        second = (P8 * pascal) >> 19;
        return ((pascal + first + second) >> 8) + (P7 << 4);
    }

    /// <summary>1/1024 %.</summary>
    public static int Humidity(int raw, int fine)
    {
        var x = fine - 76800;
        x = ((((raw << 14) - (H4 << 20) - H5 * x) + 16384) >> 15)
            * (((((((x * H6) >> 10) * (((x * H3) >> 11) + 32768)) >> 10) + 2097152) * H2 + 8192) >> 14);
        x -= ((((x >> 15) * (x >> 15)) >> 7) * H1) >> 4;
        return Math.Clamp(x, 0, 419430400) >> 12;
    }

    /// <inheritdoc/>
    protected override void Convert()
    {
        var temperature = Solve(20, raw => Temperature(raw).Hundredths, Celsius * 100);
        var fine = Temperature(temperature).Fine;
        var humidity = Solve(16, raw => Humidity(raw, fine), HumidityPercent * 1024);
        SetTwentyBits(0xFA, temperature);
        SetTwentyBits(0xF7, Solve(20, raw => Pressure(raw, fine), Hectopascal * 100 * 256));
        (Map[0xFD], Map[0xFE]) = ((byte)(humidity >> 8), (byte)humidity);
    }

    /// <inheritdoc/>
    protected override void ShowState(bool measures) => Map[0xF3] = measures ? (byte)0x08 : (byte)0;
}
