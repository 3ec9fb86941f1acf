using System.CommandLine;
using EdgeGrid.Simulation.Terminals;

namespace EdgeGrid.Simulator.Devices;

/// <summary><c>device jt808</c>: a positioning terminal that connects to an agent.</summary>
internal static class Jt808Device
{
    private const int UsualPort = 6808;

    private static readonly Option<string> Host = ServerOptions.Host();

    private static readonly Option<int> Port = ServerOptions.Port(UsualPort);

    private static readonly Option<double> Every = ServerOptions.Every();

    private static readonly Option<TerminalFault?> Fault = ServerOptions.Fault();

    private static readonly Option<string> Phone = new("--phone") { Description = "its phone number", HelpName = "DIGITS", DefaultValueFactory = _ => "013800138000" };

    private static readonly Option<int> Edition = new("--edition") { Description = "of the standard", HelpName = "YEAR", DefaultValueFactory = _ => 2013 };

    private static readonly Option<double> Speed = new("--speed") { Description = "over ground, m/s", HelpName = "METRES", DefaultValueFactory = _ => 1.4 };

    private static readonly Option<bool> Sos = new("--sos") { Description = "its button is pressed, until the agent confirms it" };

    public static Command Create()
    {
        Edition.AcceptOnlyFromAmong("2013", "2019");
        var command = new Command("jt808", "A positioning terminal that walks round a block and tells of it in JT/T 808, to an agent's server") { Host, Port, Phone, Edition, Every, Speed, Sos, Fault };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = new Jt808TrackerOptions
            {
                Host = parsed.GetValue(Host)!,
                Port = parsed.GetValue(Port),
                Phone = parsed.GetValue(Phone)!,
                Edition = parsed.GetValue(Edition),
                Every = TimeSpan.FromSeconds(parsed.GetValue(Every)),
                SpeedMetresPerSecond = parsed.GetValue(Speed),
            };
            var terminal = new Jt808Tracker(options, TimeProvider.System) { Fault = parsed.GetValue(Fault) ?? TerminalFault.None };
            if (parsed.GetValue(Sos))
            {
                terminal.PressSos();
            }

            return await SimulatedDevices.ServeAsync(
                $$"""{ "name": "terminals", "kind": "jt808", "port": {{options.Port}}, "parts": [ { "part": "{{options.Phone}}" } ], "simulated": true }""",
                terminal.RunAsync,
                cancellationToken);
        });
        return command;
    }
}
