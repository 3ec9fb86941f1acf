using EdgeGrid.Conformance.Drivers;
using EdgeGrid.Devices.Modbus;
using EdgeGrid.Simulation.Modbus;

namespace EdgeGrid.Devices.Tests.Modbus;

public class ModbusConformance : SampledDriverConformance
{
    public override DeviceKind Kind => ModbusTransmitter.Kind;

    protected override Quantity? TruthIsOf => Quantity.Methane;

    protected virtual Reach Reach => Reach.Serial;

    protected override IReadOnlyList<double> Truths => [0, 9.9, 25, 100];

    protected override double Tolerance(double truth) => 1e-9;

    protected override SampledDriverRig SetUp() => new Rig(new ModbusBench(Reach));

    private sealed class Rig : SampledDriverRig
    {
        private readonly ModbusBench _bench;

        public Rig(ModbusBench bench)
        {
            _bench = bench;
            SetTruth(0);
        }

        public override DeviceContext Context => _bench.Context;

        public override DeviceSettings Settings => _bench.Settings(ModbusTransmitter.Kind, ("quantity", "methane"), ("register", 2L), ("scale", 0.1));

        public override string Where => _bench.Where;

        public override void SetTruth(double value) => _bench.Unit.SetHolding(2, (ushort)Math.Round(value * 10));

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

public sealed class ModbusTcpConformance : ModbusConformance
{
    protected override Reach Reach => Reach.Tcp;
}

public sealed class ModbusRtuOverTcpConformance : ModbusConformance
{
    protected override Reach Reach => Reach.RtuOverTcp;
}
