namespace EdgeGrid.Devices.Air;

/// <summary>
/// The BME280 (Bosch BST-BME280-DS002): temperature, humidity and air pressure. Each sample is one measurement, after which the result
/// rests until the next: so it can be read twice.
/// </summary>
internal sealed class Bme280(DeviceSettings settings, DeviceContext context) : ISampledDevice
{
    // Section 5.3. Each of the three is measured once, without a filter (section 3.5.1, weather monitoring).
    private const byte Identity = 0x60, ControlHumidity = 0xF2, ControlMeasure = 0xF4, Configuration = 0xF5, Data = 0xF7;
    private const byte Asleep = 0x00, Once = 0x01, MeasureOnce = 0x25, ModeBits = 0x03, IsMeasuring = 0x08;

    // Means nothing to single measurements, and is zero in a chip that has started anew: it must be opened again.
    private const byte Marker = 0xA0;

    private const int NotMeasured = 0x80000, HumidityNotMeasured = 0x8000;
    private const int DataLength = 8, ControlLength = 4;

    // Section 9.1: at most 9.3 ms.
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

            // One that another program has left measuring by itself may ignore what is written there (section 5.4.6).
            chip.Write(ControlMeasure, Asleep, Configuration, Marker);
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
        Span<byte> data = stackalloc byte[DataLength];
        try
        {
            chip.Write(ControlHumidity, Once, ControlMeasure, MeasureOnce);
            return chip.Await(ControlHumidity, ControlLength, LongestMeasurement, Judge) is var fault and not DeviceFault.None ? Failed(fault)
                : chip.ReadTwice(Data, data) ? Understand(data)
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

    // Humidity's control, status, measurement's control, configuration.
    private static DeviceFault? Judge(ReadOnlySpan<byte> registers) => registers switch
    {
        [_, _, _, 0] => DeviceFault.NotResponding,
        [Once, var status, var measure, Marker] when ((measure ^ MeasureOnce) & ~ModeBits) == 0 =>
            (status & IsMeasuring) == 0 && (measure & ModeBits) == Asleep ? DeviceFault.None : null,
        _ => DeviceFault.BadChecksum,
    };

    private IReadOnlyList<Measurement> Understand(ReadOnlySpan<byte> data)
    {
        var pressure = (data[0] << 12) | (data[1] << 4) | (data[2] >> 4);
        var temperature = (data[3] << 12) | (data[4] << 4) | (data[5] >> 4);
        var humidity = (data[6] << 8) | data[7];
        return pressure == NotMeasured || temperature == NotMeasured || humidity == HumidityNotMeasured
            ? Failed(DeviceFault.OutOfRange)
            : _coefficients!.Understand(temperature, pressure, humidity);
    }
}
