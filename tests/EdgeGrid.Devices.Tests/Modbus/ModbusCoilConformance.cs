using EdgeGrid.Conformance.Drivers;
using EdgeGrid.Devices.Modbus;

namespace EdgeGrid.Devices.Tests.Modbus;

public class ModbusCoilConformance : OutputDriverConformance
{
    public override DeviceKind Kind => ModbusCoil.Kind;

    protected virtual Reach Reach => Reach.Serial;

    protected override OutputDriverRig SetUp()
    {
        var bench = new ModbusBench(Reach);
        bench.Unit.SetCoil(3, on: false);
        return new Rig(bench);
    }

    private sealed class Rig(ModbusBench bench) : OutputDriverRig
    {
        public override DeviceContext Context => bench.Context;

        public override DeviceSettings Settings => bench.Settings(ModbusCoil.Kind, ("coil", 3L));

        public override string Where => bench.Where;

        public override bool IsOn => bench.Unit.IsOn(3);

        public override void Silence() => bench.Silence();

        public override void Restore() => bench.Restore();

        public override ValueTask DisposeAsync() => bench.DisposeAsync();
    }
}

public sealed class ModbusTcpCoilConformance : ModbusCoilConformance
{
    protected override Reach Reach => Reach.Tcp;
}
