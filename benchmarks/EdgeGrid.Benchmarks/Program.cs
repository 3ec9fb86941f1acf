using System.CommandLine;
using EdgeGrid.Benchmarks;
using EdgeGrid.Benchmarks.Backlog;

var root = new RootCommand("Measures EdgeGrid on this machine. Every benchmark prints a table and, with --output, writes JSON.");
foreach (var benchmark in BenchmarkList.All)
{
    root.Subcommands.Add(benchmark.ToCommand());
}

root.Subcommands.Add(BacklogAgent.ToCommand());
var parsed = root.Parse(args);
var code = await parsed.InvokeAsync();

// Wrong usage is 2, as with every command.
return parsed.Errors.Count > 0 ? 2 : code;
