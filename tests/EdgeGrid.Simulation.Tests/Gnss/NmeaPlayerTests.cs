using System.Text;
using EdgeGrid.Simulation.Gnss;
using EdgeGrid.Simulation.Serial;
using EdgeGrid.Simulation.Tests.Serial;
using EdgeGrid.Testing;

namespace EdgeGrid.Simulation.Tests.Gnss;

public sealed class NmeaPlayerTests
{
    private const string Second0 = "$GPGGA,235959.50,3414.6400,N,11711.6400,E,1,09,0.9,41.5,M,7.0,M,,*50\r\n$GPVTG,,T,,M,,N,,K,N*2C\r\n";
    private const string Second1 = "$GPRMC,000000.25,V,,,,,,,,,,N*7A\n";

    [Fact]
    public void Recording_Bursts_AreThoseOfTheTimesInIt()
    {
        var bursts = Parse("# a note\n$GPGSV,1,1,00*79\r\n" + Second0 + Second1).Bursts;
        Assert.Equal(2, bursts.Count);
        Assert.Equal(TimeSpan.Zero, bursts[0].After);
        Assert.Equal("$GPGSV,1,1,00*79\r\n" + Second0, Encoding.Latin1.GetString(bursts[0].Bytes.Span));
        Assert.Equal(TimeSpan.FromSeconds(0.75), bursts[1].After);
        Assert.Equal(Second1, Encoding.Latin1.GetString(bursts[1].Bytes.Span));
    }

    [Fact]
    public void Recording_WithAHole_IsNotWaitedFor() =>
        Assert.Equal(TimeSpan.FromSeconds(5), Parse("$GPZDA,080000,1,1,2026,,*00\n$GPZDA,093000,1,1,2026,,*00\n").Duration);

    [Fact]
    public void Recording_OutOfOrder_IsNotWaitedFor() =>
        Assert.Equal(TimeSpan.Zero, Parse("$GPZDA,080001,1,1,2026,,*00\n$GPZDA,080000,1,1,2026,,*00\n").Duration);

    [Fact]
    public void Recording_WithoutTimes_TakesTheTimeOfALineAt9600Baud()
    {
        var recording = Parse(string.Concat(Enumerable.Repeat("$GPGSV,1,1,00*79\r\n", 160)));
        Assert.Equal(3, recording.Duration.TotalSeconds, 1e-3);
        Assert.Equal(160, recording.Sentences);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n\r\n")]
    [InlineData("RIFF\u0001\u0002$\u00ff\n,,,,")]
    public void Recording_OfSomethingElse_HasNoSentences(string text) => Assert.Equal(0, Parse(text).Sentences);

    [Fact]
    public async Task Run_AsFastAsItGoes_PlaysEveryByteButTheNotes()
    {
        var binary = "\u00b5b\u0001\u0007\u0000\u00ff#\r\n";
        var (text, player) = await PlayAsync("# a note\n" + Second0 + binary + Second1 + "$GPGGA,half", new() { Rate = double.PositiveInfinity });
        Assert.Equal(Second0 + binary + Second1 + "$GPGGA,half", text);
        Assert.Equal(text.Length, player.BytesPlayed);
    }

    [Fact]
    public async Task Run_Looping_BeginsAgain()
    {
        using var line = PseudoTerminal.Open(TimeProvider.System);
        using var stop = new CancellationTokenSource();
        var run = new NmeaPlayer(line, Parse(Second0), new() { Rate = 50, Loop = true }, TimeProvider.System).RunAsync(stop.Token);
        using var port = new PortReader(line.Path);
        await Eventually.HoldsAsync("it played three times", () => port.Text.Length >= 3 * Second0.Length);
        await stop.CancelAsync();
        await run.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System);
    }

    [Fact]
    public async Task Run_LoopingAnEmptyRecordingAsFastAsItGoes_Rests()
    {
        using var line = PseudoTerminal.Open(TimeProvider.System);
        using var stop = new CancellationTokenSource();
        using var port = new PortReader(line.Path);
        var run = Task.Run(() => new NmeaPlayer(line, Parse(""), new() { Rate = double.PositiveInfinity, Loop = true }, TimeProvider.System).RunAsync(stop.Token));
        await stop.CancelAsync();
        await run.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System);
    }

    [Fact]
    public async Task Run_WithNobodyThere_WaitsAndCanBeStopped()
    {
        using var line = PseudoTerminal.Open(TimeProvider.System);
        using var stop = new CancellationTokenSource();
        var player = new NmeaPlayer(line, Parse(Second0), new(), TimeProvider.System);
        var run = player.RunAsync(stop.Token);
        Assert.Equal(0, player.BytesPlayed);
        await stop.CancelAsync();
        await run.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System);
    }

    private static NmeaRecording Parse(string text) => NmeaRecording.Parse(Encoding.Latin1.GetBytes(text));

    private static async Task<(string Text, NmeaPlayer Player)> PlayAsync(string text, NmeaPlayerOptions options)
    {
        using var line = PseudoTerminal.Open(TimeProvider.System);
        var player = new NmeaPlayer(line, Parse(text), options, TimeProvider.System);
        var run = player.RunAsync(TestContext.Current.CancellationToken);
        using var port = new PortReader(line.Path);
        await run.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System);
        await Eventually.HoldsAsync("all arrived", () => port.Text.Length >= player.BytesPlayed);
        return (port.Text, player);
    }
}
