using EdgeGrid.Conformance.Drivers;
using EdgeGrid.Devices.Gnss;

namespace EdgeGrid.Devices.Tests.Gnss;

public sealed class NmeaReceiverConformance : ListeningDriverConformance
{
    public override DeviceKind Kind => NmeaReceiver.Kind;

    protected override ValueTask<ListeningDriverRig> StartAsync() => ValueTask.FromResult<ListeningDriverRig>(new TrackerRig());
}
