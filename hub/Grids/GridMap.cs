using System.Security.Cryptography;
using EdgeGrid.Hub.Grids.Locating;
using Position = EdgeGrid.Contracts.Position;

namespace EdgeGrid.Hub.Grids;

/// <summary>The grids of one version: never changes, safe to ask from anywhere at once.</summary>
internal sealed class GridMap
{
    private readonly GridCell[] _cells;
    private readonly Dictionary<string, GridCell> _byCode;
    private readonly CellIndex _index;
    private readonly Lazy<byte[]> _cellsGeoJson;
    private readonly Lazy<byte[]> _geoJson;
    private readonly Lazy<string> _text;

    public GridMap(string name, IEnumerable<GridCell> cells, IEnumerable<GridArea> areas)
    {
        Name = name;

        // In order of their codes: of two cells that share an edge the index answers with the earlier one.
        _cells = [.. cells.OrderBy(cell => cell.Code, StringComparer.Ordinal)];
        Areas = [.. areas.OrderBy(area => area.Level).ThenBy(area => area.Code, StringComparer.Ordinal)];
        _byCode = _cells.ToDictionary(cell => cell.Code, StringComparer.Ordinal);
        _index = new CellIndex([.. _cells.Select(cell => cell.Area)]);
        _cellsGeoJson = new(() => GridGeoJson.Collection(name, [], _cells));
        _geoJson = new(() => GridGeoJson.Collection(name, WritableAreas(), _cells));
        _text = new(() => System.Text.Encoding.UTF8.GetString(CellsGeoJson));
    }

    public static GridMap Empty { get; } = new("", [], []);

    /// <summary>What the district is called; empty when nobody said.</summary>
    public string Name { get; }

    /// <summary>By code.</summary>
    public IReadOnlyList<GridCell> Cells => _cells;

    /// <summary>What they lie in, by level and code.</summary>
    public IReadOnlyList<GridArea> Areas { get; }

    /// <summary>The cells as a FeatureCollection in UTF-8.</summary>
    public byte[] CellsGeoJson => _cellsGeoJson.Value;

    /// <summary>The same as text.</summary>
    public string CellsGeoJsonText => _text.Value;

    /// <summary>Cells and what they lie in: reads back as the same map.</summary>
    public byte[] GeoJson => _geoJson.Value;

    /// <summary>The cell of a code; null when there is none.</summary>
    public GridCell? Cell(string code) => _byCode.GetValueOrDefault(code);

    /// <summary>The district, street or community of a code; null when there is none.</summary>
    public GridArea? Area(string code) => Areas.FirstOrDefault(area => area.Code == code);

    /// <summary>The cell that holds a point; of two that share an edge, the one with the lower code.</summary>
    public GridCell? CellAt(double latitude, double longitude) =>
        _index.Find(longitude, latitude) is var found and >= 0 ? _cells[found] : null;

    /// <summary>The code of the cell that holds a place.</summary>
    /// <param name="told">The code that the gateway was told; believed when the map knows it, or knows nothing at all.</param>
    /// <param name="position">Where it is.</param>
    /// <returns><see cref="GridCell.Unassigned"/> when no cell does.</returns>
    public string Locate(string? told, Position? position)
    {
        if (told is not null && (_cells.Length == 0 ? GridCell.IsCode(told) : _byCode.ContainsKey(told)))
        {
            return told;
        }

        return position is null ? GridCell.Unassigned : CellAt(position.Latitude, position.Longitude)?.Code ?? GridCell.Unassigned;
    }

    /// <summary>What tells one map from another: two of the same content are the same.</summary>
    public string Fingerprint() => Convert.ToHexStringLower(SHA256.HashData(GeoJson));

    /// <summary>Names that stand in for codes are found again from the cells; as features they would be no codes.</summary>
    private IEnumerable<GridArea> WritableAreas() =>
        Areas.GroupBy(area => area.Level).Where(level => level.All(area => GridCell.IsCode(area.Code))).SelectMany(level => level);
}
