using EdgeGrid.Conformance.Drivers;
using EdgeGrid.Devices.Jt808;
using EdgeGrid.Devices.Tests.Listeners;
using EdgeGrid.Simulation.Gnss;
using EdgeGrid.Simulation.Terminals;

namespace EdgeGrid.Devices.Tests.Jt808;

public sealed class Jt808ServerConformance : ServerConformance
{
    public override DeviceKind Kind => Jt808Server.Kind;

    protected override ValueTask<ListeningDriverRig> StartAsync() => ValueTask.FromResult<ListeningDriverRig>(new Rig());

    private sealed class Rig() : ServerRig(RunTerminalAsync)
    {
        private static readonly GeoPosition Home = new(34.2440, 117.1940);

        public override DeviceSettings Settings => DriverSettings.ForParts(Jt808Server.Kind, ["013800138000"], ("port", (long)Port));

        public override bool IsTrue(Measurement measurement) =>
            measurement is { Part: "013800138000", Detail: GnssFix fix } && new GeoPosition(fix.Latitude, fix.Longitude).DistanceTo(Home) < 1;

        private static Task RunTerminalAsync(int port, CancellationToken cancellationToken) =>
            new Jt808Tracker(new Jt808TrackerOptions { Port = port, Path = [Home], Every = TimeSpan.FromMilliseconds(100) }, TimeProvider.System).RunAsync(cancellationToken);
    }
}
