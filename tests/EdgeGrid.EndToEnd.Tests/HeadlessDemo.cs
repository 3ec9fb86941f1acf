using System.Text.Json;
using EdgeGrid.Testing;

namespace EdgeGrid.EndToEnd.Tests;

/// <summary>Plays a headless demo on ports of its own.</summary>
internal static class HeadlessDemo
{
    /// <summary>The report; the test fails when the demo did.</summary>
    public static async Task<JsonElement> PlayAsync(TemporaryFolder folder, params string[] options)
    {
        var path = folder.File("report.json");
        await using var demo = RunningProcess.StartProgram(
            Programs.Simulator, ["demo", "--headless", "--report", path, "--http-port", $"{Ports.Free()}", "--mqtt-port", $"{Ports.Free()}", .. options]);
        var code = await demo.ExitsAsync(seconds: 150);
        Assert.True(code == 0, demo.Output);
        using var report = JsonDocument.Parse(await File.ReadAllBytesAsync(path));
        return report.RootElement.Clone();
    }
}
