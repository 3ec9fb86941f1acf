using EdgeGrid.Agent.Configuration;
using EdgeGrid.Devices;
using EdgeGrid.Simulation.Buses;

namespace EdgeGrid.Agent.Tests.Configuration;

/// <summary>Parts of a device, rows of a table, a quantity that the configuration chooses, and levels that fall.</summary>
public sealed class PartsAndTablesTests
{
    private static readonly DeviceKind Panel = new("panel", "", [Quantity.Fire, Quantity.Trouble], [], (_, _) => throw new NotSupportedException())
    {
        Parts = new PartKind("detector", "10-2", part => part.Contains('-', StringComparison.Ordinal)),
    };

    private static readonly DeviceKind Line = new(
        "line",
        "",
        [Quantity.Oxygen, Quantity.Methane],
        [
            new DeviceOption("measures", OptionType.Text, "What it measures.") { Required = true, Choices = ["oxygen", "methane"] },
            new DeviceOption("rows", OptionType.Table, "Rows.")
            {
                Min = 1,
                Max = 2,
                Fields = [new DeviceOption("at", OptionType.Integer, "Where.") { Required = true, Min = 0, Max = 9 }, new DeviceOption("scale", OptionType.Number, "Times.") { Default = 1 }],
            },
        ],
        (_, _) => throw new NotSupportedException())
    {
        QuantityOption = "measures",
    };

    [Fact]
    public void Parts_Written_AreKnownWithTheirPlaces()
    {
        var device = Device("""{ "name": "p", "kind": "panel", "allowOthers": true, "simulated": true, "parts": [ { "part": "1-2", "place": "Attic" }, { "part": "1-3" } ] }""");

        Assert.Equal([new PartOptions("1-2", "Attic"), new PartOptions("1-3")], device.Parts);
        Assert.Equal((true, true), (device.Settings.AllowsOtherParts, device.Simulated));
        Assert.Equal(["1-2", "1-3"], device.Settings.Parts);
    }

    [Theory]
    [InlineData("1-2.7", "Attic")]
    [InlineData("1-2.7.8", "Attic")]
    [InlineData("1-27", "here")]
    public void Part_ThatIsNotListed_IsWhereTheListedOneIsThatItBelongsTo(string part, string place)
    {
        var device = Device("""{ "name": "p", "kind": "panel", "allowOthers": true, "place": "here", "parts": [ { "part": "1-2", "place": "Attic" } ] }""");

        Assert.Equal(place, device.PartOf(device.Unlisted(part)).Place);
    }

    [Theory]
    [InlineData("""{ "name": "p", "kind": "panel", "parts": [ { "part": "x" } ] }""", "no detector", "10-2")]
    [InlineData("""{ "name": "p", "kind": "panel", "parts": [ { "part": "1-2/3" } ] }""", "no detector", "10-2")]
    [InlineData("""{ "name": "p", "kind": "panel", "parts": [ { "part": "1-2" }, { "part": "1-2" } ] }""", "twice", "Remove")]
    [InlineData("""{ "name": "p", "kind": "panel", "parts": [ { "place": "Attic" } ] }""", "is missing", "the detector")]
    [InlineData("""{ "name": "p", "kind": "panel", "parts": [ { "part": "1-2", "plce": "Attic" } ] }""", "no key", "place")]
    [InlineData("""{ "name": "l", "kind": "line", "measures": "oxygen", "parts": [], "rows": [ { "at": 1 } ] }""", "no key \"parts\"", "Remove")]
    [InlineData("""{ "name": "l", "kind": "line", "measures": "oxygen", "rows": [] }""", "at least 1", "Write")]
    [InlineData("""{ "name": "l", "kind": "line", "measures": "oxygen", "rows": [ { "at": 1 }, { "at": 2 }, { "at": 3 } ] }""", "at most 2", "Remove")]
    [InlineData("""{ "name": "l", "kind": "line", "measures": "oxygen", "rows": [ { "at": 10 } ] }""", "out of range", "from 0 to 9")]
    [InlineData("""{ "name": "l", "kind": "line", "measures": "oxygen", "rows": [ { "at": 1, "on": 2 } ] }""", "no key \"on\"", "Remove")]
    [InlineData("""{ "name": "l", "kind": "line", "measures": "oxygen", "rows": [ { "at": 1 } ], "detect": { "level": { "steps": [ { "below": 17, "level": "yellow" }, { "below": 19, "level": "red" } ] } } }""", "does not lie below 17", "descending")]
    [InlineData("""{ "name": "l", "kind": "line", "measures": "oxygen", "rows": [ { "at": 1 } ], "filter": { "min": 18 }, "detect": { "level": { "steps": [ { "below": 17, "level": "yellow" } ] } } }""", "drops everything below 18", "Lower")]
    [InlineData("""{ "name": "l", "kind": "line", "measures": "methane", "rows": [ { "at": 1 } ], "detect": { "level": { "steps": [ { "above": 30, "level": "yellow" } ] } } }""", "30 %LEL is too high", "25")]
    public void Mistake_InAPartOrARow_IsToldWithItsRemedy(string device, string message, string remedy)
    {
        var result = Read(device);

        var problem = Assert.Single(result.Problems);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, problem.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_AndTheChosenQuantity_ReachTheDriver()
    {
        var device = Device("""{ "name": "l", "kind": "line", "measures": "oxygen", "rows": [ { "at": "0x07", "scale": 0.1 }, { "at": 2 } ], "detect": { "level": { "steps": [ { "below": 19.5, "level": "yellow" } ] } } }""");

        Assert.Equal([Quantity.Oxygen], device.Measures);
        Assert.Equal([(7, 0.1), (2, 1)], device.Settings.Rows("rows").Select(row => (row.Integer("at"), row.Number("scale"))));
        Assert.True(device.Detect.Level!.Falling);
    }

    private static DeviceOptions Device(string device)
    {
        var result = Read(device);
        Assert.True(result.Options is not null, result.Explain());
        return Assert.Single(result.Options.Devices);
    }

    private static ConfigurationResult Read(string device) =>
        new AgentConfiguration([Panel, Line], new SimulatedHardware()).Parse(ConfigurationText.Of(device, outputs: ""), "/etc/edgegrid/agent.jsonc");
}
