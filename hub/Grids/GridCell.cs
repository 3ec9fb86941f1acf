using NetTopologySuite.Geometries;

namespace EdgeGrid.Hub.Grids;

/// <summary>What kind of grid: 基础网格 or 专属网格 (a school, a market, a works).</summary>
internal enum GridKind
{
    Basic,
    Exclusive,
}

/// <summary>One cell of the district. Coordinates are WGS-84, longitude first.</summary>
internal sealed record GridCell(string Code, GridKind Kind, string Name, string Street, string Community, Geometry Area)
{
    /// <summary>Stands for the cell of a place that no cell holds.</summary>
    public const string Unassigned = "unassigned";

    private const int MaxCodeLength = 32;

    /// <summary>A code is 1 to 32 letters, digits or hyphens: it becomes part of a topic and of a path.</summary>
    public static bool IsCode(string? text) =>
        text is { Length: > 0 and <= MaxCodeLength } && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
