using EdgeGrid.Devices.Buses;

namespace EdgeGrid.Devices.Air;

/// <summary>
/// The SGP40 (Sensirion): a raw signal, of which <see cref="VocIndex"/> makes how the air is against the room's own average. It is told 50 %
/// and 25 °C, for which the datasheet gives 0x8000 and 0x6666.
/// </summary>
internal sealed class Sgp40(DeviceSettings settings, DeviceContext context) : ISampledDevice
{
    private const int Address = 0x59;
    private const ushort MeasureRaw = 0x260F, GetFeatures = 0x202F, GetSerial = 0x3682, HalfHumidity = 0x8000, TwentyFiveDegrees = 0x6666;

    // By its serial number nobody can tell it from an SGP41.
    private const int FeatureBits = 0x01FF, OrganicsOnly = 0x0020;

    private static readonly TimeSpan MeasureTime = TimeSpan.FromMilliseconds(30), CommandTime = TimeSpan.FromMilliseconds(10);

    private readonly VocIndex _index = new();
    private SensirionChip? _chip;

    public static DeviceKind Kind { get; } = new(
        "sgp40",
        "SGP40 on I2C: VOC index",
        [Quantity.VocIndex],
        [new("bus", OptionType.Text, "Its I2C bus: i2c:1, or sim:PATH. Its address is 0x59.") { Required = true, Bus = BusFamily.I2c }],
        (settings, context) => new Sgp40(settings, context))
    {
        Pace = _ => AskingPace.EachSecond("the VOC index takes each measurement for a second of the half day against which it holds the air"),
    };

    public ValueTask<DeviceIdentity> OpenAsync(CancellationToken cancellationToken)
    {
        _chip = SensirionChip.Open(context, settings.Text("bus"), Address);
        var serial = new ushort[3];
        var features = new ushort[1];
        Demand(_chip.Ask(GetSerial, CommandTime, serial));
        Demand(_chip.Ask(GetFeatures, CommandTime, features));
        return (features[0] & FeatureBits) == OrganicsOnly
            ? ValueTask.FromResult(new DeviceIdentity("SGP40", $"{_chip.Where}, serial number {serial[0]:x4}{serial[1]:x4}{serial[2]:x4}"))
            : throw new DeviceException(DeviceFault.OutOfRange, $"What answers at {_chip.Where} is no SGP40: its feature set is 0x{features[0]:X4}, and an SGP40's ends with 020. An SGP41, whose ends with 040, lives at the same address.");
    }

    public IReadOnlyList<Measurement> Sample()
    {
        var chip = _chip ?? throw new InvalidOperationException("The device is sampled before it was opened.");
        Span<ushort> raw = stackalloc ushort[1];
        var fault = chip.Ask(MeasureRaw, MeasureTime, raw, HalfHumidity, TwentyFiveDegrees);
        return
        [
            fault != DeviceFault.None ? Measurement.Failed(Quantity.VocIndex, fault)
            : _index.Next(raw[0]) is { } index ? new Measurement(Quantity.VocIndex, index)
            : Measurement.Failed(Quantity.VocIndex, DeviceFault.WarmingUp),
        ];
    }

    public ValueTask DisposeAsync()
    {
        _chip?.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Demand(DeviceFault fault)
    {
        if (fault != DeviceFault.None)
        {
            throw _chip!.Refuse(fault, "SGP40");
        }
    }
}
