using EdgeGrid.Conformance.Drivers;
using EdgeGrid.Devices.Gas;
using EdgeGrid.Devices.Tests.Rigs;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Simulation.Chips;

namespace EdgeGrid.Devices.Tests.Gas;

public class Mq4Conformance : BoardDriverConformance
{
    public override DeviceKind Kind => Mq4.Kind;

    protected override IReadOnlyList<double> Truths => [1, 5, 10, 25, 50, 99];

    // One step of the converter is 0.19 mV; near 100 %LEL, where the curve is steepest, that is 0.05 %LEL.
    protected override double Tolerance(double truth) => 0.01 + 0.002 * truth;

    protected override (DeviceSettings Settings, string Where, Action<double> SetTruth) Equip(SimulatedBoard board, string bus)
    {
        var sensor = new SimulatedMq4();
        board.I2c.Attach(0x48, new SimulatedAds1115()).Connect(0, () => sensor.Volts);
        return (
            DriverSettings.For(Kind, ("bus", bus), ("channel", 0L), ("warmUp", TimeSpan.Zero)),
            "0x48",
            value => sensor.PercentLel = value);
    }
}

public sealed class Mq4OverBusLinkConformance : Mq4Conformance
{
    protected override bool OverBusLink => true;
}
