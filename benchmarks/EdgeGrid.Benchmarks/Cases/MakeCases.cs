using System.CommandLine;
using EdgeGrid.Hub.Configuration;
using EdgeGrid.Hub.Storage;

namespace EdgeGrid.Benchmarks.Cases;

/// <summary>For whoever wants to see, or to measure, a hub with many cases: fills a store that a hub then runs on.</summary>
internal static class MakeCases
{
    private static readonly Option<int> Cases = new("--cases")
    {
        Description = "How many.",
        HelpName = "N",
        DefaultValueFactory = _ => 1_000_000,
    };

    /// <summary>The subcommand. Where, it is told as every command of the hub is.</summary>
    public static Command ToCommand()
    {
        var where = new RunOptions();
        var command = new Command("make-cases", "Fills an empty store with cases of three years, in Chinese and English, for a hub to run on.") { Cases };
        where.AddStoreTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            try
            {
                var options = where.Read(parsed);
                await using var store = new HubStore(options);
                await using var claim = await DataFolder.ClaimAsync(options.DataFolder, store, cancellationToken);
                await DataFolder.PrepareAsync(options.DataFolder, store, _ => { }, cancellationToken);
                await new CaseMaker(store, Console.WriteLine).MakeAsync(parsed.GetValue(Cases), options.Time.GetUtcNow(), cancellationToken);
                return 0;
            }
            catch (Exception e) when (e is InvalidDataException or HubStartException)
            {
                await Console.Error.WriteLineAsync(e.Message);
                return 1;
            }
        });
        return command;
    }
}
