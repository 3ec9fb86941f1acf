using EdgeGrid.Devices.Analogue;

namespace EdgeGrid.Devices.Gas;

/// <summary>
/// The MQ-4, a tin-oxide sensor for methane (Winsen MQ-4, sensitivity diagram), on one input of an ADS1115. It is
/// indicative: it tells of gas, and is no certified life-safety device.
/// </summary>
internal sealed class Mq4(DeviceSettings settings, DeviceContext context) : ISampledDevice
{
    // The lower explosive limit of methane is 5 %vol, 50,000 ppm.
    private const double PpmPerPercentLel = 500;

    // 100 %LEL means "as much, or more": beyond it the line of the diagram says nothing, and that it burns is enough.
    private const double MostPercentLel = 100;

    private static readonly MqCurve Curve = new(A: 1012.7, B: -2.786, CleanAirRatio: 4.4);

    private readonly AnalogueInput _input = new(settings, context);
    private readonly MqCircuit _circuit = MqCircuit.From(settings, Curve);

    public static DeviceKind Kind { get; } = new(
        "mq4",
        "MQ-4 methane sensor on an ADS1115: 0 to 100 %LEL, indicative",
        [Quantity.Methane],
        [.. AnalogueInput.Options(fullScaleVolts: 6.144, warmUp: TimeSpan.FromMinutes(3)), .. MqCircuit.Options(loadOhms: 20_000)],
        (settings, context) => new Mq4(settings, context));

    public ValueTask<DeviceIdentity> OpenAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(new DeviceIdentity("ADS1115 + MQ-4", _input.Open()));

    public IReadOnlyList<Measurement> Sample() => _input.Sample(Quantity.Methane, Understand);

    public ValueTask DisposeAsync()
    {
        _input.Dispose();
        return ValueTask.CompletedTask;
    }

    private Measurement Understand(double volts)
    {
        var (ppm, fault) = _circuit.Concentration(volts);
        return fault == DeviceFault.None
            ? new Measurement(Quantity.Methane, Math.Min(ppm / PpmPerPercentLel, MostPercentLel))
            : Measurement.Failed(Quantity.Methane, fault);
    }
}
