using EdgeGrid.Devices.Buses;

namespace EdgeGrid.Devices.Air;

/// <summary>
/// The BME680 (Bosch BST-BME680-DS001): temperature, humidity, air pressure, and the resistance of a layer that gases change, heated
/// to 320 °C for 150 ms at each sample. What Bosch's own closed library makes of that resistance is not made here: it is
/// told as it is, and falls when there is more in the air.
/// </summary>
internal sealed class Bme680(DeviceSettings settings, DeviceContext context) : ISampledDevice
{
    // Section 5.2, memory map.
    private const byte Identity = 0x61, Variant = 0xF0, HeaterResistance = 0x5A, HeaterWait = 0x64, ControlGas0 = 0x70, ControlGas1 = 0x71, ControlHumidity = 0x72, ControlMeasure = 0x74, Configuration = 0x75, Status = 0x1D;
    private const byte Asleep = 0x00, NoFilter = 0x00, FilterBits = 0x1C, RunGas = 0x10, Once = 0x01, MeasureOnce = 0x25, IsNew = 0x80, Measures = 0x60, GasIsValid = 0x20, HeaterIsStable = 0x10;
    private const double HeaterCelsius = 320, AssumedCelsius = 25;
    private const int DataLength = 15, ControlLength = 5;

    // Three conversions at once each, and the gas's own (section 3.3.5).
    private static readonly TimeSpan Conversions = TimeSpan.FromMilliseconds(15), LongestMeasurement = TimeSpan.FromMilliseconds(100);

    // A heater that has not come to its temperature in so long never does.
    private static readonly TimeSpan LongestUnstable = TimeSpan.FromMinutes(1);

    private readonly TimeSpan _heating = settings.Duration("heating");
    private BoschChip? _chip;
    private Bme680Coefficients? _coefficients;
    private byte _heater;
    private long _stableAt;

    public static DeviceKind Kind { get; } = new(
        "bme680",
        "BME680 on I2C: temperature, humidity, air pressure, gas resistance",
        [Quantity.Temperature, Quantity.Humidity, Quantity.Pressure, Quantity.GasResistance],
        [
            .. BoschChip.Options,
            new("heating", OptionType.Duration, "So long is its gas layer heated for each sample, to 320 °C.") { Default = TimeSpan.FromMilliseconds(150), Min = 0.01, Max = 1 },
        ],
        (settings, context) => new Bme680(settings, context));

    public ValueTask<DeviceIdentity> OpenAsync(CancellationToken cancellationToken)
    {
        var chip = _chip = BoschChip.Open(settings, context, "BME680", Identity);
        try
        {
            if (chip.Coefficients(Variant, 1)[0] != 0)
            {
                throw new DeviceException(DeviceFault.OutOfRange, $"At {chip.Where} is a BME688, whose gas layer is read otherwise: there is no driver for it.");
            }

            _coefficients = new Bme680Coefficients(chip.Coefficients(0x8A, 23), chip.Coefficients(0xE1, 14), chip.Coefficients(0x00, 5));
            _heater = _coefficients.HeaterStep(HeaterCelsius, AssumedCelsius);
            chip.Write(
                ControlMeasure, Asleep, Configuration, NoFilter, HeaterResistance, _heater, HeaterWait, WaitStep(_heating), ControlGas0, 0, ControlGas1, RunGas);
            _stableAt = context.Time.GetTimestamp();
            return ValueTask.FromResult(new DeviceIdentity("BME680", chip.Where));
        }
        catch (IOException exception)
        {
            throw new DeviceException(DeviceFault.NotResponding, $"The BME680 at {chip.Where} stopped to answer while it was opened.", exception);
        }
    }

    public IReadOnlyList<Measurement> Sample()
    {
        var chip = _chip ?? throw new InvalidOperationException("The device is sampled before it was opened.");
        Span<byte> data = stackalloc byte[DataLength];
        try
        {
            if (Heater(chip) is var heater and not DeviceFault.None)
            {
                return Failed(heater);
            }

            chip.Write(ControlHumidity, Once, ControlMeasure, MeasureOnce);
            Pause.For(context.Time, _heating + Conversions);
            return chip.Await(Status, 1, LongestMeasurement, static found => (found[0] & (IsNew | Measures)) == IsNew ? DeviceFault.None : null) is var fault and not DeviceFault.None ? Failed(fault)
                : IsAsSet(chip) && chip.ReadTwice(Status, data) ? Understand(data)
                : Failed(DeviceFault.BadChecksum);
        }
        catch (IOException)
        {
            return Failed(DeviceFault.NotResponding);
        }
    }

    public ValueTask DisposeAsync()
    {
        _chip?.Dispose();
        return ValueTask.CompletedTask;
    }

    private static IReadOnlyList<Measurement> Failed(DeviceFault fault) => [.. Kind.Measures.Select(quantity => Measurement.Failed(quantity, fault))];

    // Section 5.3.3.3: six bits of milliseconds, times 1, 4, 16 or 64.
    private static byte WaitStep(TimeSpan heating)
    {
        var (milliseconds, factor) = ((int)heating.TotalMilliseconds, 0);
        while (milliseconds > 63)
        {
            (milliseconds, factor) = ((milliseconds + 3) / 4, factor + 1);
        }

        return (byte)((factor << 6) | milliseconds);
    }

    // A chip that has started anew knows nothing of its heater: it must be opened again.
    private DeviceFault Heater(BoschChip chip)
    {
        Span<byte> heater = stackalloc byte[1];
        return !chip.ReadTwice(HeaterResistance, heater) ? DeviceFault.BadChecksum
            : heater[0] == _heater ? DeviceFault.None
            : heater[0] == 0 ? DeviceFault.NotResponding
            : DeviceFault.BadChecksum;
    }

    private static bool IsAsSet(BoschChip chip)
    {
        Span<byte> controls = stackalloc byte[ControlLength];
        return chip.ReadTwice(ControlGas1, controls) && controls is [RunGas, Once, _, var measure, var filter] && (measure | 0x01) == MeasureOnce && (filter & FilterBits) == NoFilter;
    }

    private IReadOnlyList<Measurement> Understand(ReadOnlySpan<byte> data)
    {
        var pressure = (data[2] << 12) | (data[3] << 4) | (data[4] >> 4);
        var temperature = (data[5] << 12) | (data[6] << 4) | (data[7] >> 4);
        var humidity = (data[8] << 8) | data[9];
        return [.. _coefficients!.Understand(temperature, pressure, humidity), Gas(data[13], data[14])];
    }

    private Measurement Gas(byte first, byte second)
    {
        if ((second & (GasIsValid | HeaterIsStable)) == (GasIsValid | HeaterIsStable))
        {
            _stableAt = context.Time.GetTimestamp();
            return new Measurement(Quantity.GasResistance, _coefficients!.Ohms((first << 2) | (second >> 6), second & 0x0F));
        }

        return Measurement.Failed(Quantity.GasResistance, context.Time.GetElapsedTime(_stableAt) > LongestUnstable ? DeviceFault.OpenCircuit : DeviceFault.WarmingUp);
    }
}
