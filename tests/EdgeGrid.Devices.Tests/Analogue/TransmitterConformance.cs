using EdgeGrid.Conformance.Drivers;
using EdgeGrid.Devices.Analogue;
using EdgeGrid.Devices.Tests.Rigs;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Simulation.Chips;

namespace EdgeGrid.Devices.Tests.Analogue;

public class TransmitterConformance : BoardDriverConformance
{
    public override DeviceKind Kind => Transmitter.Kind;

    protected override IReadOnlyList<double> Truths => [-0.5, 0, 10, 25, 50, 100, 102];

    protected override double Tolerance(double truth) => 0.02;

    protected override Quantity? TruthIsOf => Quantity.HydrogenSulfide;

    /// <summary>Null for a voltage.</summary>
    protected virtual double? ShuntOhms => 150;

    protected override (DeviceSettings Settings, string Where, Action<double> SetTruth) Equip(SimulatedBoard board, string bus)
    {
        var transmitter = new SimulatedTransmitter { ShuntOhms = ShuntOhms };
        board.I2c.Attach(0x48, new SimulatedAds1115()).Connect(2, () => transmitter.Volts);
        return (Settings(bus, ("signal", ShuntOhms is null ? "0-5V" : "4-20mA")), "0x48", value => transmitter.Value = value);
    }

    protected static DeviceSettings Settings(string bus, params (string Option, object Value)[] others) => DriverSettings.For(
        Transmitter.Kind, [("bus", bus), ("channel", 2L), ("quantity", "hydrogen-sulfide"), ("high", 100.0), .. others]);

    [Theory]
    [InlineData("high", "low", 100.0)]
    [InlineData(null, "low", 200.0)]
    [InlineData("shuntOhms", "shuntOhms", 293.0)]
    [InlineData(null, "shuntOhms", 292.0)]
    [InlineData("shuntOhms", "fullScaleVolts", 2.048)]
    [InlineData("signal", "fullScaleVolts", 4.096, "0-5V")]
    [InlineData(null, "fullScaleVolts", 6.144, "0-5V")]
    [InlineData("shuntOhms", "referenceVolts", 3.1, "4-20mA", "mcp3008")]
    [InlineData(null, "referenceVolts", 3.3, "4-20mA", "mcp3008")]
    [InlineData("signal", "referenceVolts", 3.3, "0-5V", "mcp3008")]
    public void Scale_ThatCannotBeMeasured_IsObjectedTo(string? misfit, string option, double value, string signal = "4-20mA", string converter = "ads1115") =>
        Assert.Equal(misfit, DriverSettings.Misfit(
            Kind, ("bus", "sim:board"), ("channel", 2L), ("quantity", "hydrogen-sulfide"), ("high", 100.0), ("converter", converter), ("signal", signal), (option, value))?.Option);

    // NAMUR NE 43: signals are 3.8 to 20.5 mA, failures at most 3.6 and at least 21 mA.
    [Theory]
    [InlineData(0, DeviceFault.OpenCircuit)]
    [InlineData(3.59, DeviceFault.OpenCircuit)]
    [InlineData(3.7, DeviceFault.None)]
    [InlineData(20.9, DeviceFault.None)]
    [InlineData(21.01, DeviceFault.Saturated)]
    [InlineData(24, DeviceFault.Saturated)]
    public async Task Sample_OfALoop_IsAFaultBeyondNe43(double milliamperes, DeviceFault fault)
    {
        var measurement = await SampleAsync(() => milliamperes * 0.15);
        Assert.Equal(fault, measurement.Fault);
        Assert.Equal(fault == DeviceFault.None ? (milliamperes - 4) / 16 * 100 : 0, measurement.Value, 0.05);
    }

    [Theory]
    [InlineData(5.2, DeviceFault.None)]
    [InlineData(5.26, DeviceFault.Saturated)]
    public async Task Sample_OfAVoltage_IsSaturatedBeyondItsEnd(double volts, DeviceFault fault) =>
        Assert.Equal(fault, (await SampleAsync(() => volts, ("signal", "0-5V"))).Fault);

    [Fact]
    public async Task Sample_ALittleBeyondWhatCanBe_IsTheEnd() =>
        Assert.Equal(new Measurement(Quantity.Humidity, 100), await SampleAsync(() => 20.4 * 0.15, ("quantity", "humidity")));

    [Fact]
    public async Task Sample_WithAScaleThatFalls_FollowsIt() =>
        Assert.Equal(-20, (await SampleAsync(() => 8 * 0.15, ("quantity", "temperature"), ("low", -10.0), ("high", -50.0))).Value, 0.05);

    private async Task<Measurement> SampleAsync(Func<double> volts, params (string Option, object Value)[] others)
    {
        await using var seat = new BoardSeat(overBusLink: false);
        seat.Board.I2c.Attach(0x48, new SimulatedAds1115()).Connect(2, volts);
        await using var device = (ISampledDevice)Kind.Create(Settings(seat.Bus, others), seat.Context);
        await device.OpenAsync(TestContext.Current.CancellationToken);
        return Assert.Single(device.Sample());
    }
}

public sealed class VoltageTransmitterConformance : TransmitterConformance
{
    protected override double? ShuntOhms => null;

    protected override IReadOnlyList<double> Truths => [0, 10, 25, 50, 100, 102];
}
