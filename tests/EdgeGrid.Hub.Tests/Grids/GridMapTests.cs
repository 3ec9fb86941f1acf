using EdgeGrid.Contracts;
using EdgeGrid.Hub.Grids;
using EdgeGrid.Hub.Grids.Reading;
using static EdgeGrid.Hub.Tests.Grids.GridSketch;

namespace EdgeGrid.Hub.Tests.Grids;

public sealed class GridMapTests
{
    [Fact]
    public void Place_InACellOnAnEdgeAndOutside_HasTheCellTheLowerCodeAndNone()
    {
        var map = Map(Cell("B", 0, 0), Cell("A", 1, 0, "exclusive"));

        Assert.Equal("B", map.Locate(null, At(0.5, 0.5)));
        Assert.Equal("A", map.Locate(null, At(1.5, 0.5)));
        Assert.Equal("A", map.Locate(null, At(1, 0.5)));
        Assert.Equal(GridCell.Unassigned, map.Locate(null, At(5, 5)));
        Assert.Equal(GridCell.Unassigned, map.Locate(null, null));
        Assert.Null(map.CellAt(double.NaN, double.PositiveInfinity));
    }

    [Fact]
    public void Code_ToldByAGateway_IsBelievedWhenItIsKnown()
    {
        var map = Map(Cell("A", 0, 0), Cell("B", 1, 0));

        Assert.Equal("B", map.Locate("B", At(0.5, 0.5)));
        Assert.Equal("A", map.Locate("nowhere", At(0.5, 0.5)));
        Assert.Equal("320303", GridMap.Empty.Locate("320303", null));
        Assert.Equal(GridCell.Unassigned, GridMap.Empty.Locate("a/+/#", null));
    }

    [Fact]
    public void District_GeneratedWrittenAndReadAgain_IsTheSame()
    {
        var first = GridReader.Read(District, new Gbt30428Codes());
        var map = new GridMap(first.Name, first.Cells, first.Areas);
        var second = GridReader.Read(map.GeoJson, new Gbt30428Codes());
        var again = new GridMap(second.Name, second.Cells, second.Areas);

        Assert.Empty(first.Report.Problems);
        Assert.Empty(second.Report.Problems);
        Assert.Equal((1115, 768), (map.Cells.Count, map.Cells.Count(cell => cell.Kind == GridKind.Basic)));
        Assert.Equal((1, 14, 121), (Level(GridLevel.District), Level(GridLevel.Street), Level(GridLevel.Community)));
        Assert.Equal(map.GeoJson, again.GeoJson);
        Assert.Equal(map.Fingerprint(), again.Fingerprint());
        Assert.All(map.Cells.Zip(again.Cells), pair => Assert.True(pair.First.Area.EqualsExact(pair.Second.Area)));

        int Level(GridLevel level) => again.Areas.Count(area => area.Level == level);
    }

    [Fact]
    public void Map_WithHolesAndParts_ReadsBackAsTheSame()
    {
        var map = Map(
            Feature("ring", "basic", $$"""{"type":"Polygon","coordinates":[[{{P(0, 0)}},{{P(0, 3)}},{{P(3, 3)}},{{P(3, 0)}},{{P(0, 0)}}],[{{P(1, 1)}},{{P(1, 2)}},{{P(2, 2)}},{{P(2, 1)}},{{P(1, 1)}}]]}"""),
            Feature("two", "basic", $$"""{"type":"MultiPolygon","coordinates":[[[{{P(1, 1)}},{{P(2, 1)}},{{P(2, 2)}},{{P(1, 1)}}]],[[{{P(4, 0)}},{{P(5, 0)}},{{P(5, 1)}},{{P(4, 0)}}]]]}"""));

        var reading = GridReader.Read(map.GeoJson, new AnyCodes());

        Assert.Equal(map.Fingerprint(), new GridMap(reading.Name, reading.Cells, reading.Areas).Fingerprint());
        Assert.Equal("two", map.Locate(null, At(4.7, 0.2)));
        Assert.Equal("two", map.Locate(null, At(1.7, 1.2)));
        Assert.Equal("ring", map.Locate(null, At(0.5, 1.5)));
        Assert.Equal(GridCell.Unassigned, map.Locate(null, At(1.2, 1.7)));
    }

    private static Position At(double x, double y) => new(34 + (y / 100), 117 + (x / 100));
}
