using System.Text.Json;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Console.Map;

namespace EdgeGrid.Hub.Tests.Console;

/// <summary>Things to show; a test says what matters to it.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Moment = new(2026, 11, 23, 14, 41, 7, TimeSpan.Zero);

    /// <summary>Of a FeatureCollection.</summary>
    public static District District(string geoJson)
    {
        using var cells = JsonDocument.Parse(geoJson);
        return new District(cells.RootElement);
    }

    public static AlertView Alert(string id = "a1", WarningLevel level = WarningLevel.Orange) => new()
    {
        AlertId = id,
        Gateway = GatewayId.Parse("gw-1"),
        Epoch = "0198c0de0198c0de0198c0de0198c0de",
        Sequence = 1,
        Transition = AlertTransition.Raised,
        Kind = AlertKind.Gas,
        Level = level,
        Device = "kitchen",
        Place = "Heping Road 18",
        Grid = "0187",
        Position = new Position(34.25, 117.19),
        Measured = "Methane 26 %LEL > 25 for 5 s",
        SampledAt = Moment,
        DecidedAt = Moment,
        CommittedAt = Moment,
        CaseId = "20261123-0042",
    };

    public static GatewayView Gateway(string id = "gw-1", bool online = true) => new()
    {
        Gateway = GatewayId.Parse(id),
        Name = $"Name of {id}",
        Place = "Heping Road 18",
        Online = online,
        SeenAt = Moment,
        Position = new Position(34.251, 117.191),
        Grid = "0187",
        Version = "0.1.0",
    };
}
