namespace EdgeGrid.Hub.Tests.Console.Map;

public sealed class DistrictTests
{
    private const string TwoCells = """
        {"type":"FeatureCollection","name":"Quanshan","features":[
          {"type":"Feature","properties":{"code":"0001","kind":"basic","name":"x"},
           "geometry":{"type":"Polygon","coordinates":[[[117.10000004,34.2],[117.2,34.2],[117.2,34.3],[117.10000004,34.3],[117.10000004,34.2]]]}},
          {"type":"Feature","properties":{"code":"E-01","kind":"exclusive"},
           "geometry":{"type":"MultiPolygon","coordinates":[[[[118,34],[119,34],[119,35],[118,34]]],[[[120,34],[121,34],[121,36],[120,34]]]]}}]}
        """;

    [Fact]
    public void District_OfTwoCells_KnowsNameKindsAndCentres()
    {
        var district = Some.District(TwoCells);

        Assert.Equal("Quanshan", district.Name);
        Assert.Equal(2, district.Cells);
        Assert.Equal(["E-01"], district.Exclusive);
        Assert.Equal(34.25, district.CentreOf("0001")!.Latitude, 6);
        Assert.Equal(119.5, district.CentreOf("E-01")!.Longitude, 6);
        Assert.Null(district.CentreOf("unassigned"));
        Assert.Equal(["x", "cell E-01", "outside every cell"], new[] { "0001", "E-01", "unassigned" }.Select(district.NameOf));
        Assert.Equal(Math.Cos(35 * Math.PI / 180), district.Aspect, 6);
    }

    [Fact]
    public void District_WithNumbersForNames_CallsItsCellsByTheirCodes()
    {
        var district = Some.District(TwoCells.Replace("\"x\"", "12", StringComparison.Ordinal).Replace("\"Quanshan\"", "7", StringComparison.Ordinal));

        Assert.Equal((null, "cell 0001"), (district.Name, district.NameOf("0001")));
    }

    [Fact]
    public void District_WithoutCells_IsEmptyAndNameless()
    {
        var district = Some.District("""{"type":"FeatureCollection","features":[]}""");

        Assert.Equal((0, (string?)null, 1d), (district.Cells, district.Name, district.Aspect));
    }
}
