using EdgeGrid.Testing;

namespace EdgeGrid.EndToEnd.Tests;

/// <summary>The demo with recorded input in place of the simulated.</summary>
public sealed class DemoInputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Demo_RecordedReceiver_StoresItsFixesAndAccountsForThePoorOnesToTheEnd()
    {
        var recording = _folder.File("receiver.nmea");
        await File.WriteAllLinesAsync(recording, [.. NmeaRecording.Walk(seconds: 3), .. NmeaRecording.Walk(seconds: 30, from: 3, hdop: "9.9")]);

        var report = await HeadlessDemo.PlayAsync(_folder, "--seconds", "10", "--nmea", recording);

        Assert.Equal(0, report.GetProperty("lost").GetInt32());
        Assert.True(report.GetProperty("readings_by_gateway").GetProperty("worker-0231").GetInt64() > 0, "no fix of the recording was stored");
        var losses = report.GetProperty("losses").EnumerateArray().ToDictionary(loss => loss.GetProperty("reason").GetString()!, loss => loss.GetProperty("count").GetInt64());
        Assert.InRange(losses.GetValueOrDefault("poor-fix"), 5, 30);
    }
}
