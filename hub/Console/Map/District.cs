using System.Text.Json;
using EdgeGrid.Contracts;

namespace EdgeGrid.Hub.Console.Map;

/// <summary>What the page knows of the district's cells: names, kinds and middles. Their outlines the browser's map reads for itself.</summary>
internal sealed class District
{
    private readonly Dictionary<string, Position> _centres = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <param name="cells">A FeatureCollection whose features carry <c>code</c> and <c>kind</c>.</param>
    public District(JsonElement cells)
    {
        Name = NameIn(cells);
        var exclusive = new List<string>();
        var all = new Bounds();
        foreach (var feature in cells.GetProperty("features").EnumerateArray())
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

            var bounds = new Bounds();
            Measure(feature.GetProperty("geometry").GetProperty("coordinates"), bounds);
            _centres[code] = bounds.Centre;
            all.Add(bounds);
        }

        Exclusive = exclusive;
        Aspect = Cells == 0 ? 1 : Math.Cos(all.Centre.Latitude * Math.PI / 180);
    }

    /// <summary>What the file calls the district, if anything.</summary>
    public string? Name { get; }

    public int Cells => _centres.Count;

    /// <summary>Codes of the exclusive cells: drawn in another colour.</summary>
    public IReadOnlyList<string> Exclusive { get; }

    /// <summary>How much narrower a degree of longitude is than one of latitude, here.</summary>
    public double Aspect { get; }

    /// <summary>The middle of a cell: where something is drawn that knows no more than its cell.</summary>
    public Position? CentreOf(string code) => _centres.GetValueOrDefault(code);

    /// <summary>What people call a cell; its code when it has no name, and plain words for no cell at all.</summary>
    public string NameOf(string code) => _names.GetValueOrDefault(code) ?? Words.OfCell(code);

    /// <summary>A name that is no text is none: files have numbers there.</summary>
    private static string? NameIn(JsonElement json) =>
        json.TryGetProperty("name", out var name) && name.ValueKind is JsonValueKind.String && name.GetString() is { Length: > 0 } text ? text : null;

    private static void Measure(JsonElement coordinates, Bounds bounds)
    {
        if (coordinates[0].ValueKind is JsonValueKind.Number)
        {
            bounds.Add(coordinates[0].GetDouble(), coordinates[1].GetDouble());
            return;
        }

        foreach (var inner in coordinates.EnumerateArray())
        {
            Measure(inner, bounds);
        }
    }

    private sealed class Bounds
    {
        private double _west = double.MaxValue;
        private double _east = double.MinValue;
        private double _south = double.MaxValue;
        private double _north = double.MinValue;

        public Position Centre => new((_south + _north) / 2, (_west + _east) / 2);

        public void Add(double east, double north)
        {
            _west = Math.Min(_west, east);
            _east = Math.Max(_east, east);
            _south = Math.Min(_south, north);
            _north = Math.Max(_north, north);
        }

        public void Add(Bounds other)
        {
            Add(other._west, other._south);
            Add(other._east, other._north);
        }
    }
}
