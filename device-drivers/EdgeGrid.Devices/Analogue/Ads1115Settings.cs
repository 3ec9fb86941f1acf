namespace EdgeGrid.Devices.Analogue;

/// <summary>A gain of the ADS1115 (section 8.1.3, PGA), named by its full scale.</summary>
/// <param name="Code">PGA bits.</param>
/// <param name="FullScaleVolts">At code 32768.</param>
internal sealed record Ads1115Range(int Code, double FullScaleVolts)
{
    private static readonly Ads1115Range[] All =
        [new(5, 0.256), new(4, 0.512), new(3, 1.024), new(2, 2.048), new(1, 4.096), new(0, 6.144)];

    public static double Least => All[0].FullScaleVolts;

    public static double Greatest => All[^1].FullScaleVolts;

    /// <summary>The finest range that holds a voltage; the widest when none does.</summary>
    public static Ads1115Range For(double volts) => Array.Find(All, range => volts <= range.FullScaleVolts) ?? All[^1];
}

/// <summary>A data rate of the ADS1115 (section 8.1.3, DR).</summary>
/// <param name="Code">DR bits.</param>
/// <param name="SamplesPerSecond">Nominal; the chip's oscillator is within 10 % (section 6.5).</param>
internal sealed record Ads1115Rate(int Code, int SamplesPerSecond)
{
    private static readonly Ads1115Rate[] All =
        [new(0, 8), new(1, 16), new(2, 32), new(3, 64), new(4, 128), new(5, 250), new(6, 475), new(7, 860)];

    // A slow bus needs some of it for the polls themselves.
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(20);

    public static Ads1115Rate Slowest => All[0];

    /// <summary>After this, a conversion has failed.</summary>
    public TimeSpan LongestWait => TimeSpan.FromSeconds(2.0 / SamplesPerSecond) + Grace;

    /// <summary>The slowest rate that is fast enough; the fastest when none is.</summary>
    public static Ads1115Rate For(int samplesPerSecond) =>
        Array.Find(All, rate => rate.SamplesPerSecond >= samplesPerSecond) ?? All[^1];
}
