namespace EdgeGrid.Simulation.Chips;

/// <summary>
/// A transmitter with a current loop over a shunt, or with a voltage output. As NAMUR NE 43 has it, the current follows the
/// scale from 3.8 to 20.5 mA and stays there, and a transmitter that knows itself broken gives 3.6 or 21 mA.
/// </summary>
public sealed class SimulatedTransmitter
{
    /// <summary>Value at 4 mA or 0 V.</summary>
    public double Low { get; init; }

    /// <summary>Value at 20 mA or 5 V.</summary>
    public double High { get; init; } = 100;

    /// <summary>Of a current loop; null for a transmitter that gives 0 to 5 V.</summary>
    public double? ShuntOhms { get; init; } = 150;

    /// <summary>What is there to be measured.</summary>
    public double Value { get; set; }

    /// <summary>What it gives in place of its value, mA: 0 with a cut loop, 3.6 or 21 when it knows itself broken.</summary>
    public double? FailureMilliamperes { get; set; }

    /// <summary>In the loop.</summary>
    public double Milliamperes => FailureMilliamperes ?? Math.Clamp(4 + 16 * Share, 3.8, 20.5);

    /// <summary>At the converter's input.</summary>
    public double Volts => ShuntOhms is { } ohms ? Milliamperes * ohms / 1000 : Math.Clamp(5 * Share, 0, 5.1);

    private double Share => (Value - Low) / (High - Low);
}
