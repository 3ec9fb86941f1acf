namespace EdgeGrid.Simulation.Chips;

/// <summary>
/// A tin-oxide gas sensor of the MQ series in its divider: the sensor's resistance Rs from the supply to the output,
/// the load from the output to ground. Rs follows the datasheet's log-log line, (c / a)^(1 / b) times R0, and stops
/// at the resistance in clean air.
/// </summary>
/// <param name="a">ppm at Rs = R0.</param>
/// <param name="b">Slope of the line; negative.</param>
/// <param name="cleanAirRatio">Rs / R0 in clean air.</param>
public abstract class SimulatedMqSensor(double a, double b, double cleanAirRatio)
{
    public double SupplyVolts { get; init; } = 5;

    public double LoadOhms { get; init; } = 20_000;

    public double R0Ohms { get; init; } = 10_000;

    /// <summary>True when the wire to the converter is off: the load pulls the output to ground.</summary>
    public bool Unplugged { get; set; }

    /// <summary>True when the sensing layer is bridged: the output is at the supply.</summary>
    public bool Shorted { get; set; }

    /// <summary>At the output.</summary>
    public double Volts => Unplugged ? 0 : Shorted ? SupplyVolts : SupplyVolts * LoadOhms / (LoadOhms + SensorOhms);

    /// <summary>Concentration of the gas at the sensor.</summary>
    private protected double Ppm { get; set; }

    /// <summary>How far the layer has come from clean air to what the gas makes of it: 0 to 1.</summary>
    private protected virtual double Settled => 1;

    private double SensorOhms => R0Ohms * cleanAirRatio * Math.Pow(Ratio / cleanAirRatio, Settled);

    private double Ratio => Ppm <= 0 ? cleanAirRatio : Math.Min(cleanAirRatio, Math.Pow(Ppm / a, 1 / b));
}

/// <summary>The MQ-2 in LPG, whose lower explosive limit is 1.8 %vol.</summary>
public sealed class SimulatedMq2 : SimulatedMqSensor
{
    private const double PpmPerPercentLel = 180;

    public SimulatedMq2()
        : base(a: 574.25, b: -2.222, cleanAirRatio: 9.83) => LoadOhms = 5_000;

    /// <summary>LPG in the air, percent of the lower explosive limit.</summary>
    public double PercentLel
    {
        get => Ppm / PpmPerPercentLel;
        set => Ppm = value * PpmPerPercentLel;
    }
}

/// <summary>The MQ-4, for methane.</summary>
public sealed class SimulatedMq4() : SimulatedMqSensor(a: 1012.7, b: -2.786, cleanAirRatio: 4.4)
{
    // The lower explosive limit of methane is 5 %vol, 50,000 ppm.
    private const double PpmPerPercentLel = 500;

    /// <summary>Methane in the air, percent of the lower explosive limit.</summary>
    public double PercentLel
    {
        get => Ppm / PpmPerPercentLel;
        set => Ppm = value * PpmPerPercentLel;
    }
}

/// <summary>The MQ-7, for carbon monoxide; without a heater that somebody drives, as at the end of its low heating phase.</summary>
public sealed class SimulatedMq7 : SimulatedMqSensor
{
    public SimulatedMq7()
        : base(a: 99.042, b: -1.518, cleanAirRatio: 27.5) => LoadOhms = 10_000;

    /// <summary>Where its board lets a pin switch it; null for a board that does it by itself.</summary>
    public SimulatedMq7Heater? Heater { get; init; }

    /// <summary>Carbon monoxide in the air.</summary>
    public double CarbonMonoxidePpm
    {
        get => Ppm;
        set => Ppm = value;
    }

    private protected override double Settled => Heater?.Settled ?? 1;
}
