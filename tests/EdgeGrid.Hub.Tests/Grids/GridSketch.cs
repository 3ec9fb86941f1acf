using System.Globalization;
using System.Text;
using EdgeGrid.Hub.Grids;
using EdgeGrid.Hub.Grids.Reading;
using EdgeGrid.Hub.Tests.Wording;
using EdgeGrid.Simulation.District;

namespace EdgeGrid.Hub.Tests.Grids;

/// <summary>Files of grids, drawn on squared paper: a square is 0.01° wide, and 0, 0 lies at 34° N 117° E.</summary>
internal static class GridSketch
{
    public const string Community = "320311001001";

    private static readonly Lazy<byte[]> LazyDistrict = new(() =>
    {
        using var file = new MemoryStream();
        DistrictGenerator.Generate().Write(file);
        return file.ToArray();
    });

    /// <summary>The generated district's file.</summary>
    public static byte[] District => LazyDistrict.Value;

    public static string Code(int sequence) => $"{Community}{sequence:000}";

    /// <summary>A square cell.</summary>
    public static string Cell(string code, double x, double y, string kind = "basic", double size = 1) =>
        Feature(code, kind, Polygon(P(x, y), P(x + size, y), P(x + size, y + size), P(x, y + size), P(x, y)));

    public static string Feature(string code, string kind, string geometry) =>
        $$"""{"type":"Feature","properties":{"code":"{{code}}","kind":"{{kind}}","name":"n {{code}}","street":"Heping Road","community":"Garden"},"geometry":{{geometry}}}""";

    public static string Area(string code, string kind, string name) =>
        $$"""{"type":"Feature","properties":{"code":"{{code}}","kind":"{{kind}}","name":"{{name}}"},"geometry":null}""";

    public static string Polygon(params string[] points) => $$"""{"type":"Polygon","coordinates":[[{{string.Join(',', points)}}]]}""";

    public static string P(double x, double y) => string.Create(CultureInfo.InvariantCulture, $"[{117 + (x / 100)},{34 + (y / 100)}]");

    public static string Collection(params IEnumerable<string> features) =>
        $$"""{"type":"FeatureCollection","name":"Quanshan","features":[{{string.Join(',', features)}}]}""";

    public static GridReading Read(params IEnumerable<string> features) => ReadText(Collection(features));

    /// <summary>Reads, and holds every problem's two languages against each other.</summary>
    public static GridReading ReadText(string file, string scheme = "any")
    {
        var reading = GridReader.Read(Encoding.UTF8.GetBytes(file), GridCodeSchemes.Of(scheme)!);
        BothLanguages.SayTheSame([.. reading.Report.Problems.SelectMany(problem => new[] { problem.Text, problem.InWords() })]);
        return reading;
    }

    public static GridMap Map(params IEnumerable<string> features)
    {
        var reading = Read(features);
        Assert.True(reading.IsUsable);
        return new GridMap(reading.Name, reading.Cells, reading.Areas);
    }
}
