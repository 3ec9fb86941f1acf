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
    public Command ToCommand()
    {
        var cycles = new Option<int>("--cycles") { Description = "How often.", HelpName = "N", DefaultValueFactory = _ => Cycles };
        var seed = new Option<int>("--seed") { Description = "What is broken when: the same seed, the same moments.", HelpName = "S", DefaultValueFactory = _ => 1 };
        var report = new Option<FileInfo?>("--report") { Description = "Also write the account to this file, as JSON.", HelpName = "FILE" };
        var agent = new Option<FileInfo>("--agent") { Description = "The agent's native file in place of the built one.", HelpName = "FILE" };
        cycles.Validators.Add(result =>
        {
            if (result.GetValue(cycles) < 1)
            {
                result.AddError("--cycles must be 1 or more.");
            }
        });
        agent.AcceptExistingOnly();
        var command = new Command(Name, Summary) { cycles, seed, report, agent };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var trial = new Trial(Name, parsed.GetValue(cycles), parsed.GetValue(seed), parsed.GetValue(agent)?.FullName);
            var started = Stopwatch.GetTimestamp();
            var account = await Run(trial, cancellationToken);
            var written = TortureReport.Of(trial, account, Stopwatch.GetElapsedTime(started));
            written.Print(Console.Out);
            if (parsed.GetValue(report) is { } file)
            {
                await written.WriteAsync(file, cancellationToken);
            }

            return written.IsClean ? 0 : 1;
        });
        return command;
    }
}
