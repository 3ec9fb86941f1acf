using System.CommandLine;
using EdgeGrid.Simulator.Devices;

namespace EdgeGrid.Simulator.Commands;

/// <summary><c>device KIND</c>: one simulated device, for an agent in another process.</summary>
internal static class DeviceCommand
{
    public static Command Create()
    {
        var command = new Command("device", "Offers one simulated device to a real agent, and prints what belongs in the agent's configuration. Ends with Ctrl-C.");
        foreach (var device in SimulatedDevices.All)
        {
            command.Subcommands.Add(device());
        }

        return command;
    }
}
