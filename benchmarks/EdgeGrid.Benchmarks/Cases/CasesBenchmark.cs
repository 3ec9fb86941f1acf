using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using EdgeGrid.Benchmarks.Rig;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Broker;
using EdgeGrid.Hub.Configuration;
using EdgeGrid.Hub.Console.Live;
using EdgeGrid.Hub.Grids;

namespace EdgeGrid.Benchmarks.Cases;

/// <summary>
/// How long lists, searches and the board take among very many cases. The real hub in a process of its own, asked over
/// HTTP; the board is what the console reads for all its pages.
/// </summary>
internal static class CasesBenchmark
{
    private const double Limit = 200;

    private static readonly Option<string> Store = StoreRig.Option();

    private static readonly Option<int> Cases = new("--cases")
    {
        Description = "How many there are.",
        HelpName = "N",
        DefaultValueFactory = _ => 1_000_000,
    };

    private static readonly Option<int> Rounds = new("--rounds")
    {
        Description = "How often each question is asked.",
        HelpName = "N",
        DefaultValueFactory = _ => 20,
    };

    private static readonly Option<DirectoryInfo?> Data = new("--data")
    {
        Description = "A data folder with SQLite that `make-cases` has filled, to ask without making them anew.",
        HelpName = "FOLDER",
    };

    public static Benchmark Benchmark { get; } = new(
        "cases",
        "Milliseconds for lists, searches and the board among a million cases.",
        RunAsync)
    {
        Options = [Store, Cases, Rounds, Data],
    };

    private static async Task<IReadOnlyList<Figure>> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var rounds = arguments.GetValue(Rounds);
        if (arguments.GetValue(Data) is { } made)
        {
            return await AskAsync(new MadeStore(new HubOptions { DataFolder = made.FullName }), rounds, cancellationToken);
        }

        await using var rig = await StoreRig.StartAsync(arguments.GetRequiredValue(Store));
        var store = await rig.MakeAsync(cancellationToken);
        var started = TimeProvider.System.GetTimestamp();
        await using (var opened = store.Open())
        {
            await opened.MigrateAsync(_ => { }, cancellationToken);
            await new CaseMaker(opened, Console.WriteLine).MakeAsync(arguments.GetValue(Cases), TimeProvider.System.GetUtcNow(), cancellationToken);
        }

        var took = TimeProvider.System.GetElapsedTime(started);
        await store.AnalyzeAsync(cancellationToken);
        return [new Figure("to make the cases", took.TotalSeconds, "s"), .. await AskAsync(store, rounds, cancellationToken)];
    }

    private static async Task<IReadOnlyList<Figure>> AskAsync(MadeStore store, int rounds, CancellationToken cancellationToken)
    {
        await using var hub = store.Hub();
        await hub.StartAsync(cancellationToken);
        await using var opened = store.Open();
        var board = new BoardReader(new HubQueries(opened, GridRegistry.Empty, new IdentityConflicts(TimeProvider.System)));
        var snapshot = await board.ReadAsync(cancellationToken);
        var figures = new List<Figure> { new("cases", snapshot.Steps.Sum(step => step.Count), "cases") };
        using var newest = JsonDocument.Parse(await hub.AskAsync("cases?limit=1", cancellationToken));
        var day = newest.RootElement.GetProperty("cases")[0].GetProperty("caseId").GetString()![..8];
        figures.Add(await MeasureAsync("the board, counts and all", () => board.ReadAsync(cancellationToken), rounds));
        foreach (var question in Question.All(day))
        {
            figures.Add(await MeasureAsync(question.Name, () => hub.AskAsync(question.Path, cancellationToken), rounds));
        }

        return figures;
    }

    private static async Task<Figure> MeasureAsync(string name, Func<Task> ask, int rounds)
    {
        // The first time belongs to what is compiled and read from the disk.
        await ask();
        var milliseconds = new double[rounds];
        for (var round = 0; round < rounds; round++)
        {
            var started = TimeProvider.System.GetTimestamp();
            await ask();
            milliseconds[round] = TimeProvider.System.GetElapsedTime(started).TotalMilliseconds;
        }

        Array.Sort(milliseconds);
        var figure = new Figure(name + ", p95", Sample.Percentile(milliseconds, 0.95), "ms", AtMost: Limit);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{figure.Value,8:0.0} ms  {name}"));
        return figure;
    }
}
