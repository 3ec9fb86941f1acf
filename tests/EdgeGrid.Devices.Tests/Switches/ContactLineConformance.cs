using EdgeGrid.Conformance.Drivers;
using EdgeGrid.Devices.Switches;
using EdgeGrid.Devices.Tests.Rigs;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Simulation.Chips;

namespace EdgeGrid.Devices.Tests.Switches;

public class ContactLineConformance : BoardDriverConformance
{
    public override DeviceKind Kind => ContactLine.Kind;

    protected override IReadOnlyList<double> Truths => [0, 1, 0];

    protected override double Tolerance(double truth) => 0;

    protected override (DeviceSettings Settings, string Where, Action<double> SetTruth) Equip(SimulatedBoard board, string bus)
    {
        var line = new SimulatedContactLine();
        board.I2c.Attach(0x48, new SimulatedAds1115()).Connect(1, () => line.Volts);
        return (
            DriverSettings.For(Kind, ("bus", bus), ("channel", 1L), ("restOhms", 10_000.0), ("activeOhms", 3_200.0), ("debounce", TimeSpan.Zero)),
            "0x48",
            value => line.Active = value > 0.5);
    }
}
