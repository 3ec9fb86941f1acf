using EdgeGrid.Agent.Commands;
using EdgeGrid.Agent.Outbox;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Simulation.Site;
using EdgeGrid.Testing;

namespace EdgeGrid.Agent.Tests.Commands;

public sealed class AgentCommandLineTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly BusLinkServer _link;

    public AgentCommandLineTests() => _link = BusLinkServer.Start(new BuildingSite(TimeProvider.System).Board, _folder.File("board"));

    public async ValueTask DisposeAsync()
    {
        await _link.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData]
    [InlineData("chek")]
    [InlineData("run")]
    [InlineData("check", "--config")]
    [InlineData("check", "--config", "x", "--verbose")]
    public async Task Agent_WrongUsage_ExitsWithTwo(params string[] arguments)
    {
        var (code, _, error) = await InvokeAsync(arguments);

        Assert.Equal(2, code);
        Assert.NotEmpty(error);
    }

    [Theory]
    [InlineData("run", "--config")]
    [InlineData("check", "--config")]
    [InlineData("run", "check")]
    public async Task Agent_AskedForHelp_ExitsWithZero(string command, string mentioned)
    {
        var (code, output, _) = await InvokeAsync(mentioned == "check" ? ["--help"] : [command, "--help"]);

        Assert.Equal(0, code);
        Assert.Contains(mentioned, output);
    }

    [Fact]
    public async Task Agent_AskedForItsVersion_TellsIt()
    {
        var (code, output, _) = await InvokeAsync("--version");

        Assert.Equal(0, code);
        Assert.Matches(@"^\d+\.\d+\.\d+", output);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("check")]
    public async Task Agent_WrongConfiguration_TellsEveryProblemAndExitsWithTwo(string command)
    {
        File.WriteAllText(_folder.File("agent.jsonc"), """{ "gateway": { "id": "g", "name": "n", "plaec": "p" }, "hub": { "url": "x" } }""");

        var (code, _, error) = await InvokeAsync(command, "--config", _folder.File("agent.jsonc"));

        Assert.Equal(2, code);
        Assert.Contains("2 problems", error);
        Assert.Contains($"{_folder.File("agent.jsonc")}:1:40  gateway.plaec", error);
        Assert.Contains("Did you mean \"place\"?", error);
        Assert.Contains("hub.url", error);
    }

    [Fact]
    public async Task Run_DataFolderInUse_ExitsWithOneAndSaysSo()
    {
        var data = Directory.CreateDirectory(_folder.File("data")).FullName;
        using var held = new FolderHold(data);
        held.Take();

        var (code, _, error) = await InvokeAsync("run", "--config", Configuration(), "--data", data);

        Assert.Equal(1, code);
        Assert.Contains("another agent", error);
    }

    [Fact]
    public async Task Check_EverythingThere_ShowsATableAndExitsWithZero()
    {
        var (code, output, _) = await InvokeAsync("check", "--config", Configuration());

        Assert.True(code == 0, output);
        Assert.Contains("All 4 devices found.", output);
        Assert.Matches(@"kitchen-methane +mq4 +yes +ADS1115.*methane", output);
        Assert.Matches(@"stairwell-smoke +contact +yes .*contact at rest", output);
        Assert.Matches(@"siren +relay +yes .*not switched", output);
        Assert.Matches(@"hub +127\.0\.0\.1:1883: ", output);
        Assert.Matches(@"data folder +.*is made when the agent starts", output);
        Assert.DoesNotContain('\u001b', output);
        Assert.False(Directory.Exists(_folder.File("data")));
    }

    [Fact]
    public async Task Check_AddressNobodyAnswers_SaysWhyAndExitsWithOne()
    {
        var (code, output, _) = await InvokeAsync("check", "--config", Configuration("\"0x4B\""));

        Assert.Equal(1, code);
        Assert.Contains("2 of 4 devices not found.", output);
        Assert.Matches(@"boiler-co +mq7 +NO .*0x4B", output);
        Assert.Matches(@"stairwell-smoke +contact +yes", output);
    }

    [Fact]
    public async Task Run_ToldToStop_StopsWithZero()
    {
        await using var agent = RunningProcess.StartProgram("edge-agent/EdgeGrid.Agent", "run", "--config", Configuration(), "--data", _folder.File("data"));
        await agent.SaysAsync("kitchen-methane: first sample");

        await using (var kill = RunningProcess.Start("kill", "-TERM", $"{agent.Id}"))
        {
            Assert.Equal(0, await kill.ExitsAsync());
        }

        Assert.True(await agent.ExitsAsync() == 0, agent.Output);
    }

    private static async Task<(int Code, string Output, string Error)> InvokeAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await AgentCommandLine.InvokeAsync(arguments, output, error);
        return (code, output.ToString(), error.ToString());
    }

    // The delivered example, on the simulator's board.
    private string Configuration(string address = "\"0x48\"")
    {
        var text = File.ReadAllText(Repository.PathOf("deploy", "examples", "building.jsonc"))
            .Replace("\"i2c:1\"", $"\"{_link.Bus}\"", StringComparison.Ordinal)
            .Replace("\"gpio:0\"", $"\"{_link.Bus}\"", StringComparison.Ordinal)
            .Replace("\"0x48\"", address, StringComparison.Ordinal)
            .Replace("/var/lib/edgegrid", _folder.File("data"), StringComparison.Ordinal);
        var file = _folder.File("building.jsonc");
        File.WriteAllText(file, text);
        return file;
    }
}
