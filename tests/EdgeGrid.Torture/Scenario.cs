using System.CommandLine;
using System.Diagnostics;

namespace EdgeGrid.Torture;

/// <summary>One way of breaking things: a subcommand.</summary>
/// <param name="Name">Of the subcommand.</param>
/// <param name="Summary">What it breaks, in one line.</param>
/// <param name="Cycles">How often, unless told otherwise.</param>
/// <param name="Run">Breaks, and gives the account.</param>
internal sealed record Scenario(string Name, string Summary, int Cycles, Func<Trial, CancellationToken, Task<Account>> Run)
{
    /// <summary>How many gateways, unless told otherwise; null where it is always one, and nobody is asked.</summary>
    public int? Gateways { get; init; }

    public Command ToCommand()
    {
        var cycles = Count("--cycles", "How often.", "N", Cycles);
        var seed = new Option<int>("--seed") { Description = "What is broken when: the same seed, the same moments.", HelpName = "S", DefaultValueFactory = _ => 1 };
        var report = new Option<FileInfo?>("--report") { Description = "Also write the account to this file, as JSON.", HelpName = "FILE" };
        var log = new Option<FileInfo?>("--log") { Description = "Also write what the programs said to this file, life by life.", HelpName = "FILE" };
        var agent = new Option<FileInfo>("--agent") { Description = "The agent's native file in place of the built one.", HelpName = "FILE" };
        var gateways = Count("--gateways", "How many gateways.", "N", Gateways ?? 1);
        agent.AcceptExistingOnly();
        var command = new Command(Name, Summary) { cycles, seed, report, log, agent };
        if (Gateways is not null)
        {
            command.Options.Add(gateways);
        }

        command.SetAction(async (parsed, cancellationToken) =>
        {
            var trial = new Trial(Name, parsed.GetValue(cycles), parsed.GetValue(seed))
            {
                AgentFile = parsed.GetValue(agent)?.FullName,
                LogFile = parsed.GetValue(log)?.FullName,
                Gateways = Gateways is null ? 1 : parsed.GetValue(gateways),
            };
            return await RunAsync(trial, parsed.GetValue(report), cancellationToken) ? 0 : 1;
        });
        return command;
    }

    private static Option<int> Count(string name, string description, string help, int usual)
    {
        var option = new Option<int>(name) { Description = description, HelpName = help, DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (result.GetValue(option) < 1)
            {
                result.AddError($"{name} must be 1 or more.");
            }
        });
        return option;
    }

    private async Task<bool> RunAsync(Trial trial, FileInfo? report, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            var account = await Run(trial, cancellationToken);
            var written = TortureReport.Of(trial, account, Stopwatch.GetElapsedTime(started));
            written.Print(Console.Out);
            if (report is not null)
            {
                await written.WriteAsync(report, cancellationToken);
            }

            return written.IsClean;
        }
        catch (Exception ended) when (ended is TortureException or TimeoutException)
        {
            await Console.Out.WriteLineAsync($"{Name}: ended in cycle {trial.Cycle} (seed {trial.Seed}): {ended.Message}");
            foreach (var fault in trial.Faults)
            {
                await Console.Out.WriteLineAsync($"  {fault}");
            }

            return false;
        }
    }
}
