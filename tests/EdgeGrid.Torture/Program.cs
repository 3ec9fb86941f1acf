using System.CommandLine;
using EdgeGrid.Torture;
using EdgeGrid.Torture.Rig;

var root = new RootCommand("Breaks EdgeGrid on purpose, and accounts for every alert. Exit codes: 0 nothing lost and nothing twice, 1 otherwise, 2 wrong usage.");
foreach (var scenario in ScenarioList.All)
{
    root.Subcommands.Add(scenario.ToCommand());
}

root.Subcommands.Add(OutboxWriter.ToCommand());
root.Subcommands.Add(HastyAgent.ToCommand());
var parsed = root.Parse(args);
var code = await parsed.InvokeAsync();
return parsed.Errors.Count > 0 ? 2 : code;
