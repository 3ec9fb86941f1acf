using EdgeGrid.Contracts;
using EdgeGrid.Hub.Grids;
using EdgeGrid.Testing;

namespace EdgeGrid.Hub.Tests.Grids;

public sealed class GridFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Cells_SideBySide_HoldTheirPointsWithoutProblems()
    {
        var (registry, problems) = Read(Cell("A", 0, 0), Cell("B", 1, 0, "exclusive"));

        Assert.Empty(problems);
        Assert.Equal(2, registry.Count);
        Assert.Equal("A", registry.Locate(null, At(0.5, 0.5)));
        Assert.Equal("B", registry.Locate(null, At(1.5, 0.5)));
        Assert.Equal("A", registry.Locate(null, At(1, 0.5)));
        Assert.Equal(GridCell.Unassigned, registry.Locate(null, At(5, 5)));
        Assert.Equal(GridCell.Unassigned, registry.Locate(null, null));
    }

    [Fact]
    public void Code_ToldByAGateway_IsBelievedWhenItIsKnown()
    {
        var (registry, _) = Read(Cell("A", 0, 0), Cell("B", 1, 0));

        Assert.Equal("B", registry.Locate("B", At(0.5, 0.5)));
        Assert.Equal("A", registry.Locate("nowhere", At(0.5, 0.5)));
        Assert.Equal("320303", GridRegistry.Empty.Locate("320303", null));
        Assert.Equal(GridCell.Unassigned, GridRegistry.Empty.Locate("a/+/#", null));
    }

    [Fact]
    public void Cells_ThatOverlap_AreToldAndUsed()
    {
        var (registry, problems) = Read(Cell("A", 0, 0), Cell("B", 0.5, 0));

        Assert.Contains("cells A and B overlap by", Assert.Single(problems), StringComparison.Ordinal);
        Assert.Equal(2, registry.Count);
    }

    [Fact]
    public void Cells_AroundAGap_AreToldWhereItIs()
    {
        string[] ring = [.. from x in Enumerable.Range(0, 3) from y in Enumerable.Range(0, 3) where (x, y) != (1, 1) select Cell($"{x}{y}", x, y)];

        var (_, problems) = Read(ring);

        Assert.Contains("a gap of", Assert.Single(problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"Feature","properties":{"code":"A","kind":"basic"},"geometry":{"type":"Polygon","coordinates":[[[9,9],[9.01,9],[9.01,9.01]]]}}""", "bad ring")]
    [InlineData("""{"type":"Feature","properties":{"code":"A","kind":"basic"},"geometry":{"type":"Polygon","coordinates":[[[9,9],[10,10],[10,9],[9,10],[9,9]]]}}""", "crosses itself")]
    [InlineData("""{"type":"Feature","properties":{"code":"A","kind":"basic"},"geometry":{"type":"Point","coordinates":[9,9]}}""", "not an area")]
    [InlineData("""{"type":"Feature","properties":{"code":"A","kind":"basic"},"geometry":null}""", "no geometry")]
    [InlineData("""{"type":"Feature","properties":{"code":"a/b","kind":"basic"},"geometry":null}""", "no usable code")]
    [InlineData("""{"type":"Feature","properties":{"code":"A","kind":"odd"},"geometry":null}""", "neither")]
    [InlineData("""{"type":"Feature"}""", "no properties")]
    [InlineData("7", "no properties")]
    public void Cell_ThatCannotBeUsed_IsLeftOutAndNamed(string bad, string problem)
    {
        var (registry, problems) = Read(Cell("GOOD", 0, 0), bad);

        Assert.Contains(problem, Assert.Single(problems), StringComparison.Ordinal);
        Assert.Equal(1, registry.Count);
        Assert.DoesNotContain("\"A\"", registry.GeoJson, StringComparison.Ordinal);
    }

    [Fact]
    public void Code_ThatStandsTwice_CountsOnce()
    {
        var (registry, problems) = Read(Cell("A", 0, 0), Cell("A", 1, 0));

        Assert.Contains("stands twice", Assert.Single(problems), StringComparison.Ordinal);
        Assert.Equal(1, registry.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("""{"features":1}""")]
    public void File_ThatIsNoGeoJson_IsRefusedInWords(string content)
    {
        File.WriteAllText(_folder.File("grids.geojson"), content);

        Assert.Contains("grids.geojson", Assert.Throws<InvalidDataException>(() => GridFile.Read(_folder.File("grids.geojson"))).Message, StringComparison.Ordinal);
    }

    private (GridRegistry Registry, IReadOnlyList<string> Problems) Read(params string[] features)
    {
        File.WriteAllText(_folder.File("grids.geojson"), $$"""{"type":"FeatureCollection","features":[{{string.Join(',', features)}}]}""");
        return GridFile.Read(_folder.File("grids.geojson"));
    }

    /// <summary>A square of 0.01°, counted in its own sides.</summary>
    private static string Cell(string code, double x, double y, string kind = "basic")
    {
        string P(double east, double north) => $"[{(x + east) / 100},{(y + north) / 100}]";
        var ring = string.Join(',', P(0, 0), P(1, 0), P(1, 1), P(0, 1), P(0, 0));
        return $$$"""{"type":"Feature","properties":{"code":"{{{code}}}","kind":"{{{kind}}}","name":"n"},"geometry":{"type":"Polygon","coordinates":[[{{{ring}}}]]}}""";
    }

    private static Position At(double x, double y) => new(y / 100, x / 100);
}
