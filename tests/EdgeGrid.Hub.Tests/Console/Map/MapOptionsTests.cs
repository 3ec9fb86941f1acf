using System.Text.Json;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Console.Live;
using EdgeGrid.Hub.Console.Map;

namespace EdgeGrid.Hub.Tests.Console.Map;

public sealed class MapOptionsTests
{
    private static readonly District OneCell = Some.District("""
        {"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"0187","kind":"exclusive"},
          "geometry":{"type":"Polygon","coordinates":[[[117.0,34.0],[117.2,34.0],[117.2,34.2],[117.0,34.2],[117.0,34.0]]]}}]}
        """);

    [Fact]
    public void Alerts_TextFromOutside_IsAValueAndNothingElse()
    {
        const string nasty = "</script><img src=x onerror=alert(1)>\"}],\"renderMode\":\"html\"";
        var json = MapOptions.Alerts(new BoardSnapshot { Open = [Some.Alert() with { Place = nasty, Measured = nasty }] }, OneCell);

        var dot = Dots(json)[0];
        Assert.Contains(nasty, dot.GetProperty("name").GetString());
        Assert.DoesNotContain('<', json);
        Assert.False(JsonDocument.Parse(json).RootElement.TryGetProperty("renderMode", out _));
    }

    [Fact]
    public void Base_Tooltips_AreDrawnNotMarkup()
    {
        var root = JsonDocument.Parse(MapOptions.Base(OneCell)).RootElement;

        Assert.Equal("richText", root.GetProperty("tooltip").GetProperty("renderMode").GetString());
        Assert.Equal("0187", root.GetProperty("geo").GetProperty("regions")[0].GetProperty("name").GetString());
    }

    [Fact]
    public void Alerts_OfSeveralLevels_DrawTheGravestLastAndLargest()
    {
        var board = new BoardSnapshot { Open = [Some.Alert("r", WarningLevel.Red), Some.Alert("b", WarningLevel.Blue)] };

        var dots = Dots(MapOptions.Alerts(board, OneCell));
        Assert.StartsWith("Level IV", dots[0].GetProperty("name").GetString());
        Assert.StartsWith("Level I ", dots[1].GetProperty("name").GetString());
        Assert.True(dots[1].GetProperty("symbolSize").GetInt32() > dots[0].GetProperty("symbolSize").GetInt32());
        Assert.Equal("cases/20261123-0042", dots[1].GetProperty("link").GetString());
        Assert.Equal("[117.19,34.25]", dots[1].GetProperty("value").GetRawText());
    }

    [Theory]
    [InlineData("0187", 1)]
    [InlineData("unassigned", 0)]
    public void Alerts_WithoutPosition_StandInTheMiddleOfTheirCell(string grid, int dots)
    {
        var alert = Some.Alert() with { Position = null, Grid = grid };

        var drawn = Dots(MapOptions.Alerts(new BoardSnapshot { Open = [alert] }, OneCell));
        Assert.Equal(dots, drawn.Count);
        Assert.All(drawn, dot => Assert.Equal("[117.1,34.1]", dot.GetProperty("value").GetRawText()));
    }

    [Fact]
    public void Alerts_InAFlood_StandStill()
    {
        var few = new BoardSnapshot { Open = [.. Enumerable.Range(0, MapOptions.MostWaves).Select(i => Some.Alert($"a{i}"))] };
        var many = new BoardSnapshot { Open = [.. few.Open, Some.Alert("one more")] };

        Assert.Equal(2, Waves(few));
        Assert.Equal(0, Waves(many));
    }

    [Fact]
    public void Gateways_OnlineAndAway_DifferInColourAndWords()
    {
        var board = new BoardSnapshot { Gateways = [Some.Gateway("gw-1"), Some.Gateway("gw-2", online: false)] };

        var dots = Dots(MapOptions.Gateways(board, OneCell));
        Assert.Contains("online", dots[0].GetProperty("name").GetString());
        Assert.Contains("away", dots[1].GetProperty("name").GetString());
        Assert.NotEqual(
            dots[0].GetProperty("itemStyle").GetProperty("color").GetString(),
            dots[1].GetProperty("itemStyle").GetProperty("color").GetString());
    }

    private static int Waves(BoardSnapshot board) =>
        JsonDocument.Parse(MapOptions.Alerts(board, OneCell)).RootElement.GetProperty("series")[0].GetProperty("rippleEffect").GetProperty("number").GetInt32();

    private static IReadOnlyList<JsonElement> Dots(string json) =>
        [.. JsonDocument.Parse(json).RootElement.GetProperty("series")[0].GetProperty("data").EnumerateArray()];
}
