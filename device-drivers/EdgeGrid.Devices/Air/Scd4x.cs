using System.Globalization;
using EdgeGrid.Devices.Buses;

namespace EdgeGrid.Devices.Air;

/// <summary>
/// The SCD40, SCD41 and SCD43 (Sensirion, SCD4x datasheet): carbon dioxide by the sound of infrared light, temperature and humidity.
/// It measures by itself every five seconds; in between it is told as it was measured last.
/// </summary>
internal sealed class Scd4x(DeviceSettings settings, DeviceContext context) : ISampledDevice
{
    private const int Address = 0x62;

    // Section 3.5, table 9.
    private const ushort StartMeasuring = 0x21B1, ReadMeasurement = 0xEC05, StopMeasuring = 0x3F86, IsDataReady = 0xE4B8;
    private const ushort ReadSerialNumber = 0x3682, ReadVariant = 0x202F, SetAltitude = 0x2427, SetSelfCalibration = 0x2416;

    // Section 3.9.2: the least significant eleven bits are zero as long as there is nothing.
    private const int ReadyBits = 0x07FF;

    private static readonly TimeSpan CommandTime = TimeSpan.FromMilliseconds(1), StopTime = TimeSpan.FromMilliseconds(500);

    // It tells every 5 s; one that does not has lost its supply, and measures nothing since.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(20);

    private SensirionChip? _chip;
    private IReadOnlyList<Measurement>? _told;
    private long _toldAt;

    public static DeviceKind Kind { get; } = new(
        "scd4x",
        "SCD40, SCD41 or SCD43 on I2C: carbon dioxide, temperature, humidity",
        [Quantity.CarbonDioxide, Quantity.Temperature, Quantity.Humidity],
        [
            new("bus", OptionType.Text, "Its I2C bus: i2c:1, or sim:PATH. Its address is 0x62.") { Required = true, Bus = BusFamily.I2c },
            new("altitudeMetres", OptionType.Integer, "Where it stands, m above the sea: thin air has less of everything.") { Default = 0L, Min = 0, Max = 3000 },
            new("selfCalibration", OptionType.Flag, "It takes the least of some days for 400 ppm. Turn it off where nobody airs.") { Default = true },
        ],
        (settings, context) => new Scd4x(settings, context));

    public ValueTask<DeviceIdentity> OpenAsync(CancellationToken cancellationToken)
    {
        _chip = SensirionChip.Open(context, settings.Text("bus"), Address);

        // One that measures already takes no other command (section 3.5.3).
        Demand(_chip.Do(StopMeasuring, StopTime));
        var serial = new ushort[3];
        Demand(_chip.Ask(ReadSerialNumber, CommandTime, serial));
        var model = Variant(_chip);
        Demand(_chip.Do(SetAltitude, CommandTime, (ushort)settings.Integer("altitudeMetres")));
        Demand(_chip.Do(SetSelfCalibration, CommandTime, (ushort)(settings.Flag("selfCalibration") ? 1 : 0)));
        Demand(_chip.Do(StartMeasuring, TimeSpan.Zero));
        _toldAt = context.Time.GetTimestamp();
        return ValueTask.FromResult(new DeviceIdentity(model, string.Create(CultureInfo.InvariantCulture, $"{_chip.Where}, serial number {serial[0]:x4}{serial[1]:x4}{serial[2]:x4}")));
    }

    public IReadOnlyList<Measurement> Sample()
    {
        var chip = _chip ?? throw new InvalidOperationException("The device is sampled before it was opened.");
        Span<ushort> ready = stackalloc ushort[1];
        Span<ushort> words = stackalloc ushort[3];
        var fault = chip.Ask(IsDataReady, CommandTime, ready);
        if (fault == DeviceFault.None && (ready[0] & ReadyBits) == 0)
        {
            return context.Time.GetElapsedTime(_toldAt) > LongestSilence ? Failed(DeviceFault.NotResponding) : _told ?? Failed(DeviceFault.WarmingUp);
        }

        fault = fault == DeviceFault.None ? chip.Ask(ReadMeasurement, CommandTime, words) : fault;
        if (fault != DeviceFault.None)
        {
            return Failed(fault);
        }

        _toldAt = context.Time.GetTimestamp();
        return _told = Understand(words);
    }

    public ValueTask DisposeAsync()
    {
        _chip?.Dispose();
        return ValueTask.CompletedTask;
    }

    // Section 3.5.2. There is no air without carbon dioxide: the maker's own examples take 0 ppm for a sample that failed.
    private static IReadOnlyList<Measurement> Understand(ReadOnlySpan<ushort> words) => words[0] == 0
        ? Failed(DeviceFault.OutOfRange)
        :
        [
            new Measurement(Quantity.CarbonDioxide, words[0]),
            new Measurement(Quantity.Temperature, -45 + 175.0 * words[1] / 65535),
            new Measurement(Quantity.Humidity, 100.0 * words[2] / 65535),
        ];

    private static IReadOnlyList<Measurement> Failed(DeviceFault fault) => [.. Kind.Measures.Select(quantity => Measurement.Failed(quantity, fault))];

    // Section 3.10.6; the first ones made do not know the command.
    private static string Variant(SensirionChip chip)
    {
        Span<ushort> variant = stackalloc ushort[1];
        return chip.Ask(ReadVariant, CommandTime, variant) != DeviceFault.None ? "SCD4x" : (variant[0] >> 12) switch
        {
            0 => "SCD40",
            1 => "SCD41",
            5 => "SCD43",
            _ => "SCD4x",
        };
    }

    private void Demand(DeviceFault fault)
    {
        if (fault != DeviceFault.None)
        {
            throw _chip!.Refuse(fault, "SCD4x");
        }
    }
}
