using EdgeGrid.Conformance.Drivers;
using EdgeGrid.Devices.Gas;
using EdgeGrid.Devices.Tests.Rigs;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Simulation.Chips;

namespace EdgeGrid.Devices.Tests.Gas;

public sealed class Mq2Conformance : BoardDriverConformance
{
    public override DeviceKind Kind => Mq2.Kind;

    protected override IReadOnlyList<double> Truths => [0.1, 5, 10, 25, 50, 99];

    // One step of the converter is 0.19 mV.
    protected override double Tolerance(double truth) => 0.01 + 0.002 * truth;

    protected override (DeviceSettings Settings, string Where, Action<double> SetTruth) Equip(SimulatedBoard board, string bus)
    {
        var sensor = new SimulatedMq2();
        board.I2c.Attach(0x4B, new SimulatedAds1115()).Connect(3, () => sensor.Volts);
        return (
            DriverSettings.For(Kind, ("bus", bus), ("address", 0x4BL), ("channel", 3L), ("warmUp", TimeSpan.Zero)),
            "0x4B",
            value => sensor.PercentLel = value);
    }

    // ppm = a · (Rs / R0)^b at Rs = R0 is a; of the lower explosive limit in ppm: LPG 18,000, propane 21,000, hydrogen 40,000.
    [Theory]
    [InlineData("lpg", 574.25 / 180)]
    [InlineData("propane", 658.71 / 210)]
    [InlineData("hydrogen", 987.99 / 400)]
    public async Task Sample_WithRsAtR0_IsTheDiagramsPointForTheGas(string gas, double percentLel)
    {
        await using var seat = new BoardSeat(overBusLink: false);
        seat.Board.I2c.Attach(0x48, new SimulatedAds1115()).Connect(0, () => 5 * 5_000.0 / (5_000 + 10_000));
        await using var device = (ISampledDevice)Kind.Create(
            DriverSettings.For(Kind, ("bus", seat.Bus), ("channel", 0L), ("warmUp", TimeSpan.Zero), ("gas", gas)), seat.Context);
        await device.OpenAsync(TestContext.Current.CancellationToken);
        Assert.Equal(percentLel, Assert.Single(device.Sample()).Value, percentLel * 0.002);
    }
}
