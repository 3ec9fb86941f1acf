using EdgeGrid.Simulation.Gnss;

namespace EdgeGrid.Simulation.District;

/// <summary>What a cell is.</summary>
public enum CellKind
{
    /// <summary>A piece of streets and homes.</summary>
    Basic,

    /// <summary>A school, a market, a works: small, and a grid of its own.</summary>
    Exclusive,
}

/// <summary>One grid cell.</summary>
/// <param name="Code">15 digits: district 6, street 3, community 3, sequence 3 (GB/T 30428.1). Exclusive cells count from 501.</param>
/// <param name="Kind">Basic or exclusive.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Street">The street office it belongs to.</param>
/// <param name="Community">The community it belongs to.</param>
/// <param name="Centre">The centroid.</param>
/// <param name="Ring">The border, anticlockwise, not closed. Neighbours share its points exactly.</param>
public sealed record DistrictCell(
    string Code, CellKind Kind, string Name, string Street, string Community, GeoPosition Centre, IReadOnlyList<GeoPosition> Ring);
