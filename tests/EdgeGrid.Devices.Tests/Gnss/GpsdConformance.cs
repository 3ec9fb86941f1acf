using EdgeGrid.Conformance.Drivers;
using EdgeGrid.Devices.Gnss;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Simulation.Gnss;

namespace EdgeGrid.Devices.Tests.Gnss;

public sealed class GpsdConformance : ListeningDriverConformance
{
    public override DeviceKind Kind => GpsdClient.Kind;

    protected override ValueTask<ListeningDriverRig> StartAsync() => ValueTask.FromResult<ListeningDriverRig>(new GpsdRig());
}

internal sealed class GpsdRig : ListeningDriverRig
{
    public SimulatedGpsd Gpsd { get; } = SimulatedGpsd.Start(new() { Path = [TrackerRig.Home], Every = TimeSpan.FromMilliseconds(100) }, TimeProvider.System);

    public override DeviceContext Context { get; } = new(new SimulatedHardware(), TimeProvider.System);

    public override DeviceSettings Settings => DriverSettings.For(GpsdClient.Kind, ("port", (long)Gpsd.Port), ("patience", TimeSpan.FromSeconds(1)));

    public override string Where => $"127.0.0.1:{Gpsd.Port}";

    public override void Silence() => Gpsd.Stop();

    public override void Restore() => Gpsd.Restart();

    public override bool IsTrue(Measurement measurement) => measurement.Detail is GnssFix { Satellites: > 0 } fix
        && new GeoPosition(fix.Latitude, fix.Longitude).DistanceTo(TrackerRig.Home) < 1;

    public override void Break() => Gpsd.Disconnect();

    public override ValueTask DisposeAsync() => Gpsd.DisposeAsync();
}
