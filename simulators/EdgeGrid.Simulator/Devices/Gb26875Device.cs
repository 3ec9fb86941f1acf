using System.CommandLine;
using System.Globalization;
using EdgeGrid.Simulation.Terminals;

namespace EdgeGrid.Simulator.Devices;

/// <summary><c>device gb26875</c>: a fire alarm transmission device that connects to an agent.</summary>
internal static class Gb26875Device
{
    private const int UsualPort = 26875;

    private static readonly Option<string> Host = ServerOptions.Host();

    private static readonly Option<int> Port = ServerOptions.Port(UsualPort);

    private static readonly Option<double> Every = ServerOptions.Every();

    private static readonly Option<TerminalFault?> Fault = ServerOptions.Fault();

    private static readonly Option<string> Address = new("--address") { Description = "its address, in hexadecimal", HelpName = "HEX", DefaultValueFactory = _ => "379" };

    private static readonly Option<bool> Fire = new("--fire") { Description = "its smoke detector smells smoke" };

    private static readonly Option<bool> Broken = new("--broken") { Description = "its smoke detector is out of order" };

    private static readonly Option<double> ClockOff = new("--clock-off") { Description = "its clock is so many minutes ahead until it is set", HelpName = "MINUTES" };

    public static Command Create()
    {
        var command = new Command("gb26875", "A fire alarm transmission device with a smoke detector at zone 10, point 2, that tells of it in GB 26875.3, to an agent's server")
        {
            Host, Port, Address, Every, Fire, Broken, ClockOff, Fault,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var address = parsed.GetValue(Address)!;
            if (!ulong.TryParse(address, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var source) || source >> 48 != 0)
            {
                await System.Console.Error.WriteLineAsync($"'{address}' is no address: write up to 12 hexadecimal digits.");
                return 2;
            }

            var options = new Gb26875TransmitterOptions
            {
                Host = parsed.GetValue(Host)!, Port = parsed.GetValue(Port), Address = source, Every = TimeSpan.FromSeconds(parsed.GetValue(Every)),
            };
            var device = new Gb26875Transmitter(options, TimeProvider.System)
            {
                Burns = parsed.GetValue(Fire),
                IsBroken = parsed.GetValue(Broken),
                ClockIsOff = TimeSpan.FromMinutes(parsed.GetValue(ClockOff)),
                Fault = parsed.GetValue(Fault) ?? TerminalFault.None,
            };
            return await SimulatedDevices.ServeAsync(
                $$"""{ "name": "fire-panels", "kind": "gb26875", "port": {{options.Port}}, "parts": [ { "part": "{{source:x}}" } ], "simulated": true }""",
                device.RunAsync,
                cancellationToken);
        });
        return command;
    }
}
