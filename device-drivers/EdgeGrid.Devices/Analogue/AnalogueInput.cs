namespace EdgeGrid.Devices.Analogue;

/// <summary>
/// One input of a converter, as the drivers of analogue sensors use it: their common options, the chip behind them,
/// and the time in which a sensor only warms up.
/// </summary>
/// <param name="settings">Validated; of a kind that declares <see cref="Options"/>.</param>
/// <param name="context">Hardware and clock.</param>
internal sealed class AnalogueInput(DeviceSettings settings, DeviceContext context) : IDisposable
{
    private readonly string _bus = settings.Text("bus");
    private readonly int _address = settings.Integer("address");
    private readonly int _channel = settings.Integer("channel");
    private readonly Ads1115Range _range = Ads1115Range.For(settings.Number("fullScaleVolts"));
    private readonly Ads1115Rate _rate = Ads1115Rate.For(settings.Integer("samplesPerSecond"));
    private readonly TimeSpan _warmUp = settings.Duration("warmUp");

    private Ads1115? _converter;
    private long _openedAt;

    /// <summary>The options that every analogue sensor has.</summary>
    /// <param name="fullScaleVolts">The range that suits the sensor.</param>
    /// <param name="warmUp">How long the sensor says nothing true after power-on.</param>
    public static IReadOnlyList<DeviceOption> Options(double fullScaleVolts, TimeSpan warmUp) =>
    [
        new("bus", OptionType.Text, "The converter's I2C bus: i2c:1, or sim:PATH.") { Required = true },
        new("address", OptionType.Integer, "The ADS1115's address, by its ADDR pin.")
        {
            Default = (long)Ads1115.FirstAddress, Min = Ads1115.FirstAddress, Max = Ads1115.LastAddress,
        },
        new("channel", OptionType.Integer, "Its input AIN0 to AIN3, measured against ground.") { Required = true, Min = 0, Max = Ads1115.Channels - 1 },
        new("fullScaleVolts", OptionType.Number, "Widest voltage to measure, V; the chip's next wider range is taken.")
        {
            Default = fullScaleVolts, Min = Ads1115Range.Least, Max = Ads1115Range.Greatest,
        },
        new("samplesPerSecond", OptionType.Integer, "Conversion rate: the next faster of 128, 250, 475 and 860 is taken. Slower is quieter.")
        {
            Default = 860L, Min = 128, Max = 860,
        },
        new("warmUp", OptionType.Duration, "For so long after it was opened the sensor only warms up.")
        {
            Default = warmUp, Min = 0, Max = TimeSpan.FromDays(7).TotalSeconds,
        },
    ];

    /// <summary>Opens the converter and finds out whether it is one.</summary>
    /// <returns>What to tell a technician of it.</returns>
    /// <exception cref="DeviceException">It cannot be used.</exception>
    public string Open()
    {
        _converter = Ads1115.Open(context.Hardware, context.Time, _bus, _address);
        _openedAt = context.Time.GetTimestamp();
        return $"{_bus} 0x{_address:X2} AIN{_channel}, ±{_range.FullScaleVolts} V, {_rate.SamplesPerSecond} SPS";
    }

    /// <summary>One measurement of a sensor: its voltage, or why there is none.</summary>
    /// <param name="quantity">What the sensor measures.</param>
    /// <param name="understand">Makes a measurement of a voltage. Not asked while the sensor warms up.</param>
    public IReadOnlyList<Measurement> Sample(Quantity quantity, Func<double, Measurement> understand)
    {
        if (_converter is null)
        {
            throw new InvalidOperationException("The device is sampled before it was opened.");
        }

        // The converter is asked even during warm-up: a wire that is off must not hide behind it.
        var reading = _converter.Read(_channel, _range, _rate);
        if (reading.Fault != DeviceFault.None)
        {
            return [Measurement.Failed(quantity, reading.Fault)];
        }

        return context.Time.GetElapsedTime(_openedAt) < _warmUp
            ? [Measurement.Failed(quantity, DeviceFault.WarmingUp)]
            : [understand(reading.Volts)];
    }

    public void Dispose() => _converter?.Dispose();
}
