using EdgeGrid.Devices.Analogue;

namespace EdgeGrid.Devices.Gas;

/// <summary>The straight line of an MQ sensor in its datasheet's log-log diagram.</summary>
/// <param name="A">Concentration in ppm at Rs = R0.</param>
/// <param name="B">Slope: ppm = A · (Rs / R0)^B.</param>
/// <param name="CleanAirRatio">Rs / R0 in clean air.</param>
internal sealed record MqCurve(double A, double B, double CleanAirRatio)
{
    /// <summary>Concentration in ppm.</summary>
    public double Ppm(double ratio) => A * Math.Pow(ratio, B);
}

/// <summary>
/// An MQ sensor in its divider: Rs from the supply to the output, the load from the output to ground, so
/// Rs = Vc · RL / V − RL.
/// </summary>
/// <param name="Curve">Of the sensor.</param>
/// <param name="SupplyVolts">Vc.</param>
/// <param name="LoadOhms">RL.</param>
/// <param name="R0Ohms">Rs in clean air, divided by the curve's ratio: each sensor has its own.</param>
internal sealed record MqCircuit(MqCurve Curve, double SupplyVolts, double LoadOhms, double R0Ohms)
{
    // So near to the supply the divider tells no more than "as much, or more"; a short circuit looks the same. How much
    // that is depends on the load and on R0: with a large load it is gas, and a level takes it for that.
    private const double SaturatedShare = 0.98;

    // Ten times the resistance in clean air: a cold heater, a broken layer or a wire that is off.
    private const double OpenFactor = 10;

    /// <summary>The options of every MQ sensor, but for the converter's.</summary>
    /// <param name="loadOhms">The datasheet's.</param>
    public static IReadOnlyList<DeviceOption> Options(double loadOhms) =>
    [
        new("supplyVolts", OptionType.Number, "Voltage over sensor and load, V.") { Default = 5.0, Min = 1, Max = 6 },
        new("loadOhms", OptionType.Number, "Load resistor from the output to ground, Ω. Measure it: many boards have 1 kΩ.")
        {
            Default = loadOhms, Min = 100, Max = 1_000_000,
        },
        new("r0Ohms", OptionType.Number, "R0 of this very sensor, Ω: its resistance in clean air divided by the datasheet's ratio.")
        {
            Default = 10_000.0, Min = 100, Max = 1_000_000,
        },
    ];

    /// <summary>R0 is each sensor's own; it holds for the load and the supply with which it was found.</summary>
    public static CalibrationKind Calibration { get; } = new("r0Ohms", "Ω", [.. AnalogueInput.Place, "supplyVolts", "loadOhms"]);

    /// <summary>From validated settings.</summary>
    public static MqCircuit From(DeviceSettings settings, MqCurve curve) =>
        new(curve, settings.Number("supplyVolts"), settings.Number("loadOhms"), settings.Number("r0Ohms"));

    /// <summary>What R0 would be, were this the output voltage in clean air.</summary>
    public CalibrationSample R0InCleanAir(double volts) =>
        volts >= SaturatedShare * SupplyVolts ? new CalibrationSample(0, DeviceFault.Saturated)
        : volts <= 0 ? new CalibrationSample(0, DeviceFault.OpenCircuit)
        : new CalibrationSample((SupplyVolts * LoadOhms / volts - LoadOhms) / Curve.CleanAirRatio);

    /// <summary>Concentration in ppm at an output voltage, or why there is none.</summary>
    public (double Ppm, DeviceFault Fault) Concentration(double volts)
    {
        if (volts >= SaturatedShare * SupplyVolts)
        {
            return (0, DeviceFault.Saturated);
        }

        var sensorOhms = volts > 0 ? SupplyVolts * LoadOhms / volts - LoadOhms : double.PositiveInfinity;
        return sensorOhms > OpenFactor * Curve.CleanAirRatio * R0Ohms
            ? (0, DeviceFault.OpenCircuit)
            : (Curve.Ppm(sensorOhms / R0Ohms), DeviceFault.None);
    }
}
