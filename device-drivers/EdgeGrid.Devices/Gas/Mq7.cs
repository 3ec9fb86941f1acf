using EdgeGrid.Devices.Buses;
using EdgeGrid.Devices.Switches;

namespace EdgeGrid.Devices.Gas;

/// <summary>
/// The MQ-7, for carbon monoxide (Winsen MQ-7, sensitivity diagram). Its heater goes through a cycle: 60 s at 5 V clean the layer,
/// and at the end of 90 s at 1.4 V its resistance tells. Either the board that carries it does that by itself, and holds its output, or this
/// driver does with a pin (<see cref="Mq7Heater"/>); then what it measures is a value for each cycle, told until the next.
/// </summary>
internal sealed class Mq7(DeviceSettings settings, DeviceContext context) : MqSensor("MQ-7", Scale, settings, context)
{
    // The diagram ends at 2,000 ppm.
    private static readonly MqScale Scale =
        new(Quantity.CarbonMonoxide, new MqCurve(A: 99.042, B: -1.518, CleanAirRatio: 27.5), PpmPerUnit: 1, Most: 2000);

    private readonly Mq7Heater? _heater = settings.OptionalInteger("heaterPin") is { } pin
        ? new Mq7Heater(context, settings.Text("heaterChip"), pin, settings.Text("heaterActive") == "high")
        : null;

    private Measurement _told = Measurement.Failed(Quantity.CarbonMonoxide, DeviceFault.WarmingUp);

    public static DeviceKind Kind { get; } = new(
        "mq7",
        "MQ-7 carbon monoxide sensor on a converter: 0 to 2,000 ppm, indicative",
        [Quantity.CarbonMonoxide],
        [
            .. Options(loadOhms: 10_000),
            new("heaterPin", OptionType.Integer, "The GPIO pin that switches its heater between 5 V and 1.4 V. Not set: the board drives the heater, and holds its output from one end of the cycle to the next.")
            {
                Min = 0, Max = 255, Claim = PinOptions.Claim("heaterChip", "heaterPin"),
            },
            new("heaterChip", OptionType.Text, "The heater pin's GPIO chip: gpio:0, or sim:PATH.") { Default = "gpio:0", Bus = BusFamily.Gpio },
            new("heaterActive", OptionType.Text, "The pin's level at which the heater has 5 V.") { Default = "high", Choices = ["high", "low"] },
        ],
        (settings, context) => new Mq7(settings, context))
    {
        Calibration = MqCircuit.Calibration,
        Pace = settings => settings.OptionalInteger("heaterPin") is null
            ? null
            : new AskingPace(TimeSpan.Zero, TimeSpan.FromSeconds(5), "its heater changes between 5 V and 1.4 V when it is asked, after 60 s and after 90 s"),
    };

    public override async ValueTask<DeviceIdentity> OpenAsync(CancellationToken cancellationToken)
    {
        var identity = await base.OpenAsync(cancellationToken);
        if (_heater is null)
        {
            return identity;
        }

        _heater.Open();
        return identity with { Detail = $"{identity.Detail}, heater at {_heater.Where}" };
    }

    public override IReadOnlyList<Measurement> Sample()
    {
        if (_heater is null)
        {
            return base.Sample();
        }

        // The converter is asked at each sample: a wire that is off must not hide for a cycle.
        var now = base.Sample()[0];
        switch (_heater.Turn(IsReading(now.Fault)))
        {
            case Mq7Moment.Broken:
                return [Measurement.Failed(Quantity.CarbonMonoxide, DeviceFault.NotResponding)];
            case Mq7Moment.EndOfLow when now.Fault != DeviceFault.WarmingUp:
                _told = now;
                break;
        }

        return [IsReading(now.Fault) ? _told : now];
    }

    public override CalibrationSample Calibrate()
    {
        var sample = base.Calibrate();
        return _heater?.Turn(IsReading(sample.Fault)) switch
        {
            null or Mq7Moment.EndOfLow => sample,
            Mq7Moment.Broken => new CalibrationSample(0, DeviceFault.NotResponding),
            _ => IsReading(sample.Fault) && sample.Fault != DeviceFault.WarmingUp ? new CalibrationSample(sample.Value) { IsNew = false } : sample,
        };
    }

    public override async ValueTask DisposeAsync()
    {
        _heater?.Dispose();
        await base.DisposeAsync();
    }

    // What the sensor itself says within a cycle, a broken layer among it, counts at the end of the cycle alone.
    private static bool IsReading(DeviceFault fault) => fault is DeviceFault.None or DeviceFault.OpenCircuit or DeviceFault.Saturated or DeviceFault.WarmingUp;
}
