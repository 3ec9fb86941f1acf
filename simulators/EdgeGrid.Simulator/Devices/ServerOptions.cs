using System.CommandLine;
using EdgeGrid.Simulation.Terminals;
using EdgeGrid.Simulator.Commands;

namespace EdgeGrid.Simulator.Devices;

/// <summary>Where a simulated terminal finds its server, and what disturbs it.</summary>
internal static class ServerOptions
{
    public static Option<string> Host() => new("--host") { Description = "address of the agent", HelpName = "ADDRESS", DefaultValueFactory = _ => "127.0.0.1" };

    public static Option<int> Port(int usual) => CommonOptions.Port("--port", "port of the agent's server", usual);

    public static Option<double> Every() => new("--every") { Description = "seconds between two reports", HelpName = "SECONDS", DefaultValueFactory = _ => 1 };

    public static Option<TerminalFault?> Fault() => CommonOptions.Fault<TerminalFault>("what happens to its frames");
}
