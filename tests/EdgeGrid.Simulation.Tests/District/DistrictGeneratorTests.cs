using System.Diagnostics;
using System.Text.Json;
using EdgeGrid.Simulation.District;
using EdgeGrid.Simulation.Gnss;
using EdgeGrid.Testing;
using NetTopologySuite.Coverage;
using NetTopologySuite.Geometries;

namespace EdgeGrid.Simulation.Tests.District;

public sealed class DistrictGeneratorTests
{
    private static readonly GeneratedDistrict Generated = DistrictGenerator.Generate();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(20_311)]
    public void Cells_OfAnySeed_NeitherOverlapNorLeaveGaps(int seed)
    {
        var areas = DistrictGenerator.Generate(seed).Cells.Select(GeneratedDistrict.Area).ToArray<Geometry>();

        Assert.All(areas, area => Assert.True(area.IsValid));
        Assert.True(CoverageValidator.IsValid(areas));
        var union = Assert.IsType<Polygon>(CoverageUnion.Union(areas));
        Assert.Empty(union.Holes);
        Assert.Equal(union.Area, areas.Sum(area => area.Area), 1e-9);
    }

    [Fact]
    public void Cells_ByKind_Are768And347()
    {
        Assert.Equal(768, Generated.Cells.Count(cell => cell.Kind == CellKind.Basic));
        Assert.Equal(347, Generated.Cells.Count(cell => cell.Kind == CellKind.Exclusive));
    }

    [Fact]
    public void Cells_Exclusive_AreSmall() => Assert.True(
        MeanArea(CellKind.Exclusive) < MeanArea(CellKind.Basic) / 4, $"{MeanArea(CellKind.Exclusive)} against {MeanArea(CellKind.Basic)}");

    [Fact]
    public void Cells_Communities_Are121OverTheStreets()
    {
        Assert.Equal(121, Generated.Cells.Select(cell => cell.Code[..12]).Distinct().Count());
        Assert.Equal(121, Generated.Cells.Select(cell => cell.Community).Distinct().Count());
        Assert.Equal(14, Generated.Cells.Select(cell => cell.Street).Distinct().Count());
        Assert.Equal(14, Generated.Cells.Select(cell => cell.Code[..9]).Distinct().Count());
    }

    [Fact]
    public void Cells_CodesAndNames_AreUnique()
    {
        Assert.All(Generated.Cells, cell => Assert.Matches("^320311[0-9]{9}$", cell.Code));
        Assert.Equal(1115, Generated.Cells.Select(cell => cell.Code).Distinct().Count());
        Assert.Equal(1115, Generated.Cells.Select(cell => cell.Name).Distinct().Count());
    }

    [Fact]
    public void CellAt_ACellsOwnCentre_IsThatCellUnlessACornerWasCutOff() => Assert.All(
        Generated.Cells.Where(cell => cell.Kind == CellKind.Exclusive), cell => Assert.Same(cell, Generated.CellAt(cell.Centre)));

    [Fact]
    public void CellAt_TheCentre_IsOnHepingRoad() => Assert.Equal("Heping Road", Generated.CellAt(new GeoPosition(34.2440, 117.1940))?.Street);

    [Fact]
    public void CellAt_FarAway_IsNone() => Assert.Null(Generated.CellAt(new GeoPosition(34.5, 117.1940)));

    [Fact]
    public void Generate_TheSameSeed_GivesTheSameDistrict() => Assert.Equal(Written(Generated), Written(DistrictGenerator.Generate()));

    [Fact]
    public void Generate_AnotherSeed_GivesAnother() => Assert.NotEqual(Written(Generated), Written(DistrictGenerator.Generate(2)));

    [Fact]
    public void Write_TheFile_IsGeoJsonOfReasonableSizeWithinSeconds()
    {
        using var folder = new TemporaryFolder();
        var started = Stopwatch.GetTimestamp();
        DistrictGenerator.Generate(7).Write(folder.File("district.geojson"));
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0, 5);
        Assert.InRange(new FileInfo(folder.File("district.geojson")).Length, 100_000, 1_000_000);

        using var json = JsonDocument.Parse(File.ReadAllText(folder.File("district.geojson")));
        var features = json.RootElement.GetProperty("features");
        Assert.Equal(1115, features.GetArrayLength());
        foreach (var feature in features.EnumerateArray())
        {
            var ring = feature.GetProperty("geometry").GetProperty("coordinates")[0];
            Assert.Equal(ring[0].GetRawText(), ring[ring.GetArrayLength() - 1].GetRawText());
            Assert.All(ring.EnumerateArray(), point => Assert.InRange(point.GetRawText().Length, 5, 24));
        }
    }

    private static double MeanArea(CellKind kind) =>
        Generated.Cells.Where(cell => cell.Kind == kind).Average(cell => GeneratedDistrict.Area(cell).Area);

    private static byte[] Written(GeneratedDistrict district)
    {
        using var stream = new MemoryStream();
        district.Write(stream);
        return stream.ToArray();
    }
}
