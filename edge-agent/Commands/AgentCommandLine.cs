using System.CommandLine;
using System.CommandLine.Invocation;

namespace EdgeGrid.Agent.Commands;

/// <summary>The technician's command line. Exit codes: 0 done, 1 failed, 2 wrong usage or configuration.</summary>
internal static class AgentCommandLine
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int WrongUsage = 2;

    // A stopping agent stores what it has sampled and says farewell to the hub first.
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(15);

    public static async Task<int> InvokeAsync(string[] arguments, TextWriter output, TextWriter error)
    {
        var root = new RootCommand("EdgeGrid's edge agent: samples, decides on the spot, keeps everything until the hub has it.")
        {
            RunCommand.Make(),
            CheckCommand.Make(),
            ConfigurationCommand.Make(),
            DevicesCommand.Make(),
            ScanCommand.Make(),
            WatchCommand.Make(),
            CalibrateCommand.Make(),
            DecodeCommand.Make(),
        };
        var parsed = root.Parse(arguments);
        var code = await parsed.InvokeAsync(new InvocationConfiguration
        {
            Output = output,
            Error = error,
            ProcessTerminationTimeout = LongestStop,
        });
        return parsed.Action is ParseErrorAction ? WrongUsage : code;
    }
}
