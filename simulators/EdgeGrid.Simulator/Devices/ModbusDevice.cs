using System.CommandLine;
using System.Globalization;
using EdgeGrid.Simulation.Modbus;
using EdgeGrid.Simulation.Serial;
using EdgeGrid.Simulator.Commands;

namespace EdgeGrid.Simulator.Devices;

/// <summary><c>device modbus</c>: a gas transmitter with a relay module, on a pty or over TCP.</summary>
internal static class ModbusDevice
{
    private const byte Address = 1;

    private static readonly Option<bool> Tcp = new("--tcp") { Description = "over TCP, on the loopback address, in place of a pty" };

    private static readonly Option<int> Port = CommonOptions.Port("--port", "TCP; 0: one that is free", usual: 0, least: 0);

    private static readonly Option<double> Methane = new("--methane") { Description = "%LEL", HelpName = "PERCENT", DefaultValueFactory = _ => 2.5 };

    private static readonly Option<double> CarbonMonoxide = new("--carbon-monoxide") { Description = "ppm", HelpName = "PPM", DefaultValueFactory = _ => 3 };

    private static readonly Option<double> Oxygen = new("--oxygen") { Description = "%vol", HelpName = "PERCENT", DefaultValueFactory = _ => 20.9 };

    private static readonly Option<ModbusFault?> Fault = CommonOptions.Fault<ModbusFault>("what happens to its answers");

    public static Command Create()
    {
        var command = new Command(
            "modbus",
            "A gas transmitter, unit 1: holding registers 0 methane (0.1 %LEL), 1 carbon monoxide (ppm), 2 oxygen (0.1 %vol), 4 and 5 temperature (f32, °C); coils 0 to 3. Modbus RTU on a pty")
        {
            Tcp, Port, Methane, CarbonMonoxide, Oxygen, Fault,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var units = new SimulatedModbus(TimeProvider.System) { Fault = parsed.GetValue(Fault) ?? ModbusFault.None };
            units.Add(Transmitter(parsed.GetValue(Methane), parsed.GetValue(CarbonMonoxide), parsed.GetValue(Oxygen)));
            if (parsed.GetValue(Tcp) || parsed.GetValue(Port) != 0)
            {
                await using var server = ModbusTcpServer.Start(units, parsed.GetValue(Port));
                var where = string.Create(CultureInfo.InvariantCulture, $"tcp:127.0.0.1:{server.Port}");
                return await SimulatedDevices.ServeAsync(Configuration(where), cancelled => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancelled), cancellationToken);
            }

            using var line = PseudoTerminal.Open(TimeProvider.System);
            return await SimulatedDevices.ServeAsync(Configuration(line.Path), new ModbusSerialLine(line, units).RunAsync, cancellationToken);
        });
        return command;
    }

    private static string Configuration(string line) =>
        $$"""{ "name": "gas", "kind": "modbus", "line": "{{line}}", "unit": {{Address}}, "register": 0, "scale": 0.1, "quantity": "methane", "simulated": true }""";

    private static SimulatedModbusUnit Transmitter(double methane, double carbonMonoxide, double oxygen)
    {
        var unit = new SimulatedModbusUnit(Address);
        var temperature = BitConverter.SingleToUInt32Bits(21.5f);
        unit.SetHolding(0, (ushort)Math.Round(methane * 10), (ushort)Math.Round(carbonMonoxide), (ushort)Math.Round(oxygen * 10));
        unit.SetHolding(4, (ushort)(temperature >> 16), (ushort)temperature);
        for (var coil = 0; coil < 4; coil++)
        {
            unit.SetCoil(coil, on: false);
        }

        return unit;
    }
}
