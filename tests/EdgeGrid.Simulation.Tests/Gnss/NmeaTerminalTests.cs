using EdgeGrid.Devices;
using EdgeGrid.Devices.Gnss;
using EdgeGrid.Simulation.Gnss;
using EdgeGrid.Simulation.Serial;
using EdgeGrid.Simulation.Tests.Serial;
using EdgeGrid.Testing;
using Microsoft.Extensions.Time.Testing;

namespace EdgeGrid.Simulation.Tests.Gnss;

public sealed class NmeaTerminalTests
{
    private static readonly GeoPosition Home = new(34.2440, 117.1940);

    [Fact]
    public async Task Run_EverySecond_TellsWhereTheBearerIs()
    {
        using var rig = new Rig(new() { Path = [Home, Home.Offset(100, 0)], SpeedMetresPerSecond = 2, NoiseMetres = 0 });
        var fixes = await rig.HearAsync(4);

        Assert.All(fixes.Zip(fixes.Skip(1)), pair => Assert.Equal(2, Position(pair.First).DistanceTo(Position(pair.Second)), 0.3));
        Assert.Equal(2, fixes[^1].SpeedMetresPerSecond!.Value, 0.05);
        Assert.Equal(0, fixes[^1].HeadingDegrees!.Value, 0.5);
        Assert.Equal(9, fixes[^1].Satellites);
        Assert.Equal(0.9, fixes[^1].Hdop);
        Assert.Equal(rig.Time.Start.AddSeconds(1), fixes[1].At);
        Assert.Equal(0, rig.Decoder.Skipped(NmeaSkip.BadChecksum));
    }

    [Fact]
    public async Task GoTo_OutsideTheGrid_GoesThereAndStays()
    {
        using var rig = new Rig(new() { Path = [Home, Home.Offset(20, 0)], NoiseMetres = 0 });
        var outside = Home.Offset(0, 40);
        rig.Terminal.GoTo(outside, metresPerSecond: 15);
        var fixes = await rig.HearAsync(6);

        Assert.True(Position(fixes[^1]).DistanceTo(outside) < 0.5);
        Assert.Equal(0, fixes[^1].SpeedMetresPerSecond);
        rig.Terminal.ReturnToPath();
        fixes = await rig.HearAsync(12);
        Assert.True(Position(fixes[^1]).DistanceTo(outside) > 2);
    }

    [Fact]
    public async Task Sos_PressedAndReleased_IsToldAtOnceAndWithEveryFixBetween()
    {
        using var rig = new Rig(new() { Path = [Home], NoiseMetres = 0 });
        await rig.HearAsync(1);
        rig.Terminal.PressSos();
        await rig.HearAsync(3);
        rig.Terminal.ReleaseSos();
        await rig.HearAsync(5);

        var buttons = rig.Told.Where(m => m.Quantity == Quantity.Sos).Select(m => m.Value).ToList();
        Assert.Equal([1, 1, 1], buttons[..3]);
        Assert.Equal(0, buttons[^1]);
        Assert.Equal(1, buttons.Count(value => value == 0));
    }

    [Fact]
    public async Task Run_WithoutSky_TellsNoFix()
    {
        using var rig = new Rig(new() { Path = [Home] });
        rig.Terminal.HasSky = false;
        await rig.StepUntilAsync("no fix is told", () => rig.Told.Any(m => m.Fault == DeviceFault.NoFix));
    }

    [Fact]
    public void Rmc_OfAWalker_IsAsTheStandardLaysItOut()
    {
        var at = new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);
        Assert.Equal("$GNRMC,080000.000,A,3414.6400,N,11711.6400,E,2.72,90.0,231126,,,A*76\r\n", NmeaSentence.Rmc(at, Home, 1.4, 90));
    }

    [Theory]
    [InlineData(34.999999999, "3500.0000,N")]
    [InlineData(-0.5, "0030.0000,S")]
    public void Angles_AtTheirEdges_NeverShowSixtyMinutes(double latitude, string expected) =>
        Assert.Contains(expected, NmeaSentence.Rmc(default, new GeoPosition(latitude, 0), 0, 0), StringComparison.Ordinal);

    private static GeoPosition Position(GnssFix fix) => new(fix.Latitude, fix.Longitude);

    /// <summary>A terminal on a real pty, and a decoder at the other end, on a clock that the test moves.</summary>
    private sealed class Rig : IDisposable
    {
        private readonly PseudoTerminal _line = PseudoTerminal.Open(TimeProvider.System);
        private readonly CancellationTokenSource _stop = new();
        private readonly List<Measurement> _told = [];
        private readonly PortReader _port;
        private readonly Task _run;
        private int _decoded;

        public Rig(NmeaTerminalOptions options)
        {
            _port = new PortReader(_line.Path);
            Terminal = new NmeaTerminal(_line, options, Time);
            _run = Terminal.RunAsync(_stop.Token);
        }

        public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 23, 23, 59, 58, TimeSpan.Zero));

        public NmeaTerminal Terminal { get; }

        public NmeaDecoder Decoder { get; } = new();

        public IReadOnlyList<Measurement> Told
        {
            get
            {
                var text = _port.Text;
                Decoder.Decode(System.Text.Encoding.Latin1.GetBytes(text[_decoded..]), _told);
                _decoded = text.Length;
                return _told;
            }
        }

        private List<GnssFix> Fixes => [.. Told.Where(m => m.Quantity == Quantity.Position).Select(m => m.Detail).OfType<GnssFix>()];

        public async Task<IReadOnlyList<GnssFix>> HearAsync(int fixes)
        {
            await StepUntilAsync($"{fixes} fixes", () => Fixes.Count >= fixes);
            return Fixes;
        }

        /// <summary>Second by second, each only when the terminal has spoken in the one before.</summary>
        public async Task StepUntilAsync(string what, Func<bool> condition)
        {
            for (var seconds = 0; !condition(); seconds++)
            {
                Assert.True(seconds < 30, $"Not within 30 s of the terminal's: {what}.");
                var before = _port.Text.Length;
                Time.Advance(TimeSpan.FromSeconds(1));
                await Eventually.HoldsAsync("the terminal speaks", () => _port.Text.Length > before);
            }
        }

        public void Dispose()
        {
            _stop.Cancel();
            Assert.True(!_run.IsFaulted, "The terminal failed.");
            _stop.Dispose();
            _port.Dispose();
            _line.Dispose();
        }
    }
}
