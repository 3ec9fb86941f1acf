using System.Text.Json;
using EdgeGrid.Simulation.Gnss;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace EdgeGrid.Simulation.District;

/// <summary>A district divided into cells that neither overlap nor leave gaps.</summary>
public sealed class GeneratedDistrict
{
    private readonly STRtree<(DistrictCell Cell, Polygon Area)> _index = new();

    internal GeneratedDistrict(string name, IReadOnlyList<DistrictCell> cells)
    {
        (Name, Cells) = (name, cells);
        foreach (var cell in cells)
        {
            var area = Area(cell);
            _index.Insert(area.EnvelopeInternal, (cell, area));
        }

        _index.Build();
    }

    /// <summary>What people call it.</summary>
    public string Name { get; }

    /// <summary>By code.</summary>
    public IReadOnlyList<DistrictCell> Cells { get; }

    /// <summary>The cell that holds a position; null outside the district.</summary>
    public DistrictCell? CellAt(GeoPosition position)
    {
        var point = new Point(position.Longitude, position.Latitude);
        return _index.Query(point.EnvelopeInternal).Where(entry => entry.Area.Covers(point)).Select(entry => entry.Cell).FirstOrDefault();
    }

    /// <summary>Writes a GeoJSON FeatureCollection (RFC 7946): what the hub reads its grids from.</summary>
    public void Write(string path)
    {
        using var file = File.Create(path);
        Write(file);
    }

    /// <inheritdoc cref="Write(string)"/>
    public void Write(Stream stream)
    {
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteString("type", "FeatureCollection");
        json.WriteString("name", Name);
        json.WriteStartArray("features");
        foreach (var cell in Cells)
        {
            WriteFeature(json, cell);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    internal static Polygon Area(DistrictCell cell) =>
        new(new LinearRing([.. cell.Ring.Append(cell.Ring[0]).Select(p => new Coordinate(p.Longitude, p.Latitude))]));

    private static void WriteFeature(Utf8JsonWriter json, DistrictCell cell)
    {
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WriteStartObject("properties");
        json.WriteString("code", cell.Code);
        json.WriteString("kind", cell.Kind == CellKind.Basic ? "basic" : "exclusive");
        json.WriteString("name", cell.Name);
        json.WriteString("street", cell.Street);
        json.WriteString("community", cell.Community);
        json.WritePropertyName("centre");
        WritePosition(json, cell.Centre);
        json.WriteEndObject();
        json.WriteStartObject("geometry");
        json.WriteString("type", "Polygon");
        json.WriteStartArray("coordinates");
        json.WriteStartArray();
        foreach (var position in cell.Ring.Append(cell.Ring[0]))
        {
            WritePosition(json, position);
        }

        json.WriteEndArray();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WritePosition(Utf8JsonWriter json, GeoPosition position)
    {
        json.WriteStartArray();
        json.WriteNumberValue(position.Longitude);
        json.WriteNumberValue(position.Latitude);
        json.WriteEndArray();
    }
}
