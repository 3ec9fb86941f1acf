using EdgeGrid.Contracts;

namespace EdgeGrid.Hub.Cases;

/// <summary>What a case keeps of an alert. The cell is the hub's own finding, or <c>unassigned</c>.</summary>
internal sealed record ReportedAlert
{
    public required string Gateway { get; init; }

    public required string AlertId { get; init; }

    public required AlertKind Kind { get; init; }

    public required WarningLevel Level { get; init; }

    public required string Device { get; init; }

    public required string Place { get; init; }

    public required string Grid { get; init; }

    public Position? Position { get; init; }

    public required string Measured { get; init; }

    public required bool Simulated { get; init; }
}
