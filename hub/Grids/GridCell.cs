using NetTopologySuite.Geometries;

namespace EdgeGrid.Hub.Grids;

/// <summary>What kind of grid: 基础网格 or 专属网格 (a school, a market, a works).</summary>
internal enum GridKind
{
    Basic = 1,
    Exclusive,
}

/// <summary>One cell of the district.</summary>
internal sealed record GridCell
{
    /// <summary>Stands for the cell of a place that no cell holds.</summary>
    public const string Unassigned = "unassigned";

    private const int MaxCodeLength = 32;

    public required string Code { get; init; }

    public required GridKind Kind { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>What its street is called.</summary>
    public required string Street { get; init; }

    /// <summary>What its community is called.</summary>
    public required string Community { get; init; }

    /// <summary>The code of its street: the standard's digits, or a name where codes do not tell. Empty when nothing tells.</summary>
    public required string StreetCode { get; init; }

    /// <summary>The code of its community, in the same way.</summary>
    public required string CommunityCode { get; init; }

    /// <summary>Its border, WGS-84, longitude first: a valid polygon or several.</summary>
    public required Geometry Area { get; init; }

    /// <summary>A code is 1 to 32 letters, digits or hyphens: it becomes part of a topic and of a path.</summary>
    public static bool IsCode(string? text) =>
        text is { Length: > 0 and <= MaxCodeLength } && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}

/// <summary>What cells lie in.</summary>
internal enum GridLevel
{
    District = 1,
    Street,
    Community,
}

/// <summary>A district, a street or a community.</summary>
/// <param name="Level">Which of them.</param>
/// <param name="Code">The standard's digits, or a name where codes do not tell.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Parent">The code of what it lies in; empty when nothing tells.</param>
internal sealed record GridArea(GridLevel Level, string Code, string Name, string Parent);
