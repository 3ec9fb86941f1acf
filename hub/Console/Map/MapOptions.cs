using System.Text.Json;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Console.Live;

namespace EdgeGrid.Hub.Console.Map;

/// <summary>
/// What ECharts is told, as JSON. Names of places and lines of measurement come from outside: they are values in JSON
/// here, and drawn on a canvas there, so they are never markup and never script.
/// </summary>
internal static class MapOptions
{
    /// <summary>Above so many open alerts the dots stand still: a hundred waves cost a browser more than they tell.</summary>
    public const int MostWaves = 30;

    private static readonly string[] LevelColours = ["#d92d27", "#ee7d11", "#deaa00", "#2a7de1"];

    private static readonly int[] LevelSizes = [15, 13, 11, 9];

    /// <summary>The cells, and two empty layers above them.</summary>
    public static string Base(District district) => JsonSerializer.Serialize(new
    {
        animation = false,
        tooltip = new
        {
            trigger = "item",
            renderMode = "richText",
            confine = true,
            borderColor = "#d8dee8",
            padding = new[] { 6, 9 },
            textStyle = new { color = "#1b2332", fontSize = 12, lineHeight = 17 },
        },
        geo = new
        {
            map = "district",
            roam = true,
            scaleLimit = new { min = 1, max = 16 },
            aspectScale = district.Aspect,
            preserveAspect = "contain",
            left = 14,
            right = 14,
            top = 12,
            bottom = 12,
            itemStyle = new { areaColor = "#edf0f5", borderColor = "#ffffff", borderWidth = 1 },
            emphasis = new { label = new { show = false }, itemStyle = new { areaColor = "#d9e0ea" } },
            select = new { disabled = true },
            tooltip = new { show = true, formatter = "cell {b}" },
            regions = district.Exclusive.Select(code => new { name = code, itemStyle = new { areaColor = "#dde7f8" } }),
        },
        series = new object[]
        {
            new { id = "gateways", type = "scatter", coordinateSystem = "geo", zlevel = 1, symbolSize = 5, tooltip = Plain, data = Array.Empty<object>() },
            new { id = "alerts", type = "effectScatter", coordinateSystem = "geo", zlevel = 2, tooltip = Plain, data = Array.Empty<object>() },
        },
    });

    /// <summary>One green dot a gateway, a grey one for one that is away.</summary>
    public static string Gateways(BoardSnapshot board, District district) => JsonSerializer.Serialize(new
    {
        series = new object[]
        {
            new
            {
                id = "gateways",
                data =
                    from gateway in board.Gateways
                    let at = gateway.Position ?? district.CentreOf(gateway.Grid)
                    where at is not null
                    select new
                    {
                        name = $"{gateway.Name}\n{gateway.Place} · {(gateway.Online ? "online" : "away")}",
                        value = Point(at),
                        itemStyle = new { color = gateway.Online ? "#35a773" : "#a7b0bd" },
                        link = "gateways",
                    },
            },
        },
    });

    /// <summary>One dot an open alert in its level's colour, the gravest on top.</summary>
    public static string Alerts(BoardSnapshot board, District district)
    {
        var dots = (
            from alert in board.Open
            let at = alert.Position ?? district.CentreOf(alert.Grid)
            where at is not null
            orderby alert.Level descending, alert.DecidedAt
            select Dot(alert, at)).ToList();
        var waves = dots.Count <= MostWaves;
        return JsonSerializer.Serialize(new
        {
            series = new object[]
            {
                new
                {
                    id = "alerts",
                    rippleEffect = new { brushType = "stroke", scale = waves ? 2.6 : 1, period = waves ? 4 : 0, number = waves ? 2 : 0 },
                    data = dots,
                },
            },
        });
    }

    private static readonly object Plain = new { show = true, formatter = "{b}" };

    private static object Dot(AlertView alert, Position at) => new
    {
        name = $"{Words.Of(alert.Level)} · {Words.Of(alert.Kind)}\n{alert.Place}\n{alert.Measured}",
        value = Point(at),
        symbolSize = LevelSizes[(int)alert.Level - 1],
        itemStyle = new { color = LevelColours[(int)alert.Level - 1] },
        link = $"cases/{alert.CaseId}",
    };

    private static double[] Point(Position at) => [Math.Round(at.Longitude, 6), Math.Round(at.Latitude, 6)];
}
