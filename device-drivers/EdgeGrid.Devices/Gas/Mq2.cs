namespace EdgeGrid.Devices.Gas;

/// <summary>
/// The MQ-2, for combustible gases (Winsen MQ-2, sensitivity diagram). It does not tell them apart, nor from smoke: its
/// scale is that of the gas that the technician names.
/// </summary>
internal sealed class Mq2(DeviceSettings settings, DeviceContext context) : MqSensor("MQ-2", ScaleOf(settings.Text("gas")), settings, context)
{
    private const string Lpg = "lpg";
    private const string Propane = "propane";
    private const string Hydrogen = "hydrogen";
    private const double CleanAirRatio = 9.83;

    public static DeviceKind Kind { get; } = new(
        "mq2",
        "MQ-2 combustible gas sensor on a converter: 0 to 100 %LEL, indicative",
        [Quantity.CombustibleGas],
        [
            .. Options(loadOhms: 5_000),
            new("gas", OptionType.Text, "The gas whose scale is used; the sensor reacts to all of them, and to smoke.") { Default = Lpg, Choices = [Lpg, Propane, Hydrogen] },
        ],
        (settings, context) => new Mq2(settings, context))
    {
        Calibration = MqCircuit.Calibration,
    };

    // Lower explosive limits: propane 2.1 %vol, hydrogen 4 %vol; LPG, propane with butane, 1.8 %vol.
    private static MqScale ScaleOf(string gas) => gas switch
    {
        Propane => MqScale.Combustible(Quantity.CombustibleGas, new MqCurve(A: 658.71, B: -2.168, CleanAirRatio), lowerExplosiveLimit: 2.1),
        Hydrogen => MqScale.Combustible(Quantity.CombustibleGas, new MqCurve(A: 987.99, B: -2.162, CleanAirRatio), lowerExplosiveLimit: 4),
        _ => MqScale.Combustible(Quantity.CombustibleGas, new MqCurve(A: 574.25, B: -2.222, CleanAirRatio), lowerExplosiveLimit: 1.8),
    };
}
