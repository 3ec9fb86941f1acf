using System.Text.Json;
using EdgeGrid.Testing;

namespace EdgeGrid.EndToEnd.Tests;

/// <summary>The demo as the README starts it, with the programs as they were built.</summary>
public sealed class DemoTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Demo_HeadlessMinute_LosesNothingAndFilesNothingTwice()
    {
        var report = await PlayAsync("--seconds", "60");

        Assert.Equal(0, report.GetProperty("lost").GetInt32());
        Assert.Equal(0, report.GetProperty("duplicated").GetInt32());
        Assert.InRange(report.GetProperty("first_alert_after_seconds").GetDouble(), 0, 20);
        var kinds = report.GetProperty("alerts_by_kind").EnumerateObject().ToDictionary(kind => kind.Name, kind => kind.Value.GetInt32());

        // Everything that the script plays, each once; a second intrusion would be the light that was switched on.
        var played = new Dictionary<string, int>
        {
            ["gas"] = 1, ["grid-exit"] = 1, ["intrusion"] = 1, ["sensor-silent"] = 1, ["smoke"] = 2, ["sos"] = 1,
        };
        Assert.Equal(played, kinds);
        Assert.True(report.GetProperty("alert_to_case_ms_through_the_cut").GetProperty("count").GetInt32() > 0, "nothing happened while the cable was cut");
    }

    [Fact]
    public async Task Demo_RecordedReceiver_GivesItsFixes()
    {
        var recording = _folder.File("receiver.nmea");
        await File.WriteAllLinesAsync(recording, NmeaRecording.Walk(seconds: 12));

        var report = await PlayAsync("--seconds", "20", "--nmea", recording);

        Assert.Equal(0, report.GetProperty("lost").GetInt32());
        Assert.True(report.GetProperty("readings_by_gateway").GetProperty("worker-0231").GetInt64() > 0, "no fix of the recording was stored");
    }

    [Fact]
    public async Task Demo_FixesDroppedToItsEnd_AreInTheAccount()
    {
        var recording = _folder.File("poor.nmea");
        await File.WriteAllLinesAsync(recording, NmeaRecording.Walk(seconds: 30, hdop: "9.9"));

        var report = await PlayAsync("--seconds", "7", "--nmea", recording);

        var losses = report.GetProperty("losses").EnumerateArray().ToDictionary(loss => loss.GetProperty("reason").GetString()!, loss => loss.GetProperty("count").GetInt64());
        Assert.InRange(losses.GetValueOrDefault("poor-fix"), 5, 30);
    }

    [Fact]
    public async Task Demo_WrongOption_SaysSoWithExitCode2()
    {
        await using var demo = RunningProcess.StartProgram(Programs.Simulator, "demo", "--nmea", _folder.File("nothing-here.nmea"));
        Assert.Equal(2, await demo.ExitsAsync());
        Assert.Contains("there is no file", demo.Output, StringComparison.Ordinal);
    }

    private async Task<JsonElement> PlayAsync(params string[] options)
    {
        var path = _folder.File("report.json");
        await using var demo = RunningProcess.StartProgram(
            Programs.Simulator, ["demo", "--headless", "--report", path, "--http-port", $"{Ports.Free()}", "--mqtt-port", $"{Ports.Free()}", .. options]);
        var code = await demo.ExitsAsync(seconds: 150);
        Assert.True(code == 0, demo.Output);
        using var report = JsonDocument.Parse(await File.ReadAllBytesAsync(path));
        return report.RootElement.Clone();
    }
}
