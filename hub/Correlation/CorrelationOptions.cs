namespace EdgeGrid.Hub.Correlation;

/// <summary>Which alerts belong to one case.</summary>
public sealed record CorrelationOptions
{
    /// <summary>An alert joins a case only within so long after the case's last change.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Two positions no farther apart than this are one place.</summary>
    public double NearMetres { get; init; } = 50;
}
