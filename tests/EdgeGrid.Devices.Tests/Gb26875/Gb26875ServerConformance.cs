using EdgeGrid.Conformance.Drivers;
using EdgeGrid.Devices.Gb26875;
using EdgeGrid.Devices.Tests.Listeners;
using EdgeGrid.Simulation.Terminals;

namespace EdgeGrid.Devices.Tests.Gb26875;

public sealed class Gb26875ServerConformance : ServerConformance
{
    public override DeviceKind Kind => Gb26875Server.Kind;

    protected override ValueTask<ListeningDriverRig> StartAsync() => ValueTask.FromResult<ListeningDriverRig>(new Rig());

    private sealed class Rig() : ServerRig(RunTerminalAsync)
    {
        public override DeviceSettings Settings => DriverSettings.ForParts(Gb26875Server.Kind, ["0379"], ("port", (long)Port));

        public override bool IsTrue(Measurement measurement) =>
            measurement is { Part: "379.1.1.10-2", Quantity: Quantity.Fire, Value: 1, Detail: Remark remark } && remark.Text.StartsWith("和平路", StringComparison.Ordinal);

        private static Task RunTerminalAsync(int port, CancellationToken cancellationToken) =>
            new Gb26875Transmitter(new Gb26875TransmitterOptions { Port = port, Every = TimeSpan.FromMilliseconds(100) }, TimeProvider.System) { Burns = true }.RunAsync(cancellationToken);
    }
}
