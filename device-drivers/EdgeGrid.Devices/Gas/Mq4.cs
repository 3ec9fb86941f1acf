namespace EdgeGrid.Devices.Gas;

/// <summary>The MQ-4, for methane (Winsen MQ-4, sensitivity diagram).</summary>
internal sealed class Mq4(DeviceSettings settings, DeviceContext context) : MqSensor("MQ-4", Scale, settings, context)
{
    private static readonly MqScale Scale =
        MqScale.Combustible(Quantity.Methane, new MqCurve(A: 1012.7, B: -2.786, CleanAirRatio: 4.4), lowerExplosiveLimit: 5);

    public static DeviceKind Kind { get; } = new(
        "mq4",
        "MQ-4 methane sensor on a converter: 0 to 100 %LEL, indicative",
        [Quantity.Methane],
        Options(loadOhms: 20_000),
        (settings, context) => new Mq4(settings, context))
    {
        Calibration = MqCircuit.Calibration,
    };
}
