namespace EdgeGrid.Devices.Gas;

/// <summary>
/// The MQ-7, for carbon monoxide (Winsen MQ-7, sensitivity diagram). The board must drive the heater through its cycle
/// (5 V for 60 s, 1.4 V for 90 s) by itself.
/// </summary>
internal sealed class Mq7(DeviceSettings settings, DeviceContext context) : MqSensor("MQ-7", Scale, settings, context)
{
    // The diagram ends at 2,000 ppm.
    private static readonly MqScale Scale =
        new(Quantity.CarbonMonoxide, new MqCurve(A: 99.042, B: -1.518, CleanAirRatio: 27.5), PpmPerUnit: 1, Most: 2000);

    public static DeviceKind Kind { get; } = new(
        "mq7",
        "MQ-7 carbon monoxide sensor on a converter: 0 to 2,000 ppm, indicative",
        [Quantity.CarbonMonoxide],
        Options(loadOhms: 10_000),
        (settings, context) => new Mq7(settings, context))
    {
        Calibration = MqCircuit.Calibration,
    };
}
