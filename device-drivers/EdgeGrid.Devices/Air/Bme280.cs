namespace EdgeGrid.Devices.Air;

/// <summary>
/// The BME280 (Bosch BST-BME280-DS002): temperature, humidity and air pressure. Each sample is one measurement, after which the result
/// rests until the next: so it can be read twice.
/// </summary>
internal sealed class Bme280(DeviceSettings settings, DeviceContext context) : ISampledDevice
{
    // Section 5.3. Each of the three is measured once, without a filter (section 3.5.1, weather monitoring).
    private const byte Identity = 0x60, ControlHumidity = 0xF2, ControlMeasure = 0xF4, Configuration = 0xF5, Data = 0xF7;
    private const byte Once = 0x01, MeasureOnce = 0x25, ModeBits = 0x03, IsMeasuring = 0x08;

    // Means nothing to single measurements, and is zero in a chip that has started anew: it must be opened again.
    private const byte Marker = 0xA0;

    // Section 9.1: at most 9.3 ms. A poll takes a third of one on a usual bus.
    private const int MostPolls = 500;
    private const int NotMeasured = 0x80000, HumidityNotMeasured = 0x8000;

    private static readonly TimeSpan LongestMeasurement = TimeSpan.FromMilliseconds(50);

    private BoschChip? _chip;
    private Bme280Coefficients? _coefficients;

    public static DeviceKind Kind { get; } = new(
        "bme280",
        "BME280 on I2C: temperature, humidity, air pressure",
        [Quantity.Temperature, Quantity.Humidity, Quantity.Pressure],
        BoschChip.Options,
        (settings, context) => new Bme280(settings, context));

    public ValueTask<DeviceIdentity> OpenAsync(CancellationToken cancellationToken)
    {
        var chip = _chip = BoschChip.Open(settings, context, "BME280", Identity);
        try
        {
            _coefficients = new Bme280Coefficients(chip.Coefficients(0x88, 26), chip.Coefficients(0xE1, 7));
            chip.Write(Configuration, Marker);
            return ValueTask.FromResult(new DeviceIdentity("BME280", chip.Where));
        }
        catch (IOException exception)
        {
            throw new DeviceException(DeviceFault.NotResponding, $"The BME280 at {chip.Where} stopped to answer while it was opened.", exception);
        }
    }

    public IReadOnlyList<Measurement> Sample()
    {
        var chip = _chip ?? throw new InvalidOperationException("The device is sampled before it was opened.");
        try
        {
            chip.Write(ControlHumidity, Once, ControlMeasure, MeasureOnce);
            return AwaitMeasurement(chip) is var fault and not DeviceFault.None ? Failed(fault)
                : chip.ReadTwice(Data, 8) is { } data ? Understand(data)
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

    private DeviceFault AwaitMeasurement(BoschChip chip)
    {
        var started = context.Time.GetTimestamp();
        for (var poll = 0; poll < MostPolls; poll++)
        {
            var late = context.Time.GetElapsedTime(started) > LongestMeasurement;
            if (chip.ReadTwice(ControlHumidity, 4) is not [var humidity, var status, var measure, var configuration])
            {
                // It may just have ended between the two.
                continue;
            }

            if (humidity != Once || ((measure ^ MeasureOnce) & ~ModeBits) != 0 || configuration != Marker)
            {
                return configuration == 0 ? DeviceFault.NotResponding : DeviceFault.BadChecksum;
            }

            if ((status & IsMeasuring) == 0 && (measure & ModeBits) == 0)
            {
                return DeviceFault.None;
            }

            if (late)
            {
                break;
            }
        }

        return DeviceFault.NotResponding;
    }

    private IReadOnlyList<Measurement> Understand(byte[] data)
    {
        var pressure = (data[0] << 12) | (data[1] << 4) | (data[2] >> 4);
        var temperature = (data[3] << 12) | (data[4] << 4) | (data[5] >> 4);
        var humidity = (data[6] << 8) | data[7];
        return pressure == NotMeasured || temperature == NotMeasured || humidity == HumidityNotMeasured
            ? Failed(DeviceFault.OutOfRange)
            : _coefficients!.Understand(temperature, pressure, humidity);
    }
}
