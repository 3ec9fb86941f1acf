using EdgeGrid.Agent.Configuration;
using EdgeGrid.Simulation.Buses;

namespace EdgeGrid.Agent.Tests.Configuration;

/// <summary>A valid configuration, to be broken in one place.</summary>
internal static class ConfigurationText
{
    public const string Gateway = """{ "id": "gw-1", "name": "One", "place": "Somewhere 1", "latitude": 34.2, "longitude": 117.1 }""";

    public const string Hub = """{ "url": "mqtt://127.0.0.1:1883" }""";

    public const string Methane = """
        { "name": "m", "kind": "mq4", "bus": "i2c:1", "address": "0x48", "channel": 0,
          "detect": { "level": { "steps": [ { "above": 10, "level": "yellow" }, { "above": 25, "level": "orange" } ] } } }
        """;

    public const string Siren = """{ "name": "siren", "kind": "relay", "chip": "gpio:0", "pin": 22, "on": ["gas"], "atLeast": "orange" }""";

    public static string Of(string devices = Methane, string outputs = Siren, string gateway = Gateway, string hub = Hub) =>
        $$"""{ "gateway": {{gateway}}, "hub": {{hub}}, "devices": [ {{devices}} ], "outputs": [ {{outputs}} ] }""";

    public static ConfigurationResult Read(string json) =>
        new AgentConfiguration(Drivers.All, new SimulatedHardware()).Parse(json, "/etc/edgegrid/agent.jsonc");

    public static AgentOptions Valid(string json)
    {
        var result = Read(json);
        Assert.True(result.Options is not null, result.Explain());
        return result.Options;
    }

    /// <summary>The only problem of a configuration that has exactly one.</summary>
    public static ConfigurationProblem Problem(string json)
    {
        var result = Read(json);
        Assert.Null(result.Options);
        Assert.True(result.Problems.Count == 1, result.Explain());
        return result.Problems[0];
    }
}
