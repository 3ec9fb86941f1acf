using EdgeGrid.Conformance.Drivers;
using EdgeGrid.Devices.Smoke;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Simulation.Chips;

namespace EdgeGrid.Devices.Tests.Smoke;

public sealed class OpticalSmokeTests
{
    // 0.05, 0.15, 0.3 and 0.5 dB/m take 1.14, 3.39, 6.67 and 10.87 percent of the light on each metre.
    [Theory]
    [InlineData(0.05, 1.14)]
    [InlineData(0.15, 3.39)]
    [InlineData(0.3, 6.67)]
    [InlineData(0.5, 10.87)]
    public async Task Beam_WithLightLost_IsItsObscuration(double decibelsPerMetre, double percentPerMetre) =>
        Assert.Equal(new Measurement(Quantity.Smoke, decibelsPerMetre), await SampleAsync("beam", 3, 3 * (1 - percentPerMetre / 100)), new WithinAHundredth());

    [Theory]
    [InlineData("beam", 3, 0.02, DeviceFault.OpenCircuit)]
    [InlineData("beam", 3, 3.7, DeviceFault.OutOfRange)]
    [InlineData("scatter", 0.6, 0.0, DeviceFault.OpenCircuit)]
    [InlineData("scatter", 0.6, 0.29, DeviceFault.OpenCircuit)]
    [InlineData("scatter", 0.6, 3.25, DeviceFault.Saturated)]
    public async Task Sample_OfAnImpossibleVoltage_IsAFault(string method, double cleanAirVolts, double volts, DeviceFault fault) =>
        Assert.Equal(Measurement.Failed(Quantity.Smoke, fault), await SampleAsync(method, cleanAirVolts, volts));

    [Fact]
    public async Task Scatter_OfALittleLessThanCleanAir_IsALittleBelowZero()
    {
        var measurement = await SampleAsync("scatter", 0.6, 0.58);
        Assert.Equal(DeviceFault.None, measurement.Fault);
        Assert.Equal(-0.02, measurement.Value, 0.001);
    }

    private static async Task<Measurement> SampleAsync(string method, double cleanAirVolts, double volts)
    {
        var board = new SimulatedBoard();
        board.I2c.Attach(0x49, new SimulatedAds1115()).Connect(0, () => volts);
        var settings = DriverSettings.For(
            OpticalSmoke.Kind,
            ("bus", "i2c:1"), ("address", 0x49L), ("channel", 0L), ("warmUp", TimeSpan.Zero), ("method", method), ("cleanAirVolts", cleanAirVolts));
        await using var device = (ISampledDevice)OpticalSmoke.Kind.Create(settings, new DeviceContext(new SimulatedHardware(board, "i2c:1"), TimeProvider.System));
        await device.OpenAsync(TestContext.Current.CancellationToken);
        return Assert.Single(device.Sample());
    }

    private sealed class WithinAHundredth : IEqualityComparer<Measurement>
    {
        public bool Equals(Measurement x, Measurement y) =>
            x.Quantity == y.Quantity && x.Fault == y.Fault && Math.Abs(x.Value - y.Value) <= 0.01 * Math.Abs(x.Value);

        public int GetHashCode(Measurement obj) => obj.Quantity.GetHashCode();
    }
}
