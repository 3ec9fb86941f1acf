namespace EdgeGrid.Agent.Filtering;

/// <summary>When a fix is believed. The defaults are those of people on foot and e-bikes in streets.</summary>
internal sealed record FixLimits
{
    /// <summary>A higher dilution of precision is no position.</summary>
    public double MaxHdop { get; init; } = 5;

    /// <summary>Fewer do not fix a position.</summary>
    public int MinSatellites { get; init; } = 4;

    /// <summary>Between two fixes, unless the receiver itself measures a higher one.</summary>
    public double MaxMetresPerSecond { get; init; } = 15;

    /// <summary>So many rejected fixes in a row that agree with each other are right, and what came before them was wrong.</summary>
    public int AgreeingFixes { get; init; } = 3;
}
