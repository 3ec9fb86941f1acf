using System.CommandLine;
using EdgeGrid.Benchmarks;
using EdgeGrid.Benchmarks.Backlog;
using EdgeGrid.Benchmarks.Cases;

var root = new RootCommand("Measures EdgeGrid on this machine. Every benchmark prints a table and, with --output, writes JSON.");
foreach (var benchmark in BenchmarkList.All)
{
    root.Subcommands.Add(benchmark.ToCommand());
}

root.Subcommands.Add(BacklogAgent.ToCommand());
root.Subcommands.Add(MakeCases.ToCommand());
var parsed = root.Parse(args);
var code = await parsed.InvokeAsync();

// Wrong usage is 2, as with every command.
return parsed.Errors.Count > 0 ? 2 : code;
