using System.CommandLine;
using EdgeGrid.Devices;
using EdgeGrid.Devices.Buses;
using EdgeGrid.Devices.Scanning;

namespace EdgeGrid.Agent.Commands;

/// <summary><c>agent scan</c>: what is attached to this machine, and what it may be configured as.</summary>
internal static class ScanCommand
{
    public static Command Make()
    {
        var json = new Option<bool>("--json") { Description = "For programs: JSON." };
        var ask = new Option<bool>("--ask") { Description = "Also send to silent serial lines: a modem's AT, and a Modbus question to unit 1." };
        var bus = new Option<string[]>("--bus") { Description = "An I2C bus to look at, in place of all: i2c:1, or sim:PATH.", HelpName = "BUS" };
        var devices = new Option<string>("--devices") { Description = "Where the device nodes are.", HelpName = "DIR", DefaultValueFactory = _ => "/dev" };
        var command = new Command("scan", "Look at the I2C buses, serial ports, cameras and GPIO chips of this machine. Stop the agent first: two that speak on one line disturb each other.")
        {
            json, ask, bus, devices,
        };
        command.SetAction(async (parsed, stopping) =>
        {
            var nodes = new NodeScan(parsed.GetRequiredValue(devices), "/sys");
            var sections = await ScanAsync(nodes, parsed.GetValue(bus) is { Length: > 0 } buses ? buses : nodes.I2cBuses(), parsed.GetValue(ask), stopping);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                await output.WriteLineAsync(ScanReport.Json(sections));
            }
            else
            {
                ScanReport.Write(output, sections);
            }

            return AgentCommandLine.Done;
        });
        return command;
    }

    private static async Task<IReadOnlyList<ScanSection>> ScanAsync(NodeScan nodes, IReadOnlyList<string> buses, bool mayAsk, CancellationToken stopping)
    {
        // Lines are slow: all at once.
        var serial = new SerialScan(TimeProvider.System);
        var lines = await Task.WhenAll(nodes.SerialPorts().Select(path => serial.ScanAsync(path, mayAsk, stopping)));
        return
        [
            buses.Count == 0
                ? new("i2c", "I2C", [], "There is no I2C bus. On a Raspberry Pi: sudo raspi-config, Interface Options, I2C.", "")
                : new("i2c", "I2C", [.. buses.SelectMany(Bus)], "Nobody answers on any I2C bus.", I2cScan.MayBeMissed),
            new("serial", "Serial ports", lines, "There is no serial port: no USB receiver is plugged in, and no UART is enabled.", ""),
            new("cameras", "Cameras", nodes.Cameras(), "There is no camera at this machine. Network cameras are not looked for.", ""),
            new("gpio", "GPIO chips", nodes.GpioChips(), "There is no GPIO chip.", ""),
        ];
    }

    private static IEnumerable<Finding> Bus(string bus)
    {
        try
        {
            return I2cScan.Scan(new BoardHardware(), bus);
        }
        catch (DeviceException failure)
        {
            return [new Finding(bus, failure.Message, []) { Touched = false }];
        }
    }
}
