using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace EdgeGrid.Hub.Grids.Reading;

/// <summary>
/// Reads the grids of a district from GeoJSON (RFC 7946), and finds everything that is wrong with them in one go. Never
/// throws on what a file holds: a file that is no GeoJSON at all is one more finding.
/// </summary>
internal static class GridReader
{
    private static readonly JsonDocumentOptions Json = new() { MaxDepth = GridLimits.MaxDepth };

    /// <summary>Reads and checks.</summary>
    /// <param name="utf8">The file.</param>
    /// <param name="scheme">How codes are written.</param>
    /// <param name="patience">When to give up.</param>
    public static GridReading Read(ReadOnlyMemory<byte> utf8, IGridCodeScheme scheme, GridPatience? patience = null)
    {
        patience ??= new GridPatience(TimeProvider.System);
        var report = new GridReport();
        if (utf8.Length > GridLimits.MaxBytes)
        {
            report.Refuse(GridProblemKind.TooLarge, new($"the file has {utf8.Length >> 20} MB, {GridLimits.MaxBytes >> 20} MB are allowed", $"文件有{utf8.Length >> 20} MB,最多{GridLimits.MaxBytes >> 20} MB"));
            return new GridReading("", [], [], report);
        }

        JsonDocument document;
        utf8 = WithoutMark(utf8);
        try
        {
            if (!IsModest(utf8.Span))
            {
                report.Refuse(GridProblemKind.TooLarge, new(
                    $"the file has more than {GridLimits.MaxTokens} numbers, brackets and texts: simplify the borders",
                    $"文件中的数字、括号和文本超过{GridLimits.MaxTokens}个:请简化边界"));
                return new GridReading("", [], [], report);
            }

            document = JsonDocument.Parse(utf8, Json);
        }
        catch (JsonException e)
        {
            report.Refuse(GridProblemKind.NotGeoJson, new($"the file is no JSON: {e.Message}", $"文件不是JSON:{e.Message}"));
            return new GridReading("", [], [], report);
        }

        using (document)
        {
            var (name, read) = FeaturesIn(document.RootElement, scheme, report, patience);
            var (cells, areas) = GridHierarchy.Of(name, read, report);
            if (!report.Problems.Any(problem => problem.Kind == GridProblemKind.TooLarge && problem.Feature is null))
            {
                GridTopology.Check(cells, report, patience);
            }

            return new GridReading(name, cells, areas, report);
        }
    }

    /// <summary>Looks through the file before it takes memory: a document needs twelve bytes for each comma of a bomb.</summary>
    private static bool IsModest(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = GridLimits.MaxDepth });
        var tokens = 0;
        while (reader.Read())
        {
            if (++tokens > GridLimits.MaxTokens)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Some programs begin a file with the mark of UTF-8 (EF BB BF), which is no JSON.</summary>
    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> utf8) =>
        utf8.Span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? utf8[3..] : utf8;

    private static (string Name, List<GridFeature> Features) FeaturesIn(JsonElement root, IGridCodeScheme scheme, GridReport report, GridPatience patience)
    {
        try
        {
            return Features(root, scheme, report, patience);
        }
        catch (InvalidOperationException)
        {
            report.Refuse(GridProblemKind.NotGeoJson, new("a name in the file is no text", "文件中有名称不是文本"));
            return ("", []);
        }
    }

    private static (string Name, List<GridFeature> Features) Features(JsonElement root, IGridCodeScheme scheme, GridReport report, GridPatience patience)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("features", out var features) || features.ValueKind != JsonValueKind.Array)
        {
            report.Refuse(GridProblemKind.NotGeoJson, new(
                "the file is no GeoJSON FeatureCollection: it has no array \"features\"",
                "文件不是GeoJSON的FeatureCollection:没有数组\"features\""));
            return ("", []);
        }

        if (root.TryGetProperty("type", out var type) && !(type.ValueKind == JsonValueKind.String && type.ValueEquals("FeatureCollection")))
        {
            report.Refuse(GridProblemKind.NotGeoJson, new($"the file's type is {Shown(type)}, and must be \"FeatureCollection\"", $"文件的type为{Shown(type)},须为\"FeatureCollection\""));
        }

        CheckCrs(root, report);
        if (features.GetArrayLength() is 0 or > GridLimits.MaxFeatures)
        {
            var count = features.GetArrayLength();
            report.Refuse(
                count == 0 ? GridProblemKind.NotGeoJson : GridProblemKind.TooLarge,
                count == 0
                    ? new("the file holds no feature", "文件中没有要素")
                    : new($"the file holds {count} features, {GridLimits.MaxFeatures} are allowed", $"文件有{count}个要素,最多{GridLimits.MaxFeatures}个"));
            return ("", []);
        }

        return (TextIn(root, "name") ?? "", FeatureReader.ReadAll(features, scheme, report, patience));
    }

    /// <summary>RFC 7946 knows WGS-84 only; older files name their own. CGCS2000 is WGS-84 to within centimetres.</summary>
    private static void CheckCrs(JsonElement root, GridReport report)
    {
        if (!root.TryGetProperty("crs", out var crs) || crs.ValueKind == JsonValueKind.Null)
        {
            return;
        }

        var name = crs.ValueKind == JsonValueKind.Object && crs.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object
            ? TextIn(properties, "name")
            : null;
        if (name is null || !(name.EndsWith("CRS84", StringComparison.OrdinalIgnoreCase) || name.EndsWith(":4326", StringComparison.Ordinal) || name.EndsWith(":4490", StringComparison.Ordinal)))
        {
            report.Refuse(GridProblemKind.WrongCrs, new(
                $"the file's coordinates are in {name ?? Shown(crs)}, and must be WGS-84 (EPSG:4326, CRS84): convert it first, for example with ogr2ogr -t_srs EPSG:4326",
                $"文件的坐标系为{name ?? Shown(crs)},须为WGS-84(EPSG:4326,CRS84):请先转换,例如ogr2ogr -t_srs EPSG:4326"));
        }
    }

    /// <summary>A text of an object; null when there is none.</summary>
    internal static string? TextIn(JsonElement json, string name)
    {
        if (!json.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, or bytes that are no UTF-8.
            return null;
        }
    }

    /// <summary>The beginning of a piece of JSON, as it stands in the file.</summary>
    internal static string Shown(JsonElement json)
    {
        const int Most = 40;
        var text = JsonMarshal.GetRawUtf8Value(json);
        return text.Length <= Most ? Encoding.UTF8.GetString(text) : Encoding.UTF8.GetString(text[..Most]) + "…";
    }
}
