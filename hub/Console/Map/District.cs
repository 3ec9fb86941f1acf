using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeGrid.Contracts;

namespace EdgeGrid.Hub.Console.Map;

/// <summary>The district's cells in the form the map draws: names and outlines, coordinates to a decimetre.</summary>
internal sealed class District
{
    // 1e-6 degrees are 11 cm: finer than any screen, and a third of the bytes.
    private const int Decimals = 6;

    private readonly Dictionary<string, Position> _centres = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    private double _south = double.MaxValue;
    private double _north = double.MinValue;

    /// <param name="geoJson">A FeatureCollection whose features carry <c>code</c> and <c>kind</c>.</param>
    public District(string geoJson)
    {
        using var document = JsonDocument.Parse(geoJson);
        var root = document.RootElement;
        Name = NameIn(root);
        var exclusive = new List<string>();
        var features = new JsonArray();
        foreach (var feature in root.GetProperty("features").EnumerateArray())
        {
            var properties = feature.GetProperty("properties");
            var code = properties.GetProperty("code").GetString()!;
            if (properties.GetProperty("kind").ValueEquals("exclusive"))
            {
                exclusive.Add(code);
            }

            if (NameIn(properties) is { } words)
            {
                _names[code] = words;
            }

            features.Add((JsonNode)Outline(code, feature.GetProperty("geometry")));
        }

        Exclusive = exclusive;
        GeoJson = JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["type"] = "FeatureCollection", ["features"] = features });
    }

    /// <summary>What the file calls the district, if anything.</summary>
    public string? Name { get; }

    public int Cells => _centres.Count;

    /// <summary>Codes of the exclusive cells: drawn in another colour.</summary>
    public IReadOnlyList<string> Exclusive { get; }

    /// <summary>A FeatureCollection in UTF-8 whose features are named by their cells' codes.</summary>
    public byte[] GeoJson { get; }

    /// <summary>How much narrower a degree of longitude is than one of latitude, here.</summary>
    public double Aspect => Cells == 0 ? 1 : Math.Cos((_south + _north) / 2 * Math.PI / 180);

    /// <summary>The middle of a cell: where something is drawn that knows no more than its cell.</summary>
    public Position? CentreOf(string code) => _centres.GetValueOrDefault(code);

    /// <summary>What people call a cell; its code when it has no name, and plain words for no cell at all.</summary>
    public string NameOf(string code) => _names.GetValueOrDefault(code) ?? Words.OfCell(code);

    /// <summary>A name that is no text is none: files have numbers there.</summary>
    private static string? NameIn(JsonElement json) =>
        json.TryGetProperty("name", out var name) && name.ValueKind is JsonValueKind.String && name.GetString() is { Length: > 0 } text ? text : null;

    private JsonObject Outline(string code, JsonElement geometry)
    {
        var bounds = new Bounds();
        var coordinates = Rounded(geometry.GetProperty("coordinates"), bounds);
        _centres[code] = bounds.Centre;
        _south = Math.Min(_south, bounds.South);
        _north = Math.Max(_north, bounds.North);
        return new()
        {
            ["type"] = "Feature",
            ["properties"] = new JsonObject { ["name"] = code },
            ["geometry"] = new JsonObject { ["type"] = geometry.GetProperty("type").GetString(), ["coordinates"] = coordinates },
        };
    }

    private static JsonArray Rounded(JsonElement coordinates, Bounds bounds)
    {
        if (coordinates[0].ValueKind is JsonValueKind.Number)
        {
            var (east, north) = (coordinates[0].GetDouble(), coordinates[1].GetDouble());
            bounds.Add(east, north);
            return [Round(east), Round(north)];
        }

        return new([.. coordinates.EnumerateArray().Select(inner => Rounded(inner, bounds))]);
    }

    // As decimal: its text is as short as its value.
    private static decimal Round(double degrees) =>
        decimal.Parse(Math.Round(degrees, Decimals).ToString("0.######", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private sealed class Bounds
    {
        private double _west = double.MaxValue;
        private double _east = double.MinValue;

        public double South { get; private set; } = double.MaxValue;

        public double North { get; private set; } = double.MinValue;

        public Position Centre => new((South + North) / 2, (_west + _east) / 2);

        public void Add(double east, double north)
        {
            _west = Math.Min(_west, east);
            _east = Math.Max(_east, east);
            South = Math.Min(South, north);
            North = Math.Max(North, north);
        }
    }
}
