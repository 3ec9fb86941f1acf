using System.CommandLine;
using EdgeGrid.Simulation.Host;

namespace EdgeGrid.Simulator.Devices;

/// <summary><c>device host</c>: a machine, by its files.</summary>
internal static class HostMachine
{
    private static readonly Option<double> Celsius = new("--celsius") { Description = "its processor's temperature", HelpName = "DEGREES", DefaultValueFactory = _ => 48.7 };

    private static readonly Option<double> Memory = new("--memory") { Description = "free, percent", HelpName = "PERCENT", DefaultValueFactory = _ => 72 };

    private static readonly Option<bool> UnderVoltage = new("--under-voltage") { Description = "its supply is too weak" };

    private static readonly Option<bool> Wired = new("--wired") { Description = "it has no Wi-Fi" };

    public static Command Create()
    {
        var command = new Command("host", "A Raspberry Pi: the files in which its kernel tells of it") { Celsius, Memory, UnderVoltage, Wired };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var root = Directory.CreateTempSubdirectory("edgegrid-host-").FullName;
            try
            {
                var host = new SimulatedHost(root);
                host.SetTemperature(parsed.GetValue(Celsius));
                host.SetFreeMemory(parsed.GetValue(Memory));
                host.SetSupply(parsed.GetValue(UnderVoltage));
                if (parsed.GetValue(Wired))
                {
                    host.Remove("proc/net/wireless");
                }

                return await SimulatedDevices.ServeAsync(
                    $$"""{ "name": "gateway", "kind": "host", "sys": "{{host.Sys}}", "proc": "{{host.Proc}}", "simulated": true }""",
                    cancelled => LiveAsync(host, cancelled),
                    cancellationToken);
            }
            finally
            {
                Directory.Delete(root, recursive: true);
            }
        });
        return command;
    }

    private static async Task LiveAsync(SimulatedHost host, CancellationToken cancelled)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), TimeProvider.System);
        for (var up = TimeSpan.FromHours(30); await timer.WaitForNextTickAsync(cancelled); up += TimeSpan.FromSeconds(1))
        {
            host.SetUptime(up);
        }
    }
}
