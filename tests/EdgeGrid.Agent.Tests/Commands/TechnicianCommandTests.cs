using System.Device.Gpio;
using System.Text.Json;
using EdgeGrid.Agent.Commands;
using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Configuration.Revisions;
using EdgeGrid.Agent.Outbox;
using EdgeGrid.Devices;
using EdgeGrid.Devices.Buses;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Simulation.Chips;
using EdgeGrid.Simulation.Gnss;
using EdgeGrid.Simulation.Serial;
using EdgeGrid.Simulation.Site;
using EdgeGrid.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeGrid.Agent.Tests.Commands;

public sealed class TechnicianCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Devices_All_AreListed()
    {
        var (code, output, _) = await InvokeAsync("devices");
        Assert.Equal(0, code);
        Assert.All(Drivers.All, kind => Assert.Contains($"{kind.Name} ", output, StringComparison.Ordinal));
        Assert.Matches("analogue +methane or combustible-gas or carbon-monoxide or [0-9]+ more  ", output);
    }

    [Fact]
    public async Task Devices_One_HasItsOptionsWithLimits()
    {
        var (code, output, _) = await InvokeAsync("devices", "nmea");
        Assert.Equal(0, code);
        Assert.Matches("baud +whole number or auto +300 to 921600 ", output);
        Assert.Matches("patience +duration +5s +500ms to 10m ", output);
        Assert.Contains("""{ "name": "my-nmea", "kind": "nmea", "port": … }""", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Devices_AKindThatIsMeant_IsSuggestedAndExitsWithTwo()
    {
        var (code, _, error) = await InvokeAsync("devices", "nmae");
        Assert.Equal(2, code);
        Assert.Contains("Did you mean \"nmea\"?", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Devices_AsJson_HaveEveryOptionWithItsLimits()
    {
        var (code, output, _) = await InvokeAsync("devices", "--json");
        Assert.Equal(0, code);
        var kinds = JsonDocument.Parse(output).RootElement.EnumerateArray().ToDictionary(kind => kind.GetProperty("kind").GetString()!);
        Assert.Equal(Drivers.All.Select(kind => kind.Name).Order(), kinds.Keys.Order());
        Assert.All(Drivers.All, kind => Assert.Equal(
            kind.Options.Select(option => (option.Name, option.Required, option.Min, option.Max)),
            kinds[kind.Name].GetProperty("options").EnumerateArray().Select(option => (
                option.GetProperty("name").GetString()!, option.GetProperty("required").GetBoolean(), Number(option, "min"), Number(option, "max")))));
    }

    [Fact]
    public async Task Scan_OfAnEmptyMachine_SaysInWordsWhatIsNotThere()
    {
        var (code, output, _) = await InvokeAsync("scan", "--devices", _folder.File("nowhere"));
        Assert.Equal(0, code);
        Assert.Contains("no I2C bus", output, StringComparison.Ordinal);
        Assert.DoesNotContain("can be missed", output, StringComparison.Ordinal);
        Assert.Contains("no serial port", output, StringComparison.Ordinal);
        Assert.Contains("no camera", output, StringComparison.Ordinal);
        Assert.Contains("no GPIO chip", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scan_OfABusWhereNobodyAnswers_SaysWhoCanBeMissed()
    {
        await using var link = BusLinkServer.Start(new SimulatedBoard(), _folder.File("board"));
        var (_, output, _) = await InvokeAsync("scan", "--bus", link.Bus, "--devices", _folder.File("nowhere"));
        Assert.Contains("Nobody answers", output, StringComparison.Ordinal);
        Assert.Contains("can be missed", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scan_OfABoardAndATracker_SaysWhoIsThere()
    {
        await using var link = BusLinkServer.Start(new BuildingSite(TimeProvider.System).Board, _folder.File("board"));
        using var line = PseudoTerminal.Open(TimeProvider.System);
        using var stop = new CancellationTokenSource();
        var walk = new NmeaTerminal(line, new() { Path = [new(34.244, 117.194)], Every = TimeSpan.FromMilliseconds(100) }, TimeProvider.System).RunAsync(stop.Token);
        var devices = Directory.CreateDirectory(_folder.File("dev")).FullName;
        File.CreateSymbolicLink(Path.Combine(devices, "ttyUSB0"), line.Path);
        await File.WriteAllTextAsync(Path.Combine(devices, "ttyUSB1"), "no port", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(devices, "video0"), "", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(devices, "gpiochip0"), "", TestContext.Current.CancellationToken);

        var (code, output, _) = await InvokeAsync("scan", "--json", "--bus", link.Bus, "--devices", devices);
        await stop.CancelAsync();
        await walk;

        Assert.Equal(0, code);
        var found = JsonDocument.Parse(output).RootElement;
        var chip = Assert.Single(found.GetProperty("i2c").EnumerateArray());
        Assert.Equal($"{link.Bus} 0x48", chip.GetProperty("where").GetString());
        Assert.Contains("ADS1115", chip.GetProperty("what").GetString(), StringComparison.Ordinal);
        Assert.Contains("contact-line", chip.GetProperty("kinds").EnumerateArray().Select(kind => kind.GetString()));
        var serial = found.GetProperty("serial").EnumerateArray().ToList();
        Assert.Equal("NMEA 0183 at 9600 baud", serial[0].GetProperty("what").GetString());
        Assert.Equal("nmea", Assert.Single(serial[0].GetProperty("kinds").EnumerateArray()).GetString());
        Assert.False(serial[1].GetProperty("touched").GetBoolean());
        Assert.Equal("camera", Assert.Single(Assert.Single(found.GetProperty("cameras").EnumerateArray()).GetProperty("kinds").EnumerateArray()).GetString());
        Assert.Equal("gpio:0", Assert.Single(found.GetProperty("gpio").EnumerateArray()).GetProperty("where").GetString());
    }

    [Fact]
    public async Task Watch_OnATerminal_WritesInPlaceTellsFaultsAndEndsWithCtrlC()
    {
        var site = new BuildingSite(TimeProvider.System);
        await using var link = BusLinkServer.Start(site.Board, _folder.File("board"));

        // script(1) gives it a terminal of its own, whose Ctrl-C is the kernel's. Without exec some shells stay between the
        // two, die of the Ctrl-C themselves, and it is their exit code that comes back.
        await using var watch = RunningProcess.Start(
            "script", "-qfec", $"exec dotnet {RunningProcess.PathOf("edge-agent/EdgeGrid.Agent")} watch kitchen-methane --config {Configuration(link)}", "/dev/null");
        await watch.SaysAsync("kitchen-methane: ADS1115");
        await watch.SaysAsync("\u001b[2K");
        await watch.SaysAsync("methane: warming-up");
        site.Board.I2c.Faults.Inject(new(Simulation.Faults.BusFaultKind.Nack));
        await watch.SaysAsync("methane: not-responding. It does not answer");
        site.Board.I2c.Faults.Clear();
        await watch.TypeAsync("\u0003");
        var code = await watch.ExitsAsync();
        Assert.True(code == 0, $"Exit code {code}. {watch.Output}");
    }

    [Fact]
    public async Task Watch_InAPipe_WritesLinesAndEndsWhenAsked()
    {
        await using var link = BusLinkServer.Start(new BuildingSite(TimeProvider.System).Board, _folder.File("board"));
        await using var watch = RunningProcess.StartProgram("edge-agent/EdgeGrid.Agent", "watch", "stairwell-smoke", "--config", Configuration(link));
        await watch.SaysAsync("contact at rest");
        await using (var kill = RunningProcess.Start("kill", "-INT", $"{watch.Id}"))
        {
            await kill.ExitsAsync();
        }

        Assert.True(await watch.ExitsAsync() == 0, watch.Output);
        Assert.DoesNotContain('\u001b', watch.Output);
    }

    [Fact]
    public async Task Watch_OfAChipThatLostItsSupply_OpensItAgain()
    {
        var board = new SimulatedBoard();
        board.I2c.Attach(0x76, new SimulatedBme280(TimeProvider.System) { Celsius = 21 });
        await using var link = BusLinkServer.Start(board, _folder.File("board"));
        await using var watch = RunningProcess.StartProgram("edge-agent/EdgeGrid.Agent", "watch", "air", "--config", await AirAsync("bme280", link));
        await watch.SaysAsync("temperature 20.99");
        board.I2c.Attach(0x76, new SimulatedBme280(TimeProvider.System) { Celsius = 35 });
        await watch.SaysAsync("Trying again.");
        await watch.SaysAsync("temperature 34.99");
    }

    [Fact]
    public async Task Check_WhileTheAgentRuns_LeavesItsOutputsAsTheyAre()
    {
        var board = new SimulatedBoard();
        var siren = new SimulatedRelay(board.Gpio[22]);
        board.I2c.Attach(0x76, new SimulatedBme280(TimeProvider.System));
        await using var link = BusLinkServer.Start(board, _folder.File("board"));
        var file = await AirAsync("bme280", link, $$"""{ "name": "siren", "kind": "relay", "chip": "{{link.Bus}}", "pin": 22, "on": ["gas"], "atLeast": "orange" }""");
        using var controller = new BoardHardware().OpenGpio(link.Bus);
        controller.OpenPin(22, PinMode.Output, PinValue.High);
        using (var agent = new FolderHold(Directory.CreateDirectory(_folder.File("data")).FullName))
        {
            agent.Take();
            var (code, output, _) = await InvokeAsync("check", "--config", file);
            Assert.True(code == 0, output);
            Assert.Contains("not touched: the agent runs", output, StringComparison.Ordinal);
            Assert.True(siren.IsOn);
        }

        await InvokeAsync("check", "--config", file);
        Assert.False(siren.IsOn);
    }

    [Fact]
    public async Task Check_OfAChipThatHasLearned_GivesItBackWhatItKnew()
    {
        var board = new SimulatedBoard();
        var chip = board.I2c.Attach(0x58, new SimulatedSgp30(TimeProvider.System));
        await using var link = BusLinkServer.Start(board, _folder.File("board"));
        var file = await AirAsync("sgp30", link);
        Assert.True(new DeviceMemory(_folder.File("data/devices/air")).Keep($"{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()} 4369 8738"));
        var (code, output, _) = await InvokeAsync("check", "--config", file);
        Assert.True(code == 0, output);
        Assert.Equal((4369, 8738), chip.Baseline);
    }

    [Fact]
    public async Task Watch_WhereARevisionOfTheHubRuns_KnowsItsDevices()
    {
        await using var link = BusLinkServer.Start(new SimulatedBoard(), _folder.File("board"));
        var document = $$"""{ "devices": [ { "name": "cellar", "kind": "bme280", "bus": "{{link.Bus}}" } ], "outputs": [] }""";
        new RevisionFile(_folder.File("data"), NullLogger.Instance).Write(new RevisionState { Heard = 1, Good = new Revision(1, "", document) });
        var (code, _, error) = await InvokeAsync("watch", "nothing", "--config", await AirAsync("bme280", link));
        Assert.Equal(2, code);
        Assert.Contains("It has: cellar.", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_ADeviceThatIsMeant_IsSuggestedAndExitsWithTwo()
    {
        await using var link = BusLinkServer.Start(new BuildingSite(TimeProvider.System).Board, _folder.File("board"));
        var (code, _, error) = await InvokeAsync("watch", "kitchen-metane", "--config", Configuration(link));
        Assert.Equal(2, code);
        Assert.Contains("Did you mean \"kitchen-methane\"?", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decode_AFile_WritesLinesAndExitsWithZero()
    {
        await File.WriteAllTextAsync(_folder.File("capture.nmea"), "$GPGLL,3414.6400,N,11711.6400,E,081530,A,A*00\r\n$PEGD,SOS,1*02\r\n", TestContext.Current.CancellationToken);
        await using var decode = RunningProcess.StartProgram("edge-agent/EdgeGrid.Agent", "decode", "nmea", _folder.File("capture.nmea"));
        Assert.Equal(0, await decode.ExitsAsync());
        Assert.Contains("""{"error":"bad-checksum","offset":0}""", decode.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "There is no file", "decode", "nmea", "nowhere.nmea")]
    [InlineData(2, "nmae", "decode", "nmae")]
    [InlineData(1, "Input/output error", "decode", "nmea", "/proc/self/mem")]
    public async Task Decode_WhatCannotBeRead_SaysWhyAndExits(int expected, string words, params string[] arguments)
    {
        var (code, _, error) = await InvokeAsync(arguments);
        Assert.Equal(expected, code);
        Assert.Contains(words, error, StringComparison.Ordinal);
    }

    private static double? Number(JsonElement option, string name) => option.TryGetProperty(name, out var value) ? value.GetDouble() : null;

    private static async Task<(int Code, string Output, string Error)> InvokeAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await AgentCommandLine.InvokeAsync(arguments, output, error);
        return (code, output.ToString(), error.ToString());
    }

    private async Task<string> AirAsync(string kind, BusLinkServer link, string output = "")
    {
        var file = _folder.File("air.jsonc");
        await File.WriteAllTextAsync(
            file,
            $$"""
            { "gateway": { "id": "gw-air", "name": "Air", "place": "Air" }, "hub": { "url": "mqtt://127.0.0.1:1" }, "data": { "folder": "{{_folder.File("data")}}" },
              "devices": [ { "name": "air", "kind": "{{kind}}", "bus": "{{link.Bus}}" } ], "outputs": [ {{output}} ] }
            """,
            TestContext.Current.CancellationToken);
        return file;
    }

    private string Configuration(BusLinkServer link)
    {
        var file = _folder.File("building.jsonc");
        File.WriteAllText(file, File.ReadAllText(Repository.PathOf("deploy", "examples", "building.jsonc"))
            .Replace("\"i2c:1\"", $"\"{link.Bus}\"", StringComparison.Ordinal)
            .Replace("\"gpio:0\"", $"\"{link.Bus}\"", StringComparison.Ordinal)
            .Replace("/var/lib/edgegrid", _folder.File("data"), StringComparison.Ordinal));
        return file;
    }
}
