namespace EdgeGrid.Simulation.Chips;

/// <summary>An optical smoke chamber with an analogue output: light scattered by smoke raises the output from its level in clean air.</summary>
public sealed class SimulatedSmokeSensor
{
    public double SupplyVolts { get; init; } = 3.3;

    public double CleanAirVolts { get; init; } = 0.6;

    public double VoltsPerDecibelPerMetre { get; init; } = 1;

    /// <summary>Optical obscuration in the chamber, dB/m.</summary>
    public double DecibelsPerMetre { get; set; }

    /// <summary>True when the wire to the converter is off.</summary>
    public bool Unplugged { get; set; }

    /// <summary>At the output; it cannot rise above the supply.</summary>
    public double Volts => Unplugged ? 0 : Math.Min(SupplyVolts, CleanAirVolts + VoltsPerDecibelPerMetre * DecibelsPerMetre);
}

/// <summary>A light beam through the air to a photodiode: smoke on the way dims it, m = (10 / d) · lg(P0 / P).</summary>
public sealed class SimulatedSmokeBeam
{
    public double CleanAirVolts { get; init; } = 3;

    public double PathMetres { get; init; } = 1;

    /// <summary>Optical obscuration along the beam, dB/m.</summary>
    public double DecibelsPerMetre { get; set; }

    /// <summary>True when the lamp is out or something stands in the beam.</summary>
    public bool Dark { get; set; }

    /// <summary>At the output, in proportion to the light.</summary>
    public double Volts => Dark ? 0 : CleanAirVolts * Math.Pow(10, -DecibelsPerMetre * PathMetres / 10);
}
