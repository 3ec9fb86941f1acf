using Position = EdgeGrid.Contracts.Position;

namespace EdgeGrid.Hub.Grids;

/// <summary>
/// The district's cells as they are valid now. When another version becomes valid everyone who asks gets the new one from
/// that moment on; whoever must look twice at the same one takes <see cref="Current"/> once.
/// </summary>
internal sealed class GridRegistry
{
    private volatile CurrentGrids _current = CurrentGrids.None;

    /// <summary>A registry that knows no cell.</summary>
    public static GridRegistry Empty => new();

    /// <summary>The version that is valid now, with its map.</summary>
    public CurrentGrids Current => _current;

    public int Count => _current.Map.Cells.Count;

    /// <summary>The cells, as a FeatureCollection.</summary>
    public string GeoJson => _current.Map.CellsGeoJsonText;

    /// <inheritdoc cref="GridMap.Locate"/>
    public string Locate(string? told, Position? position) => _current.Map.Locate(told, position);

    /// <summary>The cell that holds a point; of two that share an edge, the one with the lower code.</summary>
    public GridCell? CellAt(Position position) => _current.Map.CellAt(position.Latitude, position.Longitude);

    /// <summary>The cell of a code; null when there is none.</summary>
    public GridCell? Cell(string code) => _current.Map.Cell(code);

    /// <summary>A point well inside a cell; null when there is no such cell.</summary>
    public Position? CentreOf(string code) =>
        Cell(code)?.Area.InteriorPoint is { IsEmpty: false } inside ? new Position(inside.Y, inside.X) : null;

    /// <summary>Another version is valid from now on.</summary>
    internal void Swap(CurrentGrids grids) => _current = grids;
}

/// <summary>A version and its map: one thing, so that nobody sees the one without the other.</summary>
/// <param name="Version">Null before the first.</param>
/// <param name="Map">Its grids.</param>
internal sealed record CurrentGrids(GridVersion? Version, GridMap Map)
{
    /// <summary>Before the first version.</summary>
    public static CurrentGrids None { get; } = new(null, GridMap.Empty);
}
