using EdgeGrid.Conformance.Drivers;
using EdgeGrid.Devices.Modbus;
using EdgeGrid.Simulation.Modbus;

namespace EdgeGrid.Devices.Tests.Modbus;

public class ModbusCoilConformance : OutputDriverConformance
{
    public override DeviceKind Kind => ModbusCoil.Kind;

    protected virtual Reach Reach => Reach.Serial;

    protected override OutputDriverRig SetUp() => new Rig(new ModbusBench(Reach));

    private sealed class Rig : OutputDriverRig
    {
        private readonly ModbusBench _bench;

        public Rig(ModbusBench bench)
        {
            _bench = bench;
            _bench.Unit.SetCoil(3, on: false);
        }

        public override DeviceContext Context => _bench.Context;

        public override DeviceSettings Settings => _bench.Settings(ModbusCoil.Kind, ("coil", 3L));

        public override string Where => _bench.Where;

        public override bool IsOn => _bench.Unit.IsOn(3);

        public override void Silence()
        {
            _bench.Units.Fault = ModbusFault.Silence;
            _bench.Server?.Stop();
        }

        public override void Restore()
        {
            _bench.Units.Fault = ModbusFault.None;
            _bench.Server?.Restart();
        }

        public override ValueTask DisposeAsync() => _bench.DisposeAsync();
    }
}

public sealed class ModbusTcpCoilConformance : ModbusCoilConformance
{
    protected override Reach Reach => Reach.Tcp;
}
