using System.Text.Json;
using EdgeGrid.Testing;

namespace EdgeGrid.EndToEnd.Tests;

/// <summary>The shipped file: native, unchanged, on simulated chips over the bus link.</summary>
public sealed class NativeAgentTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task NativeAgent_Published_ChecksTheBuildingAndRunsItsDemo()
    {
        await using (var publish = RunningProcess.Start(Repository.PathOf("edgegrid"), "publish", "agent", "--rid", "linux-x64", "--output", _folder.Path))
        {
            Assert.True(await publish.ExitsAsync(seconds: 400) == 0, publish.Output);
            Assert.DoesNotMatch(@"(?m)EdgeGrid\S* : (Trim|AOT) analysis warning", publish.Output);
        }

        await ChecksAsync([_folder.File("EdgeGrid.Agent")]);

        var report = _folder.File("report.json");
        await using var demo = RunningProcess.StartProgram(
            Programs.Simulator, "demo", "--headless", "--seconds", "18", "--native", "--native-agent", _folder.File("EdgeGrid.Agent"),
            "--report", report, "--http-port", $"{Ports.Free()}", "--mqtt-port", $"{Ports.Free()}");
        Assert.True(await demo.ExitsAsync(120) == 0, demo.Output);
        using var account = JsonDocument.Parse(await File.ReadAllBytesAsync(report));
        Assert.Equal(1, account.RootElement.GetProperty("alerts_by_kind").GetProperty("gas").GetInt32());
        Assert.Equal(1, account.RootElement.GetProperty("alerts_by_kind").GetProperty("smoke").GetInt32());
    }

    [Fact]
    public async Task NativeAgent_ForARaspberryPi_ChecksTheBuildingUnderEmulation()
    {
        var file = Repository.PathOf("artifacts", "agent", "linux-arm64", "EdgeGrid.Agent");
        Assert.SkipUnless(File.Exists(file), "no linux-arm64 file here: ./edgegrid publish agent --rid linux-arm64 makes one");
        Assert.SkipUnless(File.Exists("/usr/bin/qemu-aarch64-static"), "no qemu-aarch64-static here: apt-get install qemu-user-static");
        await ChecksAsync(["/usr/bin/qemu-aarch64-static", file]);
    }

    private async Task ChecksAsync(string[] agent)
    {
        var socket = _folder.File("building.sock");
        await using var board = RunningProcess.StartProgram(Programs.Simulator, "building", "--socket", socket, "--methane", "7");
        await board.SaysAsync("serving");
        var configuration = _folder.File("building.jsonc");
        var example = await File.ReadAllTextAsync(Repository.PathOf("deploy", "examples", "building.jsonc"));
        await File.WriteAllTextAsync(
            configuration,
            example.Replace("\"i2c:1\"", $"\"sim:{socket}\"", StringComparison.Ordinal)
                .Replace("\"gpio:0\"", $"\"sim:{socket}\"", StringComparison.Ordinal)
                .Replace("\"channel\": 0,", "\"channel\": 0, \"warmUp\": \"0s\",", StringComparison.Ordinal)
                .Replace("\"channel\": 1,", "\"channel\": 1, \"warmUp\": \"0s\",", StringComparison.Ordinal)
                .Replace("/var/lib/edgegrid", _folder.File("data"), StringComparison.Ordinal));

        await using var check = RunningProcess.Start(agent[0], [.. agent[1..], "check", "--config", configuration]);
        await check.ExitsAsync(60);

        // Every device is found; the hub is not, which the check says too.
        Assert.Matches(@"kitchen-methane\s.*methane (6\.9|7)", check.Output);
        Assert.Matches(@"boiler-co\s", check.Output);
        Assert.Matches(@"stairwell-smoke\s.*contact at rest", check.Output);
    }
}
