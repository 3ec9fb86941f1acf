using EdgeGrid.Agent.Configuration;
using EdgeGrid.Contracts;
using EdgeGrid.Devices.Buses;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Testing;

namespace EdgeGrid.Agent.Tests.Configuration;

public sealed class AgentConfigurationTests
{
    [Theory]
    [InlineData("building.jsonc")]
    [InlineData("street.jsonc")]
    [InlineData("tracker.jsonc")]
    public void Example_AsDelivered_IsValid(string file)
    {
        var result = new AgentConfiguration(Drivers.All, new BoardHardware()).Load(Repository.PathOf("deploy", "examples", file));

        Assert.True(result.Options is not null, result.Explain());
        Assert.Matches("^[0-9a-f]{12}$", result.Options.Hash);
        Assert.All(result.Options.Devices, device => Assert.False(device.Simulated));
    }

    [Fact]
    public void Building_AsDelivered_SaysWhatItSays()
    {
        var options = new AgentConfiguration(Drivers.All, new BoardHardware()).Load(Repository.PathOf("deploy", "examples", "building.jsonc")).Options!;

        var methane = options.Devices[0];
        Assert.Equal("mq4", methane.Kind.Name);
        Assert.Equal(0x48, methane.Settings.Integer("address"));
        Assert.Equal(new Position(34.2440, 117.1940), methane.Position);
        Assert.Equal(new FilterOptions { Min = 0, Max = 100, Despike = 3, Deadband = 0.5 }, methane.Filter);
        Assert.Equal(
            [new LevelStep(10, WarningLevel.Yellow, TimeSpan.FromSeconds(3)), new LevelStep(25, WarningLevel.Orange, TimeSpan.FromSeconds(3))],
            methane.Detect.Level!.Steps);
        Assert.Equal(TimeSpan.FromMilliseconds(100), options.Devices[2].Every);
        Assert.Equal([AlertKind.Gas, AlertKind.CarbonMonoxide, AlertKind.Smoke], options.Outputs[0].On);
        Assert.Equal(TimeSpan.FromMinutes(3), options.Outputs[0].For);
        Assert.Equal(256, options.Data.MaxMegabytes);
    }

    [Fact]
    public void Tracker_AsDelivered_KeepsPositionsForADay()
    {
        var data = new AgentConfiguration(Drivers.All, new BoardHardware()).Load(Repository.PathOf("deploy", "examples", "tracker.jsonc")).Options!.Data;

        Assert.Equal((TimeSpan.FromDays(1), TimeSpan.FromDays(7)), (data.KeepPositions, data.KeepMeasurements));
    }

    [Fact]
    public void Simulated_BusOfASimulator_IsMarked() =>
        Assert.True(ConfigurationText.Valid(ConfigurationText.Of()).Devices[0].Simulated);

    [Fact]
    public void Hub_WithoutPort_GetsTheUsualOne() =>
        Assert.Equal(8883, ConfigurationText.Valid(ConfigurationText.Of(hub: """{ "url": "mqtts://hub.example" }""")).Hub.Url.Port);

    [Fact]
    public void Data_NotSet_IsWhereSystemdMakesIt() =>
        Assert.Equal("/var/lib/edgegrid", ConfigurationText.Valid(ConfigurationText.Of()).Data.Folder);

    [Theory]
    [InlineData("1s", "", 15)]
    [InlineData("1m", "", 180)]
    [InlineData("1m", """, "detect": { "silence": { "level": "red" } }""", 180)]
    [InlineData("1m", """, "detect": { "silence": { "after": "90s" } }""", 90)]
    public void Silence_OfADeviceThatIsAskedSeldom_WaitsForThreeAnswers(string every, string detect, int seconds) =>
        Assert.Equal(
            TimeSpan.FromSeconds(seconds),
            ConfigurationText.Valid(ConfigurationText.Of($$"""{ "name": "d", "kind": "contact", "pin": 1, "every": "{{every}}"{{detect}} }""")).Devices[0].Detect.Silence.After);

    [Fact]
    public void Configuration_WithManyMistakes_TellsThemAllAtOnceInTheirOrder()
    {
        var result = ConfigurationText.Read("""
            {
              "gateway": { "id": "GW 1", "nam": "One", "place": "Here" },
              "hub": { "url": "http://hub" },
              "devices": [
                { "name": "a", "kind": "mq5" },
                { "name": "a", "kind": "mq4", "adress": "0x48", "channel": 9, "bus": "i2c:1" }
              ],
            }
            """);

        Assert.Null(result.Options);
        Assert.Equal(
            ["gateway.id", "gateway.nam", "hub.url", "devices[0].kind", "devices[1].name", "devices[1].adress", "devices[1].channel"],
            result.Problems.Select(problem => problem.Path));
        Assert.All(result.Problems, problem => Assert.NotEmpty(problem.Remedy));
        var explained = result.Explain();
        Assert.Contains("7 problems", explained);
        Assert.Contains("agent.jsonc:6:35  devices[1].adress", explained);
        Assert.Contains("Did you mean \"address\"?", explained);
    }

    [Theory]
    [InlineData("", 1, 1)]
    [InlineData("{ \"gateway\": nonsense }", 1, 15)]
    [InlineData("{\n  \"gateway\": {\n", 3, 1)]
    [InlineData("{\n  \"größe\": 1 1 }", 2, 14)]
    [InlineData("{} {}", 1, 4)]
    public void File_NotJson_SaysWhere(string json, int line, int column)
    {
        var problem = ConfigurationText.Problem(json);

        Assert.Equal((line, column), (problem.Line, problem.Column));
        Assert.StartsWith("This is not JSON", problem.Message);
        Assert.DoesNotContain("BytePosition", problem.Message);
    }

    [Theory]
    [InlineData("[]", "a list")]
    [InlineData("null", "null")]
    [InlineData("\"x\"", "the text")]
    public void File_OtherThanAnObject_IsRefused(string json, string said) => Assert.Contains(said, ConfigurationText.Problem(json).Message);

    [Fact]
    public void File_Missing_SaysSo()
    {
        var result = new AgentConfiguration(Drivers.All, new SimulatedHardware()).Load("/nowhere/agent.jsonc");

        Assert.Equal("/nowhere/agent.jsonc: There is no such file. Name another one with --config; deploy/examples has some to begin with.", Assert.Single(result.Problems).ToString());
    }

    [Fact]
    public void File_IsAFolder_SaysSo()
    {
        using var folder = new TemporaryFolder();

        Assert.Contains("folder", Assert.Single(new AgentConfiguration(Drivers.All, new SimulatedHardware()).Load(folder.Path).Problems).Message);
    }

    [Fact]
    public void File_NotUtf8_SaysSo()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("agent.jsonc"), [0x7B, 0xFF, 0x7D]);

        Assert.Contains("UTF-8", Assert.Single(new AgentConfiguration(Drivers.All, new SimulatedHardware()).Load(folder.File("agent.jsonc")).Problems).Message);
    }

    [Fact]
    public void File_WithByteOrderMark_IsRead() => ConfigurationText.Valid("\uFEFF" + ConfigurationText.Of());

    [Fact]
    public void Key_Twice_IsRefusedWithBothLines()
    {
        var problem = ConfigurationText.Problem("{\n\"hub\": {},\n\"hub\": {} }");

        Assert.Equal((3, 1), (problem.Line, problem.Column));
        Assert.Contains("line 2", problem.Message);
    }
}
