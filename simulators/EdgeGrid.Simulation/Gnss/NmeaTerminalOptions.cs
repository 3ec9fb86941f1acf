namespace EdgeGrid.Simulation.Gnss;

/// <summary>Who walks or drives, and how good the receiver is.</summary>
public sealed record NmeaTerminalOptions
{
    /// <summary>Walked again and again, from the first to the last and back to the first. At least one.</summary>
    public required IReadOnlyList<GeoPosition> Path { get; init; }

    /// <summary>1.4 for someone on foot, 5 for an e-bike, 10 for a car in town.</summary>
    public double SpeedMetresPerSecond { get; init; } = 1.4;

    /// <summary>Between fixes.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How far a fix is off, as a standard deviation.</summary>
    public double NoiseMetres { get; init; } = 1;

    /// <summary>What the receiver says of its satellites.</summary>
    public int Satellites { get; init; } = 9;

    /// <summary>What the receiver says of its geometry.</summary>
    public double Hdop { get; init; } = 0.9;

    /// <summary>Of the noise: the same walk again.</summary>
    public int Seed { get; init; } = 1;
}
