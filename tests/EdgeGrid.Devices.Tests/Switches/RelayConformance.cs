using EdgeGrid.Conformance.Drivers;
using EdgeGrid.Devices.Switches;
using EdgeGrid.Devices.Tests.Rigs;
using EdgeGrid.Simulation.Chips;

namespace EdgeGrid.Devices.Tests.Switches;

public class RelayConformance : OutputDriverConformance
{
    public override DeviceKind Kind => Relay.Kind;

    protected virtual bool OverBusLink => false;

    protected virtual bool ActiveHigh => true;

    protected override OutputDriverRig SetUp() => new Rig(new BoardSeat(OverBusLink), ActiveHigh);

    private sealed class Rig(BoardSeat seat, bool activeHigh) : OutputDriverRig
    {
        private readonly SimulatedRelay _relay = new(seat.Board.Gpio[22], activeHigh);

        public override DeviceContext Context => seat.Context;

        public override DeviceSettings Settings { get; } =
            DriverSettings.For(Relay.Kind, ("chip", seat.Bus), ("pin", 22L), ("active", activeHigh ? "high" : "low"));

        public override string Where => "Pin 22";

        public override int InUse => seat.InUse;

        public override bool IsOn => _relay.IsOn;

        public override void Silence() => seat.Silence();

        public override void Restore() => seat.Restore();

        public override ValueTask DisposeAsync() => seat.DisposeAsync();
    }
}

public sealed class LowActiveRelayConformance : RelayConformance
{
    protected override bool ActiveHigh => false;
}

public sealed class RelayOverBusLinkConformance : RelayConformance
{
    protected override bool OverBusLink => true;
}
