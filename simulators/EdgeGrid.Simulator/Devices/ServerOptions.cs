using System.CommandLine;
using EdgeGrid.Simulation.Terminals;

namespace EdgeGrid.Simulator.Devices;

/// <summary>Where a simulated terminal finds its server, and what disturbs it.</summary>
internal static class ServerOptions
{
    public static Option<string> Host() => new("--host") { Description = "address of the agent", HelpName = "ADDRESS", DefaultValueFactory = _ => "127.0.0.1" };

    public static Option<int> Port(int usual) => new("--port") { Description = "port of the agent's server", HelpName = "N", DefaultValueFactory = _ => usual };

    public static Option<double> Every() => new("--every") { Description = "seconds between two reports", HelpName = "SECONDS", DefaultValueFactory = _ => 1 };

    public static Option<TerminalFault> Fault() => new("--fault") { Description = "what happens to its frames", HelpName = "FAULT" };
}
