using System.Globalization;
using System.Runtime.CompilerServices;
using EdgeGrid.Devices.Buses;

namespace EdgeGrid.Devices.Analogue;

/// <summary>
/// One input of a converter, as the drivers of analogue sensors use it: their common options, the chip behind them,
/// and the time in which a sensor only warms up.
/// </summary>
/// <param name="settings">Validated; of a kind that declares <see cref="Options"/>.</param>
/// <param name="context">Hardware and clock.</param>
internal sealed class AnalogueInput(DeviceSettings settings, DeviceContext context) : IDisposable
{
    // A device that failed is made anew, and its sensor stays as warm as it was: when each began, as long as it is configured so.
    private static readonly ConditionalWeakTable<DeviceSettings, StrongBox<long>> FirstOpened = [];

    private const string OnAds1115 = "ads1115";
    private const string OnMcp3008 = "mcp3008";

    // ADS1115, section 6.1 and 6.3: what it measures ends at its own supply, whatever its range; diodes hold an input some 0.3 V above that.
    private const double AboveSupply = 0.25;

    private readonly bool _isMcp3008 = settings.Text("converter") == OnMcp3008;
    private readonly double _referenceVolts = settings.Number("referenceVolts");
    private readonly double _converterVolts = settings.Number("converterVolts");
    private readonly string _bus = settings.Text("bus");
    private readonly int _address = settings.Integer("address");
    private readonly int _channel = settings.Integer("channel");
    private readonly Ads1115Range _range = Ads1115Range.For(settings.Number("fullScaleVolts"));
    private readonly Ads1115Rate _rate = Ads1115Rate.For(settings.Integer("samplesPerSecond"));
    private readonly TimeSpan _warmUp = settings.Duration("warmUp");

    private IDisposable? _chip;
    private Func<AnalogueReading>? _convert;
    private long _poweredSince;

    /// <summary>The converter's name.</summary>
    public string Converter => _isMcp3008 ? "MCP3008" : "ADS1115";

    /// <summary>The options that say which input it is: a sensor at another is another sensor.</summary>
    public static IReadOnlyList<string> Place { get; } = ["converter", "bus", "address", "channel"];

    /// <summary>The options that every analogue sensor has.</summary>
    /// <param name="fullScaleVolts">The range that suits the sensor.</param>
    /// <param name="warmUp">How long the sensor says nothing true after power-on.</param>
    public static IReadOnlyList<DeviceOption> Options(double fullScaleVolts, TimeSpan warmUp) =>
    [
        new("converter", OptionType.Text, "The converter that it hangs on: ADS1115 on I2C, or MCP3008 on SPI.") { Default = OnAds1115, Choices = [OnAds1115, OnMcp3008] },
        new("bus", OptionType.Text, "The converter's bus: i2c:1 of an ADS1115, spi:0.0 of an MCP3008, or sim:PATH.") { Required = true, Bus = BusFamily.I2c | BusFamily.Spi, Misfit = BusMisfit },
        new("address", OptionType.Integer, "ADS1115: its address, by its ADDR pin.")
        {
            Default = (long)Ads1115.FirstAddress, Min = Ads1115.FirstAddress, Max = Ads1115.LastAddress,
        },
        new("channel", OptionType.Integer, "Its input, measured against ground: 0 to 3 of an ADS1115, 0 to 7 of an MCP3008.")
        {
            Required = true, Min = 0, Max = Mcp3008.Channels - 1, Misfit = ChannelMisfit,
        },
        new("converterVolts", OptionType.Number, "ADS1115: its supply, V: what is above it cannot be measured, and is saturated. On a Raspberry Pi often 3.3.") { Default = 5.0, Min = 2, Max = 5.5 },
        new("fullScaleVolts", OptionType.Number, "ADS1115: widest voltage to measure, V; the chip's next wider range is taken.")
        {
            Default = fullScaleVolts, Min = Ads1115Range.Least, Max = Ads1115Range.Greatest,
        },
        new("samplesPerSecond", OptionType.Integer, "ADS1115: conversion rate; the next faster of 128, 250, 475 and 860 is taken. Slower is quieter.")
        {
            Default = 860L, Min = 128, Max = 860,
        },
        new("referenceVolts", OptionType.Number, "MCP3008: voltage at its VREF pin, V, which is the widest that it measures.") { Default = 3.3, Min = 0.25, Max = 5.5 },
        new("warmUp", OptionType.Duration, "For so long after it was opened first, or its ADS1115 lost its supply, the sensor only warms up.")
        {
            Default = warmUp, Min = 0, Max = TimeSpan.FromDays(7).TotalSeconds,
        },
    ];

    /// <summary>Beyond this voltage the converter that is set tells no more than that.</summary>
    public static double GreatestVolts(DeviceSettings settings) =>
        settings.Text("converter") == OnMcp3008 ? settings.Number("referenceVolts") : Ads1115Range.For(settings.Number("fullScaleVolts")).FullScaleVolts;

    /// <summary>Opens the converter and finds out whether it is one.</summary>
    /// <returns>What to tell a technician of it.</returns>
    /// <exception cref="DeviceException">It cannot be used.</exception>
    public string Open()
    {
        _poweredSince = context.Time.GetTimestamp();
        return _isMcp3008 ? OpenMcp3008() : OpenAds1115();
    }

    /// <summary>One measurement of a sensor: what its voltage means, or why there is none.</summary>
    /// <param name="quantity">What the sensor measures.</param>
    /// <param name="understand">Makes a measurement of a voltage. Not asked while the sensor warms up.</param>
    public IReadOnlyList<Measurement> Sample(Quantity quantity, Func<double, Measurement> understand)
    {
        var reading = Read();
        return [reading.Fault == DeviceFault.None ? understand(reading.Volts) : Measurement.Failed(quantity, reading.Fault)];
    }

    /// <summary>The voltage of a sensor, or why there is none that means anything.</summary>
    public AnalogueReading Read()
    {
        if (_convert is null)
        {
            throw new InvalidOperationException("The device is sampled before it was opened.");
        }

        // The converter is asked even during warm-up: a wire that is off must not hide behind it. A cold gas sensor's output may
        // be at its end for a while, which is no gas.
        var reading = _convert();
        return reading.Fault is DeviceFault.None or DeviceFault.Saturated && context.Time.GetElapsedTime(_poweredSince) < _warmUp
            ? AnalogueReading.Failed(DeviceFault.WarmingUp)
            : reading;
    }

    public void Dispose() => _chip?.Dispose();

    private static Objection? BusMisfit(DeviceSettings settings)
    {
        var bus = settings.Text("bus");
        return settings.Text("converter") == OnMcp3008
            ? BusName.IsOf(bus, BusFamily.I2c) ? new Objection($"An MCP3008 hangs on SPI, and {bus} is I2C.", $"Write spi:0.0 for /dev/spidev0.0, or \"converter\": \"{OnAds1115}\" if it is one.") : null
            : BusName.IsOf(bus, BusFamily.Spi) ? new Objection($"An ADS1115 hangs on I2C, and {bus} is SPI.", $"Write i2c:1 for /dev/i2c-1, or \"converter\": \"{OnMcp3008}\" if it is one.") : null;
    }

    private static Objection? ChannelMisfit(DeviceSettings settings) =>
        settings.Text("converter") == OnAds1115 && settings.Integer("channel") is >= Ads1115.Channels and var channel
            ? new Objection($"An ADS1115 has the inputs 0 to {Ads1115.Channels - 1}, and no {channel}.", $"Correct it, or say \"converter\": \"{OnMcp3008}\" if it is one.")
            : null;

    private string OpenAds1115()
    {
        var chip = Ads1115.Open(context.Hardware, context.Time, _bus, _address);
        (_chip, _convert) = (chip, () => WithinSupply(chip.Read(_channel, _range, _rate)));

        // A chip that has kept its settings has not lost its supply, and the sensor beside it has not, either.
        _poweredSince = Math.Max(chip.PoweredSince, FirstOpened.GetValue(settings, _ => new StrongBox<long>(_poweredSince)).Value);
        return $"{_bus} 0x{_address:X2} AIN{_channel}, ±{_range.FullScaleVolts} V, {_rate.SamplesPerSecond} SPS, at {_converterVolts.ToString(CultureInfo.InvariantCulture)} V";
    }

    // A sensor at 5 V beside a converter at 3.3 V: however much gas there is, no more than some 3.6 V arrive.
    private AnalogueReading WithinSupply(AnalogueReading reading) =>
        reading.Fault == DeviceFault.None && reading.Volts > _converterVolts + AboveSupply ? AnalogueReading.Failed(DeviceFault.Saturated) : reading;

    private string OpenMcp3008()
    {
        var chip = Mcp3008.Open(context.Hardware, _bus);
        (_chip, _convert) = (chip, () => chip.Read(_channel, _referenceVolts));
        return FormattableString.Invariant($"{_bus} CH{_channel}, {_referenceVolts} V");
    }
}
