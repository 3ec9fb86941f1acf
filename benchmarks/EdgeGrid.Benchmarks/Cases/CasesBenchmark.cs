using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using EdgeGrid.Benchmarks.Rig;
using EdgeGrid.Hub.Configuration;

namespace EdgeGrid.Benchmarks.Cases;

/// <summary>
/// How long lists, searches and the board take among very many cases. The real hub in a process of its own, asked over
/// HTTP; the board is what the operator's page reads when it opens.
/// </summary>
internal static class CasesBenchmark
{
    private const double Limit = 200;

    private static readonly string[] Steps = ["reported", "filed", "dispatched", "handling", "fed-back", "closed", "assessed"];

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
        using var counts = JsonDocument.Parse(await hub.AskAsync("counts", cancellationToken));
        var figures = new List<Figure> { new("cases", counts.RootElement.GetProperty("cases").EnumerateObject().Sum(step => step.Value.GetInt64()), "cases") };
        using var newest = JsonDocument.Parse(await hub.AskAsync("cases?limit=1", cancellationToken));
        var day = newest.RootElement.GetProperty("cases")[0].GetProperty("caseId").GetString()![..8];
        figures.Add(await MeasureAsync("the board, counts and all", () => BoardAsync(hub, cancellationToken), rounds));
        foreach (var question in Question.All(day))
        {
            figures.Add(await MeasureAsync(question.Name, () => hub.AskAsync(question.Path, cancellationToken), rounds));
        }

        return figures;
    }

    /// <summary>All that the operator's page asks for when it opens.</summary>
    private static async Task BoardAsync(HubProgram hub, CancellationToken cancellationToken)
    {
        string[] paths = ["counts", "gateways", "alerts?limit=120", "alerts/open?limit=200", .. Steps.Select(step => $"cases?step={step}&limit=20")];
        foreach (var path in paths)
        {
            await hub.AskAsync(path, cancellationToken);
        }
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
