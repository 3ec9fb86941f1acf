using EdgeGrid.Conformance.Drivers;
using EdgeGrid.Devices.Switches;
using EdgeGrid.Devices.Tests.Rigs;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Simulation.Chips;

namespace EdgeGrid.Devices.Tests.Switches;

public class ContactConformance : BoardDriverConformance
{
    public override DeviceKind Kind => Contact.Kind;

    protected override IReadOnlyList<double> Truths => [0, 1, 0];

    protected override double Tolerance(double truth) => 0;

    // A level is one bit. That a single wrong one does not count is the debounce's, which is off here: ContactTests.
    public override Task Sample_WithOneBitFlipped_IsTheTruthOrAFault() => Task.CompletedTask;

    public override Task Open_WithOneBitFlipped_IsRefusedOrMeasuresTheTruth() => Task.CompletedTask;

    protected override (DeviceSettings Settings, string Where, Action<double> SetTruth) Equip(SimulatedBoard board, string bus)
    {
        var contact = new SimulatedContact(board.Gpio[17]);
        return (
            DriverSettings.For(Kind, ("chip", bus), ("pin", 17L), ("debounce", TimeSpan.Zero)),
            "Pin 17",
            value => contact.Active = value > 0.5);
    }
}

public sealed class ContactOverBusLinkConformance : ContactConformance
{
    protected override bool OverBusLink => true;
}
