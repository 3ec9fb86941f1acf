using EdgeGrid.Conformance.Drivers;
using EdgeGrid.Devices.Gas;
using EdgeGrid.Devices.Tests.Rigs;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Simulation.Chips;

namespace EdgeGrid.Devices.Tests.Gas;

public class Mq7Conformance : BoardDriverConformance
{
    public override DeviceKind Kind => Mq7.Kind;

    protected override IReadOnlyList<double> Truths => [1, 30, 50, 100, 300, 1000, 1900];

    // The curve is steepest at its end: one step of the converter, 0.19 mV, is 0.7 ppm there.
    protected override double Tolerance(double truth) => 0.1 + 0.002 * truth;

    protected override (DeviceSettings Settings, string Where, Action<double> SetTruth) Equip(SimulatedBoard board, string bus)
    {
        var sensor = new SimulatedMq7();
        board.I2c.Attach(0x49, new SimulatedAds1115()).Connect(1, () => sensor.Volts);
        return (
            DriverSettings.For(Kind, ("bus", bus), ("address", 0x49L), ("channel", 1L), ("warmUp", TimeSpan.Zero)),
            "0x49",
            value => sensor.CarbonMonoxidePpm = value);
    }
}

public sealed class Mq7OverBusLinkConformance : Mq7Conformance
{
    protected override bool OverBusLink => true;
}
