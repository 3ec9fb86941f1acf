using EdgeGrid.Agent.Calibrations;
using EdgeGrid.Agent.Commands;
using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Tests.Configuration;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Simulation.Chips;
using EdgeGrid.Simulation.Faults;
using EdgeGrid.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeGrid.Agent.Tests.Calibrations;

public sealed class CalibrationFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _warnings = [];

    private string Data => _folder.File("data");

    private CalibrationFile Kept => new(Data);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Apply_ToAConfiguration_TakesThePlaceOfTheOption()
    {
        var options = ConfigurationText.Valid(ConfigurationText.Of());
        Kept.Put("m", Found(options));
        Assert.Equal(8_000, Kept.Apply(options, _warnings.Add).Devices[0].Settings.Number("r0Ohms"));
        Assert.Empty(_warnings);
    }

    [Fact]
    public void Apply_ToARevisionOfTheHub_TakesThePlaceOfTheOption()
    {
        var options = ConfigurationText.Valid(ConfigurationText.Of());
        Kept.Put("m", Found(options));
        var revised = new AgentConfiguration(Drivers.All, new SimulatedHardware()).Overlay(options, $$"""{ "devices": [ {{ConfigurationText.Methane}} ], "outputs": [] }""", "revision 7").Options!;
        Assert.Equal(8_000, Kept.Apply(revised, _warnings.Add).Devices[0].Settings.Number("r0Ohms"));
    }

    [Theory]
    [InlineData("\"channel\": 0", "\"channel\": 0, \"loadOhms\": 1000", "\"loadOhms\" was 20000 and is 1000")]
    [InlineData("\"channel\": 0", "\"channel\": 2", "\"channel\" was 0 and is 2")]
    [InlineData("\"mq4\"", "\"mq2\"", "it is of a mq4")]
    public void Apply_ToASensorThatIsAnother_IsNotDoneAndSaysWhy(string before, string now, string why)
    {
        Kept.Put("m", Found(ConfigurationText.Valid(ConfigurationText.Of())));
        var changed = ConfigurationText.Valid(ConfigurationText.Of(ConfigurationText.Methane.Replace(before, now, StringComparison.Ordinal)));
        Assert.Equal(10_000, Kept.Apply(changed, _warnings.Add).Devices[0].Settings.Number("r0Ohms"));
        Assert.Contains(why, Assert.Single(_warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("null")]
    [InlineData("""{ "m": null }""")]
    [InlineData("""{ "m": { "kind": "mq4" } }""")]
    public void Apply_OfADamagedFile_WarnsAndMeasuresAsConfigured(string text)
    {
        Directory.CreateDirectory(Data);
        File.WriteAllText(Kept.FilePath, text);
        var options = ConfigurationText.Valid(ConfigurationText.Of());
        Assert.Equal(10_000, Kept.Apply(options, _warnings.Add).Devices[0].Settings.Number("r0Ohms"));
        Assert.True(_warnings.Count == 1 || text.Contains("null }", StringComparison.Ordinal), string.Join('\n', _warnings));
    }

    [Fact]
    public async Task Calibrate_OfASensorInCleanAir_FindsItsR0AndTheAgentUsesIt()
    {
        await using var link = BusLinkServer.Start(Board(out _), _folder.File("board"));
        var file = Configure(link);
        var (code, output) = await InvokeAsync("calibrate", "m", "--config", file, "--for", "1s");
        Assert.True(code == 0, output);
        Assert.Contains("Kept: r0Ohms 8700", output, StringComparison.Ordinal);
        Assert.Contains("It was r0Ohms 10000", output, StringComparison.Ordinal);

        var options = new AgentConfiguration(Drivers.All, new SimulatedHardware()).Load(file).Options!;
        using (var host = AgentHost.Build(options, new AgentSurroundings(new SimulatedHardware())))
        {
            Assert.Equal(8_700, host.Services.GetRequiredService<AgentOptions>().Devices[0].Settings.Number("r0Ohms"), 30.0);
        }

        Assert.Contains("r0Ohms 8700, found on", (await InvokeAsync("calibrate", "m", "--config", file, "--show")).Output, StringComparison.Ordinal);
        Assert.Contains("as configured, from the agent's next start", (await InvokeAsync("calibrate", "m", "--config", file, "--forget")).Output, StringComparison.Ordinal);
        Assert.Contains("was not calibrated", (await InvokeAsync("calibrate", "m", "--config", file, "--show")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 7_000, false)]
    [InlineData(20, 8_700, true)]
    public async Task Calibrate_AgainWithAnotherResult_SaysSo(double percentLel, double ohms, bool isStrange)
    {
        var board = new SimulatedBoard();
        var sensor = new SimulatedMq4 { R0Ohms = 8_700 };
        board.I2c.Attach(0x48, new SimulatedAds1115()).Connect(0, () => sensor.Volts);
        await using var link = BusLinkServer.Start(board, _folder.File("board"));
        var file = Configure(link);
        await InvokeAsync("calibrate", "m", "--config", file, "--for", "1s");
        sensor = new SimulatedMq4 { R0Ohms = ohms, PercentLel = percentLel };
        var (code, output) = await InvokeAsync("calibrate", "m", "--config", file, "--for", "1s");
        Assert.True(code == 0, output);
        Assert.Equal(isStrange, output.Contains("it was r0Ohms 8700 Ω: no sensor changes so much", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Calibrate_OfASilentSensor_FailsAndKeepsNothing()
    {
        await using var link = BusLinkServer.Start(Board(out var board), _folder.File("board"));
        board.I2c.Faults.Inject(new BusFault(BusFaultKind.Nack));
        var (code, output) = await InvokeAsync("calibrate", "m", "--config", Configure(link), "--for", "1s");
        Assert.Equal(1, code);
        Assert.Contains("Nobody answers at 0x48", output, StringComparison.Ordinal);
        Assert.False(File.Exists(Kept.FilePath));
    }

    [Theory]
    [InlineData("Did you mean \"m\"?", "n")]
    [InlineData("needs no calibration", "door")]
    [InlineData("no time from 1s to 24h", "m", "--for", "soon")]
    public async Task Calibrate_OfWhatCannotBe_SaysWhyAndExitsWithTwo(string words, params string[] arguments)
    {
        await using var link = BusLinkServer.Start(Board(out _), _folder.File("board"));
        var (code, output) = await InvokeAsync(["calibrate", .. arguments, "--config", Configure(link)]);
        Assert.Equal(2, code);
        Assert.Contains(words, output, StringComparison.Ordinal);
    }

    private static StoredCalibration Found(AgentOptions options)
    {
        var device = options.Devices[0];
        return new StoredCalibration("mq4", "r0Ohms", 8_000, DateTimeOffset.UnixEpoch, 100, 1, device.Kind.Calibration!.DependsOn.ToDictionary(name => name, device.Settings.Shown));
    }

    private static SimulatedBoard Board(out SimulatedBoard board)
    {
        board = new SimulatedBoard();
        var sensor = new SimulatedMq4 { R0Ohms = 8_700 };
        board.I2c.Attach(0x48, new SimulatedAds1115()).Connect(0, () => sensor.Volts);
        return board;
    }

    private static async Task<(int Code, string Output)> InvokeAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        var code = await AgentCommandLine.InvokeAsync(arguments, output, output);
        return (code, output.ToString());
    }

    private string Configure(BusLinkServer link)
    {
        var file = _folder.File("agent.jsonc");
        File.WriteAllText(file, $$"""
            { "gateway": {{ConfigurationText.Gateway}}, "hub": {{ConfigurationText.Hub}}, "data": { "folder": "{{Data}}" },
              "devices": [
                { "name": "m", "kind": "mq4", "bus": "{{link.Bus}}", "channel": 0, "warmUp": "0s" },
                { "name": "door", "kind": "contact", "chip": "{{link.Bus}}", "pin": 4 } ] }
            """);
        return file;
    }
}
