using System.Globalization;
using EdgeGrid.Devices.Buses;

namespace EdgeGrid.Devices.Air;

/// <summary>
/// The SGP30 (Sensirion): volatile organic compounds. It learns what clean air is to it, which takes half a day, and forgets it
/// without supply; so that is kept over a restart, and given back to it when it is not older than a week (section "Set and
/// Get Baseline"). It measures without having been set up, too: by its baseline, which is zero then, one is known that has
/// started anew. The carbon dioxide that it reckons from hydrogen is no measurement, and is not told.
/// </summary>
internal sealed class Sgp30(DeviceSettings settings, DeviceContext context) : ISampledDevice
{
    private const int Address = 0x58;
    private const ushort Init = 0x2003, Measure = 0x2008, GetBaseline = 0x2015, SetBaseline = 0x201E, GetFeatures = 0x202F, GetSerial = 0x3682;

    private static readonly TimeSpan CommandTime = TimeSpan.FromMilliseconds(10), MeasureTime = TimeSpan.FromMilliseconds(12);

    // For fifteen seconds it answers 400 ppm and 0 ppb, whatever the air is.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan FirstBaseline = TimeSpan.FromHours(12), BaselineEvery = TimeSpan.FromHours(1), BaselineAge = TimeSpan.FromDays(7);

    private SensirionChip? _chip;
    private long _openedAt;
    private TimeSpan _keepAfter = FirstBaseline;
    private bool _hasBaseline;

    public static DeviceKind Kind { get; } = new(
        "sgp30",
        "SGP30 on I2C: volatile organic compounds",
        [Quantity.VolatileOrganics],
        [new("bus", OptionType.Text, "Its I2C bus: i2c:1, or sim:PATH. Its address is 0x58.") { Required = true, Bus = BusFamily.I2c }],
        (settings, context) => new Sgp30(settings, context))
    {
        Pace = _ => AskingPace.EachSecond("the chip takes each measurement for a second of the half day in which it learns what clean air is"),
    };

    public ValueTask<DeviceIdentity> OpenAsync(CancellationToken cancellationToken)
    {
        _chip = SensirionChip.Open(context, settings.Text("bus"), Address);
        var serial = new ushort[3];
        var features = new ushort[1];
        Demand(_chip.Ask(GetSerial, TimeSpan.FromMilliseconds(1), serial));
        Demand(_chip.Ask(GetFeatures, CommandTime, features));
        if (features[0] >> 12 != 0)
        {
            throw new DeviceException(DeviceFault.OutOfRange, $"What answers at {_chip.Where} is no SGP30: its feature set is 0x{features[0]:X4}, and an SGP30's begins with 0.");
        }

        Demand(_chip.Do(Init, CommandTime));
        _openedAt = context.Time.GetTimestamp();
        var words = Recalled();
        if (words is [var carbonDioxide, var organics])
        {
            // Set takes them the other way round than get gives them.
            Demand(_chip.Do(SetBaseline, CommandTime, organics, carbonDioxide));
            _keepAfter = BaselineEvery;
        }

        return ValueTask.FromResult(new DeviceIdentity(
            "SGP30", $"{_chip.Where}, serial number {serial[0]:x4}{serial[1]:x4}{serial[2]:x4}, {(words is null ? "learns what clean air is for 12 hours" : "knows clean air from before")}"));
    }

    public IReadOnlyList<Measurement> Sample()
    {
        var chip = _chip ?? throw new InvalidOperationException("The device is sampled before it was opened.");
        Span<ushort> words = stackalloc ushort[2];
        var fault = chip.Ask(Measure, MeasureTime, words);
        var elapsed = context.Time.GetElapsedTime(_openedAt);
        if (fault == DeviceFault.None && elapsed >= WarmUp)
        {
            fault = LookAtBaseline(chip, elapsed);
        }

        return
        [
            fault != DeviceFault.None ? Measurement.Failed(Quantity.VolatileOrganics, fault)
            : elapsed < WarmUp ? Measurement.Failed(Quantity.VolatileOrganics, DeviceFault.WarmingUp)
            : new Measurement(Quantity.VolatileOrganics, words[1]),
        ];
    }

    public ValueTask DisposeAsync()
    {
        _chip?.Dispose();
        return ValueTask.CompletedTask;
    }

    // It has none in its first half minute or so.
    private DeviceFault LookAtBaseline(SensirionChip chip, TimeSpan elapsed)
    {
        Span<ushort> words = stackalloc ushort[2];
        if (chip.Ask(GetBaseline, CommandTime, words) is var fault and not DeviceFault.None)
        {
            return fault;
        }

        if (words is [0, 0])
        {
            // What it tells meanwhile would look like clean air.
            return _hasBaseline ? DeviceFault.NotResponding : DeviceFault.None;
        }

        _hasBaseline = true;
        if (elapsed >= _keepAfter)
        {
            context.Memory.Keep(string.Create(CultureInfo.InvariantCulture, $"{context.Time.GetUtcNow().ToUnixTimeSeconds()} {words[0]} {words[1]}"));
            _keepAfter = elapsed + BaselineEvery;
        }

        return DeviceFault.None;
    }

    private ushort[]? Recalled()
    {
        var parts = context.Memory.Recall()?.Split(' ');
        return parts?.Length == 3
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            && ushort.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var carbonDioxide)
            && ushort.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var organics)
            && Math.Abs(context.Time.GetUtcNow().ToUnixTimeSeconds() - (double)at) <= BaselineAge.TotalSeconds
                ? [carbonDioxide, organics]
                : null;
    }

    private void Demand(DeviceFault fault)
    {
        if (fault != DeviceFault.None)
        {
            throw _chip!.Refuse(fault, "SGP30");
        }
    }
}
