using System.Text.Json;
using EdgeGrid.Testing;

namespace EdgeGrid.Torture.Tests;

/// <summary>A short, seeded form of each scenario; <c>./edgegrid torture</c> runs the long ones.</summary>
public sealed class TortureTests : IDisposable
{
    private const string Program = "tests/EdgeGrid.Torture/EdgeGrid.Torture";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("agent-kill", 3)]
    [InlineData("hub-kill", 1)]
    [InlineData("broker-kill", 1)]
    [InlineData("power-cut", 60)]
    [InlineData("cable", 2)]
    [InlineData("storm", 1, "--gateways", "2")]
    [InlineData("clock", 2)]
    [InlineData("revise", 2)]
    public async Task Torture_AFewCycles_LosesNothingAndFilesNothingTwice(string scenario, int cycles, params string[] more)
    {
        using var account = await RunAsync(scenario, cycles, more);

        Assert.Equal(account.RootElement.GetProperty("accepted").GetInt32(), account.RootElement.GetProperty("filed").GetInt32());
    }

    [Theory]
    [InlineData("corrupt", 3)]
    [InlineData("disk-full", 1)]
    public async Task Torture_AFewCyclesThatMayCostAlerts_LosesNothingUnnamed(string scenario, int cycles)
    {
        Assert.SkipWhen(scenario == "disk-full" && !Environment.IsPrivilegedProcess, "disk-full mounts small disks, and only root may.");

        using var account = await RunAsync(scenario, cycles);

        Assert.Equal(0, account.RootElement.GetProperty("lost").GetArrayLength());
    }

    [Fact]
    public async Task Torture_ZeroCycles_IsWrongUsage()
    {
        await using var torture = RunningProcess.StartProgram(Program, "agent-kill", "--cycles", "0");

        Assert.Equal(2, await torture.ExitsAsync());
        Assert.Contains("--cycles must be 1 or more", torture.Output, StringComparison.Ordinal);
    }

    private async Task<JsonDocument> RunAsync(string scenario, int cycles, params string[] more)
    {
        var report = _folder.File("report.json");
        await using var torture = RunningProcess.StartProgram(
            Program, [scenario, "--cycles", $"{cycles}", "--seed", "7", "--report", report, .. more]);

        Assert.True(await torture.ExitsAsync(seconds: 300) == 0, torture.Output);
        var account = JsonDocument.Parse(await File.ReadAllBytesAsync(report));
        Assert.True(account.RootElement.GetProperty("filed").GetInt32() > cycles, torture.Output);
        return account;
    }
}
