using System.Text.Json;
using NetTopologySuite.Geometries;

namespace EdgeGrid.Hub.Grids;

/// <summary>Writes grids as GeoJSON (RFC 7946): what is written reads back as the same grids.</summary>
internal static class GridGeoJson
{
    public const string MediaType = "application/geo+json";

    // 0.1 m, as a map's label needs no better.
    private const int CentreDecimals = 6;

    /// <summary>A FeatureCollection. Streets and communities have no border of their own, and are left out where they would only confuse a map.</summary>
    public static byte[] Collection(string name, IEnumerable<GridArea> areas, IEnumerable<GridCell> cells) => Written(json =>
    {
        json.WriteStartObject();
        json.WriteString("type", "FeatureCollection");
        json.WriteString("name", name);
        json.WriteStartArray("features");
        foreach (var area in areas)
        {
            Write(json, area);
        }

        foreach (var cell in cells)
        {
            Write(json, cell);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>One cell.</summary>
    public static byte[] Feature(GridCell cell) => Written(json => Write(json, cell));

    /// <summary>A district, a street or a community.</summary>
    public static byte[] Feature(GridArea area) => Written(json => Write(json, area));

    private static byte[] Written(Action<Utf8JsonWriter> write)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            write(json);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, GridCell cell)
    {
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WriteStartObject("properties");
        json.WriteString("code", cell.Code);
        json.WriteString("kind", cell.Kind == GridKind.Basic ? "basic" : "exclusive");
        json.WriteString("name", cell.Name);
        json.WriteString("street", cell.Street);
        json.WriteString("community", cell.Community);
        json.WritePropertyName("centre");
        var centre = cell.Area.Centroid.Coordinate;
        WritePosition(json, Math.Round(centre.X, CentreDecimals), Math.Round(centre.Y, CentreDecimals));
        json.WriteEndObject();
        json.WriteStartObject("geometry");
        json.WriteString("type", cell.Area is MultiPolygon ? "MultiPolygon" : "Polygon");
        json.WriteStartArray("coordinates");
        for (var i = 0; i < cell.Area.NumGeometries; i++)
        {
            WriteRings(json, (Polygon)cell.Area.GetGeometryN(i), nested: cell.Area is MultiPolygon);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, GridArea area)
    {
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WriteStartObject("properties");
        json.WriteString("code", area.Code);
        json.WriteString("kind", area.Level.ToString().ToLowerInvariant());
        json.WriteString("name", area.Name);
        if (area.Level is not GridLevel.District)
        {
            json.WriteString(area.Level == GridLevel.Community ? "street" : "district", area.Parent);
        }

        json.WriteEndObject();
        json.WriteNull("geometry");
        json.WriteEndObject();
    }

    private static void WriteRings(Utf8JsonWriter json, Polygon polygon, bool nested)
    {
        if (nested)
        {
            json.WriteStartArray();
        }

        WriteRing(json, polygon.ExteriorRing);
        foreach (var hole in polygon.Holes)
        {
            WriteRing(json, hole);
        }

        if (nested)
        {
            json.WriteEndArray();
        }
    }

    private static void WriteRing(Utf8JsonWriter json, LineString ring)
    {
        json.WriteStartArray();
        for (var i = 0; i < ring.NumPoints; i++)
        {
            WritePosition(json, ring.CoordinateSequence.GetX(i), ring.CoordinateSequence.GetY(i));
        }

        json.WriteEndArray();
    }

    private static void WritePosition(Utf8JsonWriter json, double east, double north)
    {
        json.WriteStartArray();
        json.WriteNumberValue(east);
        json.WriteNumberValue(north);
        json.WriteEndArray();
    }
}
