using System.CommandLine;
using EdgeGrid.Benchmarks;

var root = new RootCommand("Measures EdgeGrid on this machine. Every benchmark prints a table and, with --output, writes JSON.");
foreach (var benchmark in BenchmarkList.All)
{
    root.Subcommands.Add(benchmark.ToCommand());
}

return await root.Parse(args).InvokeAsync();
