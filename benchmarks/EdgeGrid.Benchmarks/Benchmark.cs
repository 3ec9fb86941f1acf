using System.CommandLine;

namespace EdgeGrid.Benchmarks;

/// <summary>One benchmark: a subcommand with options of its own, and <c>--output FILE</c>.</summary>
/// <param name="Name">Of the subcommand.</param>
/// <param name="Summary">What is measured, in one line.</param>
/// <param name="Run">Measures. Its figures are printed in the order given.</param>
internal sealed record Benchmark(
    string Name,
    string Summary,
    Func<ParseResult, CancellationToken, Task<IReadOnlyList<Figure>>> Run)
{
    /// <summary>What else can be set on the command line.</summary>
    public IReadOnlyList<Option> Options { get; init; } = [];

    /// <summary>The subcommand.</summary>
    public Command ToCommand()
    {
        var output = new Option<FileInfo?>("--output") { Description = "Also write the figures to this file, as JSON.", HelpName = "FILE" };
        var command = new Command(Name, Summary) { output };
        foreach (var option in Options)
        {
            command.Options.Add(option);
        }

        command.SetAction(async (arguments, cancellationToken) =>
        {
            var at = TimeProvider.System.GetUtcNow();
            var figures = await Run(arguments, cancellationToken);
            var report = new BenchmarkReport
            {
                Benchmark = Name,
                Command = "./edgegrid bench " + string.Join(' ', arguments.Tokens.Select(token => token.Value)),
                At = at,
                Machine = Machine.Read(),
                Figures = figures,
            };
            report.Print();
            if (arguments.GetValue(output) is { } file)
            {
                await report.WriteAsync(file, cancellationToken);
            }

            return 0;
        });
        return command;
    }
}
