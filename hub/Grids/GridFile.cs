using System.Text.Json;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO.Converters;

namespace EdgeGrid.Hub.Grids;

/// <summary>
/// Reads the cells of a district from GeoJSON (RFC 7946). A cell that cannot be used is left out and named; the others
/// are used. Only a file that is no GeoJSON at all is refused.
/// </summary>
internal static class GridFile
{
    private static readonly JsonSerializerOptions Geometries = new() { Converters = { new GeoJsonConverterFactory() } };

    /// <exception cref="InvalidDataException">It is no FeatureCollection; the message says what is wrong.</exception>
    public static (GridRegistry Registry, IReadOnlyList<string> Problems) Read(string path)
    {
        using var document = Parse(path);
        if (document.RootElement.ValueKind != JsonValueKind.Object
            || !document.RootElement.TryGetProperty("features", out var features)
            || features.ValueKind != JsonValueKind.Array)
        {
            throw new InvalidDataException($"{path} is no GeoJSON FeatureCollection: it has no array \"features\".");
        }

        var problems = new List<string>();
        var cells = new List<GridCell>();
        var raw = new List<string>();
        var codes = new HashSet<string>(StringComparer.Ordinal);
        var index = -1;
        foreach (var feature in features.EnumerateArray())
        {
            index++;
            var (cell, problem) = ReadCell(feature, index);
            if (cell is not null && !codes.Add(cell.Code))
            {
                problem = $"code {cell.Code} stands twice; the second is left out";
            }

            if (cell is null || problem is not null)
            {
                problems.Add(problem ?? $"feature {index} is left out");
                continue;
            }

            cells.Add(cell);
            raw.Add(feature.GetRawText());
        }

        problems.AddRange(GridTopology.Check(cells));
        var name = JsonSerializer.Serialize(Text(document.RootElement, "name"));
        return (new GridRegistry(cells, $$"""{"type":"FeatureCollection","name":{{name}},"features":[{{string.Join(',', raw)}}]}"""), problems);
    }

    private static JsonDocument Parse(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return JsonDocument.Parse(file);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"The grids in {path} cannot be read: {e.Message}", e);
        }
    }

    private static (GridCell? Cell, string? Problem) ReadCell(JsonElement feature, int index)
    {
        if (feature.ValueKind != JsonValueKind.Object || !feature.TryGetProperty("properties", out var properties) || properties.ValueKind != JsonValueKind.Object)
        {
            return (null, $"feature {index} has no properties");
        }

        var code = Text(properties, "code");
        if (!GridCell.IsCode(code))
        {
            return (null, $"feature {index} has no usable code ('{code}'): 1 to 32 letters, digits or hyphens");
        }

        GridKind? kind = Text(properties, "kind") switch { "basic" => GridKind.Basic, "exclusive" => GridKind.Exclusive, _ => null };
        if (kind is null)
        {
            return (null, $"cell {code} is neither \"basic\" nor \"exclusive\" ('{Text(properties, "kind")}')");
        }

        var (area, problem) = ReadArea(feature, code);
        return area is null
            ? (null, problem)
            : (new GridCell(code, kind.Value, Text(properties, "name"), Text(properties, "street"), Text(properties, "community"), area), null);
    }

    private static (Geometry? Area, string? Problem) ReadArea(JsonElement feature, string code)
    {
        if (!feature.TryGetProperty("geometry", out var geometry))
        {
            return (null, $"cell {code} has no geometry");
        }

        try
        {
            var area = geometry.Deserialize<Geometry>(Geometries);
            return area switch
            {
                null or { IsEmpty: true } => (null, $"cell {code} has no geometry"),
                not (Polygon or MultiPolygon) => (null, $"cell {code} is a {area.GeometryType}, not an area"),
                { IsValid: false } => (null, $"cell {code} has a bad ring: it crosses itself"),
                _ => (area, null),
            };
        }
        catch (Exception e) when (e is JsonException or ArgumentException or NotSupportedException or InvalidOperationException)
        {
            return (null, $"cell {code} has a bad ring: {e.Message}");
        }
    }

    private static string Text(JsonElement properties, string name) =>
        properties.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : "";
}
