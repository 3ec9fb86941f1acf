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
    [InlineData("agent-kill", 4)]
    [InlineData("hub-kill", 1)]
    [InlineData("broker-kill", 2)]
    [InlineData("power-cut", 60)]
    public async Task Torture_AFewCycles_LosesNothingAndFilesNothingTwice(string scenario, int cycles)
    {
        var report = _folder.File("report.json");
        await using var torture = RunningProcess.StartProgram(Program, scenario, "--cycles", $"{cycles}", "--seed", "7", "--report", report);

        Assert.True(await torture.ExitsAsync(seconds: 180) == 0, torture.Output);
        using var account = JsonDocument.Parse(await File.ReadAllBytesAsync(report));
        Assert.True(account.RootElement.GetProperty("filed").GetInt32() > cycles, torture.Output);
        Assert.Equal(account.RootElement.GetProperty("accepted").GetInt32(), account.RootElement.GetProperty("filed").GetInt32());
    }

    [Fact]
    public async Task Torture_ZeroCycles_IsWrongUsage()
    {
        await using var torture = RunningProcess.StartProgram(Program, "agent-kill", "--cycles", "0");

        Assert.Equal(2, await torture.ExitsAsync());
        Assert.Contains("--cycles must be 1 or more", torture.Output, StringComparison.Ordinal);
    }
}
