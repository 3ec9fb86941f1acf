using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;
using Position = EdgeGrid.Contracts.Position;

namespace EdgeGrid.Hub.Grids;

/// <summary>The district's cells: from a point to its cell.</summary>
internal sealed class GridRegistry
{
    private static readonly GeometryFactory Wgs84 = new(new PrecisionModel(), srid: 4326);

    private readonly Dictionary<string, GridCell> _byCode;
    private readonly STRtree<GridCell> _byPlace = new();

    public GridRegistry(IReadOnlyCollection<GridCell> cells, string geoJson)
    {
        _byCode = cells.ToDictionary(cell => cell.Code);
        GeoJson = geoJson;
        foreach (var cell in cells)
        {
            _byPlace.Insert(cell.Area.EnvelopeInternal, cell);
        }

        // Built now: the tree builds itself at the first query, which several threads may ask at once.
        _byPlace.Build();
    }

    public static GridRegistry Empty { get; } = new([], """{"type":"FeatureCollection","features":[]}""");

    public int Count => _byCode.Count;

    /// <summary>The usable cells, as a FeatureCollection.</summary>
    public string GeoJson { get; }

    /// <summary>The code of the cell that holds a place.</summary>
    /// <param name="told">The code that the gateway was told; believed when the registry knows it, or knows nothing at all.</param>
    /// <param name="position">Where it is.</param>
    /// <returns><see cref="GridCell.Unassigned"/> when no cell does.</returns>
    public string Locate(string? told, Position? position)
    {
        if (told is not null && (Count == 0 ? GridCell.IsCode(told) : _byCode.ContainsKey(told)))
        {
            return told;
        }

        return position is null ? GridCell.Unassigned : CellAt(position)?.Code ?? GridCell.Unassigned;
    }

    /// <summary>The cell of a code; null when there is none.</summary>
    public GridCell? Cell(string code) => _byCode.GetValueOrDefault(code);

    /// <summary>The cell that holds a point; of two that share an edge, the one with the lower code.</summary>
    public GridCell? CellAt(Position position)
    {
        var point = Wgs84.CreatePoint(new Coordinate(position.Longitude, position.Latitude));
        return _byPlace.Query(point.EnvelopeInternal)
            .Where(cell => cell.Area.Covers(point))
            .MinBy(cell => cell.Code, StringComparer.Ordinal);
    }
}
