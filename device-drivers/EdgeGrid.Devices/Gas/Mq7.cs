using EdgeGrid.Devices.Analogue;

namespace EdgeGrid.Devices.Gas;

/// <summary>
/// The MQ-7, a tin-oxide sensor for carbon monoxide (Winsen MQ-7, sensitivity diagram), on one input of an ADS1115.
/// It is indicative: it tells of gas, and is no certified life-safety device. The board must drive the heater through
/// its cycle (5 V for 60 s, 1.4 V for 90 s) by itself.
/// </summary>
internal sealed class Mq7(DeviceSettings settings, DeviceContext context) : ISampledDevice
{
    // The diagram ends here: 2,000 ppm means "as much, or more".
    private const double MostPpm = 2000;

    private static readonly MqCurve Curve = new(A: 99.042, B: -1.518, CleanAirRatio: 27.5);

    private readonly AnalogueInput _input = new(settings, context);
    private readonly MqCircuit _circuit = MqCircuit.From(settings, Curve);

    public static DeviceKind Kind { get; } = new(
        "mq7",
        "MQ-7 carbon monoxide sensor on an ADS1115: 0 to 2,000 ppm, indicative",
        [Quantity.CarbonMonoxide],
        [.. AnalogueInput.Options(fullScaleVolts: 6.144, warmUp: TimeSpan.FromMinutes(3)), .. MqCircuit.Options(loadOhms: 10_000)],
        (settings, context) => new Mq7(settings, context));

    public ValueTask<DeviceIdentity> OpenAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(new DeviceIdentity("ADS1115 + MQ-7", _input.Open()));

    public IReadOnlyList<Measurement> Sample() => _input.Sample(Quantity.CarbonMonoxide, Understand);

    public ValueTask DisposeAsync()
    {
        _input.Dispose();
        return ValueTask.CompletedTask;
    }

    private Measurement Understand(double volts)
    {
        var (ppm, fault) = _circuit.Concentration(volts);
        return fault == DeviceFault.None
            ? new Measurement(Quantity.CarbonMonoxide, Math.Min(ppm, MostPpm))
            : Measurement.Failed(Quantity.CarbonMonoxide, fault);
    }
}
