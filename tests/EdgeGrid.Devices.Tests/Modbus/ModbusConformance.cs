using EdgeGrid.Conformance.Drivers;
using EdgeGrid.Devices.Modbus;

namespace EdgeGrid.Devices.Tests.Modbus;

public class ModbusConformance : SampledDriverConformance
{
    public override DeviceKind Kind => ModbusTransmitter.Kind;

    protected override Quantity? TruthIsOf => Quantity.Methane;

    protected virtual Reach Reach => Reach.Serial;

    protected override IReadOnlyList<double> Truths => [0, 9.9, 25, 100];

    protected override double Tolerance(double truth) => 1e-9;

    protected override SampledDriverRig SetUp()
    {
        var rig = new Rig(new ModbusBench(Reach));
        rig.SetTruth(0);
        return rig;
    }

    private sealed class Rig(ModbusBench bench) : SampledDriverRig
    {
        public override DeviceContext Context => bench.Context;

        public override DeviceSettings Settings => bench.Settings(ModbusTransmitter.Kind, ("quantity", "methane"), ("register", 2L), ("scale", 0.1));

        public override string Where => bench.Where;

        public override void SetTruth(double value) => bench.Unit.SetHolding(2, (ushort)Math.Round(value * 10));

        public override void Silence() => bench.Silence();

        public override void Restore() => bench.Restore();

        public override ValueTask DisposeAsync() => bench.DisposeAsync();
    }
}

public sealed class ModbusTcpConformance : ModbusConformance
{
    protected override Reach Reach => Reach.Tcp;
}

public sealed class ModbusRtuOverTcpConformance : ModbusConformance
{
    protected override Reach Reach => Reach.RtuOverTcp;
}
