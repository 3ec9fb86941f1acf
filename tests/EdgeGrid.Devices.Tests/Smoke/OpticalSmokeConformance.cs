using EdgeGrid.Conformance.Drivers;
using EdgeGrid.Devices.Smoke;
using EdgeGrid.Devices.Tests.Rigs;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Simulation.Chips;

namespace EdgeGrid.Devices.Tests.Smoke;

public class OpticalSmokeConformance : BoardDriverConformance
{
    public override DeviceKind Kind => OpticalSmoke.Kind;

    protected override IReadOnlyList<double> Truths => [0, 0.05, 0.15, 0.3, 0.5, 2];

    protected override double Tolerance(double truth) => 0.0005;

    protected override (DeviceSettings Settings, string Where, Action<double> SetTruth) Equip(SimulatedBoard board, string bus)
    {
        var sensor = new SimulatedSmokeSensor();
        board.I2c.Attach(0x49, new SimulatedAds1115()).Connect(0, () => sensor.Volts);
        return (
            DriverSettings.For(Kind, ("bus", bus), ("address", 0x49L), ("channel", 0L), ("warmUp", TimeSpan.Zero)),
            "0x49",
            value => sensor.DecibelsPerMetre = value);
    }
}

public sealed class OpticalSmokeOverBusLinkConformance : OpticalSmokeConformance
{
    protected override bool OverBusLink => true;
}

public sealed class SmokeBeamConformance : OpticalSmokeConformance
{
    protected override (DeviceSettings Settings, string Where, Action<double> SetTruth) Equip(SimulatedBoard board, string bus)
    {
        var sensor = new SimulatedSmokeBeam { CleanAirVolts = 3, PathMetres = 2 };
        board.I2c.Attach(0x4A, new SimulatedAds1115()).Connect(3, () => sensor.Volts);
        return (
            DriverSettings.For(Kind, ("bus", bus), ("address", 0x4AL), ("channel", 3L), ("warmUp", TimeSpan.Zero), ("method", "beam"), ("cleanAirVolts", 3.0), ("pathMetres", 2.0)),
            "0x4A",
            value => sensor.DecibelsPerMetre = value);
    }
}
