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
        var report = await HeadlessDemo.PlayAsync(_folder, "--seconds", "60");

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
    public async Task Demo_WrongOption_SaysSoWithExitCode2()
    {
        await using var demo = RunningProcess.StartProgram(Programs.Simulator, "demo", "--nmea", _folder.File("nothing-here.nmea"));
        Assert.Equal(2, await demo.ExitsAsync());
        Assert.Contains("there is no file", demo.Output, StringComparison.Ordinal);
    }
}
