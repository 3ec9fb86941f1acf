using EdgeGrid.Hub.Grids;
using static EdgeGrid.Hub.Tests.Grids.GridSketch;

namespace EdgeGrid.Hub.Tests.Grids.Reading;

public sealed class GridReaderTests
{
    private const string Square = """{"type":"Polygon","coordinates":[[[117.09,34.09],[117.1,34.09],[117.1,34.1],[117.09,34.1],[117.09,34.09]]]}""";

    [Fact]
    public void Cells_SideBySide_AreReadWithoutProblems()
    {
        var reading = Read(Cell(Code(1), 0, 0), Cell(Code(501), 1, 0, "exclusive"));

        Assert.Empty(reading.Report.Problems);
        Assert.Equal([(Code(1), GridKind.Basic), (Code(501), GridKind.Exclusive)], reading.Cells.Select(cell => (cell.Code, cell.Kind)));
        Assert.Equal(
            [(GridLevel.District, "320311", "Quanshan", ""), (GridLevel.Street, "320311001", "Heping Road", "320311"), (GridLevel.Community, Community, "Garden", "320311001")],
            reading.Areas.Select(area => (area.Level, area.Code, area.Name, area.Parent)));
    }

    public static TheoryData<string, string, string, string> Damages() => new()
    {
        { "wrong-type", "no Feature", "7", "" },
        { "wrong-type", "must be a \"Feature\"", """{"type":"Feat","properties":{"code":"X","kind":"basic"},"geometry":GEOMETRY}""", "X" },
        { "bad-property", "no properties", """{"type":"Feature"}""", "" },
        { "bad-property", "has the kind \"odd\"", Feature("X", "odd", "GEOMETRY"), "X" },
        { "bad-code", "has no code", """{"type":"Feature","properties":{"kind":"basic"},"geometry":GEOMETRY}""", "" },
        { "bad-code", "has the code 17, which is no text", """{"type":"Feature","properties":{"code":17,"kind":"basic"},"geometry":GEOMETRY}""", "" },
        { "bad-code", "has 13 digits", Feature("3203110010010", "basic", "GEOMETRY"), "3203110010010" },
        { "bad-code", "of a community, but it is a basic cell", Feature(Community, "basic", "GEOMETRY"), Community },
        { "bad-code", "of a special grid, but it is a basic cell", Feature("12345632031100100101", "basic", "GEOMETRY"), "12345632031100100101" },
        { "bad-code", "of a unit grid, but it is a street", Feature(Code(9), "street", "null"), Code(9) },
        { "duplicate-code", "feature 0 has it too", Feature("GOOD", "basic", "GEOMETRY"), "GOOD" },
        { "empty-geometry", "has no geometry", Feature("X", "basic", "null"), "X" },
        { "empty-geometry", "has no coordinates", Feature("X", "basic", """{"type":"Polygon","coordinates":[]}"""), "X" },
        { "empty-geometry", "has no ring", Feature("X", "basic", """{"type":"MultiPolygon","coordinates":[[]]}"""), "X" },
        { "wrong-type", "is a Point, not an area", Feature("X", "basic", """{"type":"Point","coordinates":[117,34]}"""), "X" },
        { "wrong-type", "geometry without a type", Feature("X", "basic", """{"coordinates":[117,34]}"""), "X" },
        { "bad-ring", "is not closed", Feature("X", "basic", Polygon(P(9, 9), P(10, 9), P(10, 10), P(9, 10))), "X" },
        { "bad-ring", "has 3 points, and needs 4", Feature("X", "basic", Polygon(P(9, 9), P(10, 9), P(9, 9))), "X" },
        { "bad-ring", "crosses or touches itself", Feature("X", "basic", Polygon(P(9, 9), P(10, 10), P(10, 9), P(9, 10), P(9, 9))), "X" },
        { "bad-ring", "at point 1 [\"a\",1], and no pair of numbers", Feature("X", "basic", Polygon(P(9, 9), "[\"a\",1]", P(10, 9), P(9, 9))), "X" },
        { "bad-ring", "no pair of numbers", Feature("X", "basic", Polygon(P(9, 9), "[1e999,1]", P(10, 9), P(9, 9))), "X" },
        { "bad-ring", "no array of positions", Feature("X", "basic", """{"type":"Polygon","coordinates":[7]}"""), "X" },
        { "bad-ring", "a hole lies outside", Feature("X", "basic", $$"""{"type":"Polygon","coordinates":[[{{P(9, 9)}},{{P(10, 9)}},{{P(10, 10)}},{{P(9, 9)}}],[{{P(1, 9)}},{{P(2, 9)}},{{P(2, 10)}},{{P(1, 9)}}]]}"""), "X" },
        { "outside-wgs84", "probably swapped", Feature("X", "basic", """{"type":"Polygon","coordinates":[[[34,117],[34,118],[35,118],[34,117]]]}"""), "X" },
        { "outside-wgs84", "metres of a projection", Feature("X", "basic", """{"type":"Polygon","coordinates":[[[500000,3800000],[500100,3800000],[500100,3800100],[500000,3800000]]]}"""), "X" },
        { "bad-property", "its name has 300 letters", $$"""{"type":"Feature","properties":{"code":"X","kind":"basic","name":"{{new string('n', 300)}}"},"geometry":GEOMETRY}""", "X" },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public void Feature_Damaged_IsToldWithItsPlaceAndLeftOut(string kind, string text, string feature, string code)
    {
        var reading = Read(Cell("GOOD", 0, 0), feature.Replace("GEOMETRY", Square, StringComparison.Ordinal));

        var problem = Assert.Single(reading.Report.Problems);
        Assert.Equal((kind, GridSeverity.Error, 1, code), (Word(problem.Kind), problem.Severity, problem.Feature, problem.Code ?? ""));
        Assert.Contains(text, problem.ToString(), StringComparison.Ordinal);
        Assert.Equal("GOOD", Assert.Single(reading.Cells).Code);
        Assert.False(reading.IsUsable);
    }

    [Fact]
    public void Ring_ThatCrossesItself_IsToldWhereItDoes()
    {
        var problem = Assert.Single(Read(Feature("X", "basic", Polygon(P(9, 9), P(10, 10), P(10, 9), P(9, 10), P(9, 9)))).Report.Problems);

        Assert.Equal((34.095, 117.095), (Math.Round(problem.Latitude!.Value, 6), Math.Round(problem.Longitude!.Value, 6)));
    }

    [Fact]
    public void Problems_OfAWholeFile_AreToldAllAtOnce()
    {
        var reading = Read(Cell("A", 0, 0), Cell("A", 1, 0), Cell("a/b", 2, 0), Feature("C", "basic", "null"), Cell("B", 0.5, 0), "7");

        Assert.Equal(
            ["bad-code", "duplicate-code", "empty-geometry", "overlap", "wrong-type"],
            reading.Report.Problems.Select(problem => Word(problem.Kind)).Order());
    }

    [Fact]
    public void Cells_ThatOverlap_AreAnErrorWithBothCodesAndThePlace()
    {
        var problem = Assert.Single(Read(Cell("A", 0, 0), Cell("B", 0.5, 0)).Report.Problems);

        Assert.Equal((GridProblemKind.Overlap, GridSeverity.Error, "A", "B"), (problem.Kind, problem.Severity, problem.Code, problem.OtherCode));
        Assert.InRange(problem.Longitude!.Value, 117.005, 117.01);
        Assert.InRange(problem.Latitude!.Value, 34, 34.01);
        Assert.Matches(@"overlap by 5\d{5}\.?\d* m²", problem.Text.En);
    }

    [Fact]
    public void Cells_WhoseBorderWasDrawnTwice_AreAWarning()
    {
        // 1e-6° are 0.1 m.
        var reading = Read(Cell("A", 0, 0), Cell("B", 0.9999, 0));

        var problem = Assert.Single(reading.Report.Problems);
        Assert.Equal((GridProblemKind.Overlap, GridSeverity.Warning), (problem.Kind, problem.Severity));
        Assert.True(reading.IsUsable);
    }

    [Fact]
    public void Cells_AroundAGap_AreAWarningWhereItIs()
    {
        string[] ring = [.. from x in Enumerable.Range(0, 3) from y in Enumerable.Range(0, 3) where (x, y) != (1, 1) select Cell($"{x}{y}", x, y)];

        var problem = Assert.Single(Read(ring).Report.Problems);

        Assert.Equal((GridProblemKind.Gap, GridSeverity.Warning), (problem.Kind, problem.Severity));
        Assert.InRange(problem.Longitude!.Value, 117.01, 117.02);
        Assert.InRange(problem.Latitude!.Value, 34.01, 34.02);
    }

    [Fact]
    public void Cell_FarFromTheOthers_IsAWarning()
    {
        var problem = Assert.Single(Read(Cell("A", 0, 0), Cell("B", 1, 0), Cell("C", 50, 50)).Report.Problems);

        Assert.Equal((GridProblemKind.Apart, GridSeverity.Warning), (problem.Kind, problem.Severity));
        Assert.InRange(problem.Longitude!.Value, 117.5, 117.51);
    }

    [Fact]
    public void Cell_OfACommunityThatTheFileDoesNotHave_IsAnError()
    {
        var reading = Read(
            Area("320311001", "street", "Heping Road"),
            Area(Community, "community", "Garden"),
            Cell(Code(1), 0, 0),
            Cell("320311001002001", 1, 0),
            Cell("FREE", 2, 0));

        var problem = Assert.Single(reading.Report.Problems);
        Assert.Equal((GridProblemKind.UnknownParent, 3, "320311001002001"), (problem.Kind, problem.Feature, problem.Code));
        Assert.Contains("lies in the community 320311001002", problem.Text.En, StringComparison.Ordinal);

        Assert.Equal("320311", reading.Areas.Single(area => area.Level == GridLevel.Street).Parent);

        // A city's own codes say it by name.
        Assert.Equal((Community, "320311001"), (reading.Cells.Single(cell => cell.Code == "FREE").CommunityCode, reading.Cells.Single(cell => cell.Code == "FREE").StreetCode));
    }

    [Fact]
    public void Code_ThatLacksDigitsAmongTheStandards_IsAWarning()
    {
        var problem = Assert.Single(Read(Cell(Code(1), 0, 0), Cell(Code(2), 1, 0), Cell("32031100100", 2, 0), Cell("FREE", 3, 0)).Report.Problems);

        Assert.Equal((GridProblemKind.BadCode, GridSeverity.Warning, 2), (problem.Kind, problem.Severity, problem.Feature));
    }

    [Fact]
    public void Community_CalledByTwoNames_IsAWarning()
    {
        var reading = Read(Cell(Code(1), 0, 0), Cell(Code(2), 1, 0).Replace("Garden", "Village", StringComparison.Ordinal));

        Assert.Contains("'Village', which is 'Garden' elsewhere", Assert.Single(reading.Report.Problems).Text.En, StringComparison.Ordinal);
        Assert.True(reading.IsUsable);
    }

    [Theory]
    [InlineData("urn:ogc:def:crs:OGC:1.3:CRS84", true)]
    [InlineData("urn:ogc:def:crs:EPSG::4326", true)]
    [InlineData("EPSG:4490", true)]
    [InlineData("EPSG:3857", false)]
    public void Crs_Named_MustBeWgs84(string crs, bool fits)
    {
        var file = Collection(Cell("A", 0, 0)).Replace("\"name\"", $$$"""
            "crs":{"type":"name","properties":{"name":"{{{crs}}}"}},"name"
            """, StringComparison.Ordinal);

        var reading = ReadText(file);

        Assert.Equal(fits ? [] : [GridProblemKind.WrongCrs], reading.Report.Problems.Select(problem => problem.Kind));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{\"features\":1}")]
    [InlineData("{\"type\":\"FeatureCollection\",\"features\":[]}")]
    [InlineData("{\"type\":\"Feature\",\"properties\":{},\"geometry\":null}")]
    public void File_ThatIsNoGeoJson_IsAnError(string content) =>
        Assert.Equal(GridProblemKind.NotGeoJson, Assert.Single(ReadText(content).Report.Problems).Kind);

    [Fact]
    public void File_ThatBeginsWithAByteOrderMark_IsRead() => Assert.True(ReadText("\uFEFF" + Collection(Cell("A", 0, 0))).IsUsable);

    [Fact]
    public void Ring_AgainstTheRightHandRule_IsTurned()
    {
        var clockwise = Assert.Single(Read(Feature("A", "basic", Polygon(P(0, 0), P(0, 1), P(1, 1), P(1, 0), P(0, 0)))).Cells);

        Assert.True(NetTopologySuite.Algorithm.Orientation.IsCCW(clockwise.Area.Coordinates));
    }

    [Fact]
    public void Scheme_OfTheStandard_TakesNoOther()
    {
        var problem = Assert.Single(ReadText(Collection(Cell("A", 0, 0)), "gbt30428").Report.Problems);

        Assert.Equal(GridProblemKind.BadCode, problem.Kind);
    }

    private static string Word(GridProblemKind kind) => System.Text.Json.JsonSerializer.Serialize(kind).Trim('"');
}
