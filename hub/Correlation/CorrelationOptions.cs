using EdgeGrid.Contracts;

namespace EdgeGrid.Hub.Correlation;

/// <summary>Which alerts belong to one case.</summary>
public sealed record CorrelationOptions
{
    /// <summary>An alert joins a case only within so long after the case's last change.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Two positions no farther apart than this are one place.</summary>
    public double NearMetres { get; init; } = 50;

    /// <summary>A gateway of which nothing is heard for so long is an alert. Long enough for a restart, and for a vehicle in a tunnel.</summary>
    public TimeSpan GatewaySilentAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>So many gateways in trouble within <see cref="StormWithin"/> are one case: what ails them all is elsewhere, a power cut or a broken line.</summary>
    public int StormGateways { get; init; } = 10;

    public TimeSpan StormWithin { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>A storm is at least of this level: a part of the district is watched no longer.</summary>
    public WarningLevel StormLevel { get; init; } = WarningLevel.Orange;
}
