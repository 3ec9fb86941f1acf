using System.Text.RegularExpressions;
using EdgeGrid.Agent.Configuration;
using EdgeGrid.Devices;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Testing;

namespace EdgeGrid.Agent.Tests.Configuration;

/// <summary>Neighbours over MQTT and the gateway itself, as a technician configures them.</summary>
public sealed partial class NeighbourConfigurationTests
{
    [Theory]
    [InlineData("mqtt", 4)]
    [InlineData("host", 2)]
    public void Example_OfTheDocument_IsValid(string kind, int devices)
    {
        var example = Example().Matches(File.ReadAllText(Repository.PathOf("docs/drivers.md")))
            .Select(match => match.Groups["json"].Value)
            .Single(json => json.Contains($"\"kind\": \"{kind}\"", StringComparison.Ordinal));

        var result = Read(example);

        Assert.True(result.Options is not null, result.Explain());
        Assert.Equal(devices, result.Options.Devices.Count);
    }

    [Fact]
    public void Map_InItsOrder_SaysWhatIsMeasuredAndWhatALevelIsOf()
    {
        var device = Assert.Single(Read(Neighbour(
            """{ "topic": "a/+", "json": "smoke", "quantity": "fire" }, { "topic": "a/+", "json": "co", "quantity": "carbon-monoxide" }, { "topic": "b/+", "json": "t", "quantity": "temperature" }, { "topic": "c/+", "json": "co", "quantity": "carbon-monoxide" }""",
            """, "detect": { "level": { "steps": [ { "above": 50, "level": "orange", "onDelay": "60s" } ] } }""")).Options!.Devices);

        Assert.Equal([Quantity.Trouble, Quantity.Fire, Quantity.CarbonMonoxide, Quantity.Temperature], device.Measures);
    }

    [Theory]
    [InlineData("""{ "topic": "zigbee2mqtt/#/x", "quantity": "fire" }""", "", "devices[0].map[0].topic", "at the end")]
    [InlineData("""{ "topic": "zigbee2mqtt/kitchen+", "quantity": "fire" }""", "", "devices[0].map[0].topic", "a whole level")]
    [InlineData("""{ "topic": "a/+", "json": "b..c", "quantity": "fire" }""", "", "devices[0].map[0].json", "points between")]
    [InlineData("""{ "topic": "a", "part": "the kitchen", "quantity": "fire" }""", "", "devices[0].map[0].part", "a name has")]
    [InlineData("""{ "topic": "a/+", "quantity": "motion" }""", "", "devices[0].map[0].quantity", "motion")]
    [InlineData("""{ "topic": "a/+", "quantity": "fire" }""", """, "broker": "tcp://127.0.0.1" """, "devices[0].broker", "looks like mqtt://")]
    [InlineData("""{ "topic": "a/+", "quantity": "fire" }""", """, "broker": "mqtt://u:p@127.0.0.1" """, "devices[0].broker", "logins")]
    [InlineData("""{ "topic": "a/+", "quantity": "fire" }""", """, "availability": [ { "topic": "" } ]""", "devices[0].availability[0].topic", "empty")]
    [InlineData("""{ "topic": "a/+", "json": "action", "quantity": "contact", "active": "emergency" }""", "", "devices[0].map[0].active", "\"emergency\" has no opposite. Say it with \"rest\"")]
    [InlineData("""{ "topic": "a/+", "quantity": "contact", "active": "on, off" }""", "", "devices[0].map[0].active", "\"on\" means that it is so, and that it is not")]
    [InlineData("""{ "topic": "a/+", "quantity": "contact", "active": " , ", "rest": "*" }""", "", "devices[0].map[0].active", "no word")]
    [InlineData("""{ "topic": "a/+", "quantity": "temperature", "scale": 0 }""", "", "devices[0].map[0].scale", "by 0")]
    [InlineData("""{ "topic": "zigbee2mqtt/kitchen", "quantity": "fire" }""", "", "devices[0].map[0].topic", "Add \"part\"")]
    public void Mistake_InTheMap_IsToldWithItsPlace(string row, string more, string path, string words)
    {
        var problem = Assert.Single(Read(Neighbour(row, more)).Problems);

        Assert.Equal(path, problem.Path);
        Assert.Contains(words, $"{problem.Message} {problem.Remedy}", StringComparison.Ordinal);
    }

    [GeneratedRegex("```jsonc\n(?<json>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Example();

    private static string Neighbour(string map, string more) => $$"""{ "name": "n", "kind": "mqtt", "allowOthers": true, "map": [ {{map}} ]{{more}} }""";

    private static ConfigurationResult Read(string devices) =>
        new AgentConfiguration(Drivers.All, new SimulatedHardware()).Parse(ConfigurationText.Of(devices, outputs: ""), "/etc/edgegrid/agent.jsonc");
}
