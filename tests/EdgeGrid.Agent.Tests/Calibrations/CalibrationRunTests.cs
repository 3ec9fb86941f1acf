using EdgeGrid.Agent.Calibrations;
using EdgeGrid.Agent.Tests.Configuration;
using EdgeGrid.Devices;
using Microsoft.Extensions.Time.Testing;

namespace EdgeGrid.Agent.Tests.Calibrations;

public sealed class CalibrationRunTests
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 26, 9, 0, 0, TimeSpan.Zero));
    private readonly List<string> _told = [];

    [Fact]
    public async Task Run_OfASteadySensor_IsItsMedianWithWhatItDependsOn()
    {
        var outcome = await RunAsync(look => new CalibrationSample(look % 2 == 0 ? 8_000 : 8_100));
        Assert.Equal("", outcome.Why);
        Assert.InRange(outcome.Result!.Value, 8_000, 8_100);
        Assert.Equal("mq4", outcome.Result.Kind);
        Assert.Equal("r0Ohms", outcome.Result.Option);
        Assert.InRange(outcome.Result.Samples, 118, 122);
        Assert.InRange(outcome.Result.SpreadPercent, 1.2, 1.3);
        Assert.Equal(_time.GetUtcNow(), outcome.Result.At);
        Assert.Equal(["address", "bus", "channel", "converter", "loadOhms", "supplyVolts"], outcome.Result.With.Keys.Order());
        Assert.Contains(_told, line => line.Contains("spread 1.2 %", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_OfASensorThatJumps_IsRefused() =>
        Assert.Contains("% apart", (await RunAsync(look => new CalibrationSample(look % 7 == 0 ? 8_800 : 8_000))).Why, StringComparison.Ordinal);

    [Fact]
    public async Task Run_OfASensorThatDrifts_IsRefused() =>
        Assert.Contains("still drifts", (await RunAsync(look => new CalibrationSample(8_000 + 3 * look))).Why, StringComparison.Ordinal);

    [Theory]
    [InlineData(50)]
    [InlineData(5_000_000)]
    public async Task Run_OfWhatCannotBe_IsRefused(double ohms) =>
        Assert.Contains("cannot be", (await RunAsync(_ => new CalibrationSample(ohms))).Why, StringComparison.Ordinal);

    [Fact]
    public async Task Run_OfASensorThatBreaks_IsRefusedWithItsFault() =>
        Assert.Contains("open-circuit", (await RunAsync(look => look < 60 ? new CalibrationSample(8_000) : new CalibrationSample(0, DeviceFault.OpenCircuit))).Why, StringComparison.Ordinal);

    [Fact]
    public async Task Run_OfASensorThatWarmsUp_WaitsForIt()
    {
        var outcome = await RunAsync(look => look < 700 ? new CalibrationSample(0, DeviceFault.WarmingUp) : new CalibrationSample(8_000));
        Assert.Equal(8_000, outcome.Result!.Value);
        Assert.Contains(_told, line => line.StartsWith("warming up", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_OfASensorThatWarmsUpForEver_IsRefused() =>
        Assert.Contains("still warms up", (await RunAsync(_ => new CalibrationSample(0, DeviceFault.WarmingUp))).Why, StringComparison.Ordinal);

    [Fact]
    public async Task Run_OfASensorThatLooksSeldom_SaysThatItTakesLonger() =>
        Assert.Contains("Only 2 samples", (await RunAsync(look => new CalibrationSample(8_000) { IsNew = look % 100 == 0 })).Why, StringComparison.Ordinal);

    private async Task<CalibrationOutcome> RunAsync(Func<int, CalibrationSample> calibrate)
    {
        var device = new Scripted(calibrate);
        var options = ConfigurationText.Valid(ConfigurationText.Of()).Devices[0];
        var run = new CalibrationRun(options, _time).RunAsync(device, Length, _told.Add, TestContext.Current.CancellationToken);
        while (!run.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(250));
            await Task.Yield();
        }

        return await run;
    }

    private sealed class Scripted(Func<int, CalibrationSample> calibrate) : ICalibratedDevice
    {
        private int _looks;

        public ValueTask<DeviceIdentity> OpenAsync(CancellationToken cancellationToken) => ValueTask.FromResult(new DeviceIdentity("scripted"));

        public IReadOnlyList<Measurement> Sample() => [];

        public CalibrationSample Calibrate() => calibrate(_looks++);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
