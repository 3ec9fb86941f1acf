namespace EdgeGrid.Agent.Tests.Configuration;

/// <summary>One mistake at a time: its path, and the words a technician needs.</summary>
public sealed class ProblemTests
{
    [Theory]
    [InlineData("""{ "id": "hub", "name": "n", "place": "p" }""", "gateway.id", "'hub' and 'cases' are taken")]
    [InlineData("""{ "id": "g", "name": "  ", "place": "p" }""", "gateway.name", "empty")]
    [InlineData("""{ "id": "g", "name": "n" }""", "gateway.place", "Add \"place\"")]
    [InlineData("""{ "id": "g", "name": 5, "place": "p" }""", "gateway.name", "double quotes")]
    [InlineData("""{ "id": "g", "name": "n", "place": "p", "latitude": 91, "longitude": 0 }""", "gateway.latitude", "-90 to 90")]
    [InlineData("""{ "id": "g", "name": "n", "place": "p", "latitude": 1 }""", "gateway.latitude", "without \"longitude\"")]
    [InlineData("""{ "id": "g", "name": "n", "place": "p", "simulated": "yes" }""", "gateway.simulated", "true or false")]
    [InlineData("""{ "id": "g", "Name": "n", "place": "p" }""", "gateway.Name", "Did you mean \"name\"?")]
    [InlineData("""{ "id": "g", "name": "n", "place": "p", "cell": "" }""", "gateway.cell", "remove the key")]
    [InlineData("""{ "id": "g", "name": "n", "place": "p", "colour": "red" }""", "gateway.colour", "What can stand here")]
    public void Gateway_Wrong_IsExplained(string gateway, string path, string words) => Check(ConfigurationText.Of(gateway: gateway), path, words);

    [Theory]
    [InlineData("""{ "url": "http://hub:1883" }""", "hub.url", "mqtt://")]
    [InlineData("""{ "url": "hub:1883" }""", "hub.url", "mqtt://")]
    [InlineData("""{ "url": "mqtt://me:secret@hub" }""", "hub.url", "passwordFile")]
    [InlineData("""{ "url": "mqtt://hub/path" }""", "hub.url", "host and a port")]
    [InlineData("""{ "url": "mqtt://hub", "user": "u" }""", "hub.user", "without \"passwordFile\"")]
    [InlineData("""{ "url": "mqtt://hub", "user": "u", "passwordFile": "/nowhere/pw" }""", "hub.passwordFile", "cannot be read")]
    [InlineData("""{ "url": "mqtt://hub", "user": "u", "passwordFile": "/dev/null" }""", "hub.passwordFile", "is empty")]
    [InlineData("""{ "url": "mqtt://hub", "user": "u", "passwordFile": " " }""", "hub.passwordFile", "empty")]
    [InlineData("""{ "url": "mqtt://hub", "caFile": "/etc/hostname" }""", "hub.caFile", "mqtts://")]
    public void Hub_Wrong_IsExplained(string hub, string path, string words) => Check(ConfigurationText.Of(hub: hub), path, words);

    [Theory]
    [InlineData("""{ "name": "d" }""", "devices[0].kind", "\"mq4\"")]
    [InlineData("""{ "name": "d", "kind": "mq-4" }""", "devices[0].kind", "Did you mean \"mq4\"?")]
    [InlineData("""{ "name": "d", "kind": "relay", "pin": 2 }""", "devices[0].kind", "\"outputs\"")]
    [InlineData("""{ "name": "D 1", "kind": "mq4", "bus": "i2c:1", "channel": 0 }""", "devices[0].name", "a-z")]
    [InlineData("""{ "name": "d", "kind": "contact" }""", "devices[0].pin", "Add \"pin\"")]
    [InlineData("""{ "name": "d", "kind": "contact", "pin": 256 }""", "devices[0].pin", "0 to 255")]
    [InlineData("""{ "name": "d", "kind": "contact", "pin": 1.5 }""", "devices[0].pin", "whole number")]
    [InlineData("""{ "name": "d", "kind": "contact", "pin": 1, "normally": "opne" }""", "devices[0].normally", "Did you mean \"open\"?")]
    [InlineData("""{ "name": "d", "kind": "contact", "pin": 1, "debounce": "2h" }""", "devices[0].debounce", "0ms to 1m")]
    [InlineData("""{ "name": "d", "kind": "contact", "pin": 1, "debounce": 50 }""", "devices[0].debounce", "250ms")]
    [InlineData("""{ "name": "d", "kind": "contact", "pin": 1, "every": "0s" }""", "devices[0].every", "10ms to 1h")]
    [InlineData("""{ "name": "d", "kind": "contact", "pin": 1, "every": "soon" }""", "devices[0].every", "no duration")]
    [InlineData("""{ "name": "d", "kind": "mq4", "bus": "i2c:1", "address": "0xG1", "channel": 0 }""", "devices[0].address", "hexadecimal")]
    [InlineData("""{ "name": "d", "kind": "contact", "pin": 1, "detect": { "level": { "steps": [ { "above": 1, "level": "red" } ] } } }""", "devices[0].detect.level", "measures contact")]
    [InlineData("""{ "name": "d", "kind": "contact", "pin": 1, "detect": { "silence": { "after": "1s" } } }""", "devices[0].detect.silence.after", "more than 1s")]
    [InlineData("""{ "name": "d", "kind": "contact", "pin": 1, "detect": { "contact": { "kind": "smoke", "level": "red", "onDelay": "6s" } } }""", "devices[0].detect.contact.onDelay", "Fire and gas")]
    [InlineData("""{ "name": "d", "kind": "contact", "pin": 1, "filter": { "min": 5, "max": 5 } }""", "devices[0].filter.min", "not below")]
    [InlineData("""{ "name": "d", "kind": "contact", "pin": 1, "filter": { "despike": 4 } }""", "devices[0].filter.despike", "3 or 5")]
    [InlineData("""{ "name": "d", "kind": "nmea", "port": "/dev/ttyS0", "filter": { "despike": 3 } }""", "devices[0].filter.despike", "no median")]
    [InlineData("""{ "name": "d", "kind": "contact", "pin": 1, "filter": [] }""", "devices[0].filter", "braces")]
    [InlineData(ConfigurationText.Siren, "devices[0].kind", "\"outputs\"")]
    [InlineData("""5""", "devices[0]", "braces")]
    public void Device_Wrong_IsExplained(string device, string path, string words) => Check(ConfigurationText.Of(devices: device, outputs: ""), path, words);

    [Theory]
    [InlineData("""{ "above": 26, "level": "yellow" }""", "steps[0].above", "GB/T 50493")]
    [InlineData("""{ "above": 10, "level": "yellow" }, { "above": 51, "level": "orange" }""", "steps[1].above", "GB/T 50493")]
    [InlineData("""{ "above": 20, "level": "yellow" }, { "above": 10, "level": "orange" }""", "steps[1].above", "ascending")]
    [InlineData("""{ "above": 10, "level": "orange" }, { "above": 20, "level": "yellow" }""", "steps[1].level", "no higher")]
    [InlineData("""{ "above": 10, "level": "purple" }""", "steps[0].level", "\"red\"")]
    [InlineData("""{ "above": 10, "level": "yellow", "onDelay": "5001ms" }""", "steps[0].onDelay", "5s or less")]
    [InlineData("""{ "above": 0, "level": "yellow" }""", "steps[0].above", "above zero")]
    [InlineData("""{ "level": "yellow" }""", "steps[0].above", "%{LEL}")]
    [InlineData("", "steps", "at least 1")]
    public void MethaneLevel_Wrong_IsExplained(string steps, string path, string words) =>
        Check(
            ConfigurationText.Of($$"""{ "name": "m", "kind": "mq4", "bus": "i2c:1", "channel": 0, "detect": { "level": { "deadband": 0, "steps": [ {{steps}} ] } } }"""),
            "devices[0].detect.level." + path,
            words);

    [Theory]
    [InlineData(299, "40m", true)]
    [InlineData(300, "3m", true)]
    [InlineData(300, "4m", false)]
    [InlineData(100, "41m", false)]
    [InlineData(30, "2h", true)]
    public void CarbonMonoxideLevel_OnDelay_IsHeldToTheDoseOfEn50291(double above, string onDelay, bool allowed)
    {
        var json = ConfigurationText.Of(
            $$"""{ "name": "c", "kind": "mq7", "bus": "i2c:1", "channel": 1, "detect": { "level": { "steps": [ { "above": {{above}}, "level": "red", "onDelay": "{{onDelay}}" } ] } } }""");

        Assert.Equal(allowed, ConfigurationText.Read(json).Options is not null);
    }

    // A beam with a hundredth of its light is interrupted: over 100 m that is 0.2 dB/m.
    [Fact]
    public void Level_AboveWhatABeamTells_IsRefused() =>
        Check(
            ConfigurationText.Of("""{ "name": "s", "kind": "smoke-optical", "bus": "i2c:1", "channel": 0, "method": "beam", "pathMetres": 100, "detect": { "level": { "deadband": 0.01, "steps": [ { "above": 0.15, "level": "orange" }, { "above": 0.3, "level": "red" } ] } } }"""),
            "devices[0].detect.level.steps[1].above",
            "0.2 dB/m at most");

    [Theory]
    [InlineData("sgp30", "", "500ms", "Write \"1s\".")]
    [InlineData("sgp30", "", "10s", "half day")]
    [InlineData("sgp40", "", "10s", "Write \"1s\".")]
    [InlineData("mq7", ", \"channel\": 0, \"heaterPin\": 23", "6s", "Write \"5s\", or less.")]
    public void Every_OfWhatReckonsWithTime_IsHeldToIt(string kind, string options, string every, string words) =>
        Check(ConfigurationText.Of($$"""{ "name": "a", "kind": "{{kind}}", "bus": "i2c:1", "every": "{{every}}"{{options}} }"""), "devices[0].every", words);

    [Theory]
    [InlineData("""{ "name": "a", "kind": "sgp30", "bus": "i2c:1" }""")]
    [InlineData("""{ "name": "a", "kind": "mq7", "bus": "i2c:1", "channel": 0, "heaterPin": 23, "every": "500ms" }""")]
    [InlineData("""{ "name": "a", "kind": "mq7", "bus": "i2c:1", "channel": 0, "every": "1m" }""")]
    public void Every_ThatSuits_IsTaken(string device) => Assert.NotNull(ConfigurationText.Valid(ConfigurationText.Of(device)));

    [Fact]
    public void Level_AboveWhatTheFilterLetsThrough_IsRefused() =>
        Check(
            ConfigurationText.Of("""{ "name": "m", "kind": "mq4", "bus": "i2c:1", "channel": 0, "filter": { "max": 20 }, "detect": { "level": { "steps": [ { "above": 20, "level": "red" } ] } } }"""),
            "devices[0].detect.level.steps[0].above",
            "could never be passed");

    [Theory]
    [InlineData("""{ "name": "s", "kind": "relay", "pin": 2, "atLeast": "red" }""", "outputs[0].on", "Add \"on\"")]
    [InlineData("""{ "name": "s", "kind": "relay", "pin": 2, "on": [], "atLeast": "red" }""", "outputs[0].on", "at least 1")]
    [InlineData("""{ "name": "s", "kind": "relay", "pin": 2, "on": ["gaz"], "atLeast": "red" }""", "outputs[0].on[0]", "Did you mean \"gas\"?")]
    [InlineData("""{ "name": "s", "kind": "relay", "pin": 2, "on": "gas", "atLeast": "red" }""", "outputs[0].on", "square brackets")]
    [InlineData("""{ "name": "s", "kind": "relay", "pin": 2, "on": ["gas"], "atLeats": "red" }""", "outputs[0].atLeats", "Did you mean \"atLeast\"?")]
    [InlineData("""{ "name": "s", "kind": "mq4", "bus": "i2c:1", "channel": 0, "on": ["gas"], "atLeast": "red" }""", "outputs[0].kind", "\"devices\"")]
    [InlineData("""{ "name": "m", "kind": "relay", "pin": 2, "on": ["gas"], "atLeast": "red" }""", "outputs[0].name", "taken")]
    public void Output_Wrong_IsExplained(string output, string path, string words) => Check(ConfigurationText.Of(outputs: output), path, words);

    private static void Check(string json, string path, string words)
    {
        var problem = ConfigurationText.Problem(json);

        Assert.Equal(path, problem.Path);
        Assert.Contains(words, $"{problem.Message} {problem.Remedy}");
        Assert.True(problem.Line > 0 && problem.Column > 0);
    }
}
