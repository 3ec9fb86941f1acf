using System.CommandLine;
using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Configuration.Revisions;
using EdgeGrid.Agent.Outbox;
using EdgeGrid.Contracts;
using EdgeGrid.Devices.Buses;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeGrid.Agent.Commands;

/// <summary><c>agent configuration</c>: which configuration runs, and who decides: the technician's file or the hub.</summary>
internal static class ConfigurationCommand
{
    public static Command Make() => new("configuration", "Which configuration the gateway runs: the technician's file, or a revision of the hub.")
    {
        Part("show", "Say what runs, and what became of the hub's newest revision.", ShowAsync),
        Part("local", "Take the gateway back to its own file: nothing of the hub's is taken any more. Stop the agent first.", (options, output) => ChangeAsync(options, output, state => state.KeepLocal(TimeProvider.System.GetUtcNow()))),
        Part("hub", "Let the hub's configuration be taken again. Stop the agent first.", (options, output) => ChangeAsync(options, output, _ => RevisionState.LetGo(TimeProvider.System.GetUtcNow()))),
    };

    /// <summary>What runs, over one line or two.</summary>
    public static string Describe(RevisionState state) => state switch
    {
        { Trial: { } trial } => $"revision {trial.Number} of the hub, which has still to show that it stands",
        { Good: { } good } => $"revision {good.Number} of the hub",
        { KeptLocal: true } => "the technician's file, whatever the hub wants",
        _ => "the technician's file",
    };

    private static Command Part(string name, string description, Func<AgentOptions, TextWriter, Task<int>> work)
    {
        var configuration = new ConfigurationOptions();
        var command = new Command(name, description);
        configuration.AddTo(command);
        command.SetAction(async (parsed, _) => configuration.Load(parsed, new BoardHardware()) is { } options
            ? await work(options, parsed.InvocationConfiguration.Output)
            : AgentCommandLine.WrongUsage);
        return command;
    }

    private static async Task<int> ShowAsync(AgentOptions options, TextWriter output)
    {
        var (state, trouble) = new RevisionFile(options.Data.Folder, NullLogger.Instance).Look();
        if (state is null)
        {
            await output.WriteLineAsync($"{trouble}. At its next start the agent sets it aside and runs the technician's file.");
            return AgentCommandLine.Failed;
        }

        await output.WriteLineAsync($"Runs {Describe(state)}.");
        if (state.Heard > 0)
        {
            await output.WriteLineAsync($"The hub's newest revision is {state.Heard}: {state.Outcome switch
            {
                ConfigurationState.Applied => "it stands",
                ConfigurationState.Applying => "it is being tried",
                ConfigurationState.Refused => "it was refused",
                ConfigurationState.RolledBack => "it did not stand",
                _ => "it is not taken",
            }}{(state.Reason is { } reason ? $". {reason}" : ".")}");
        }

        foreach (var problem in state.Problems)
        {
            await output.WriteLineAsync($"  {problem.Path}: {problem.Message} {problem.Remedy}");
        }

        return AgentCommandLine.Done;
    }

    private static async Task<int> ChangeAsync(AgentOptions options, TextWriter output, Func<RevisionState, RevisionState> change)
    {
        try
        {
            using var hold = AgentService.Hold(options.Data.Folder, NullLoggerFactory.Instance);
            var file = new RevisionFile(options.Data.Folder, NullLogger.Instance);
            var state = change(file.Read());
            file.Write(state);
            await output.WriteLineAsync($"At its next start the agent runs {Describe(state)}.");
            return AgentCommandLine.Done;
        }
        catch (Exception failure) when (failure is OutboxException or IOException or UnauthorizedAccessException)
        {
            await output.WriteLineAsync(failure.Message);
            return AgentCommandLine.Failed;
        }
    }
}
