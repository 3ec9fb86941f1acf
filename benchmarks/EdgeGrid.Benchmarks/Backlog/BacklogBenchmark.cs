using System.CommandLine;
using System.Globalization;
using EdgeGrid.Benchmarks.Rig;

namespace EdgeGrid.Benchmarks.Backlog;

/// <summary>
/// The hub is away while a million readings come, and is there again: how fast they drain, how long a new alert takes to
/// its case meanwhile, and what the agent's memory does. A whole agent and the real hub, each a process of its own, with
/// the hub's broker on a real socket and both stores on the disk.
/// </summary>
internal static class BacklogBenchmark
{
    private static readonly Option<int> Readings = new("--readings")
    {
        Description = "How many come while the hub is away.",
        HelpName = "N",
        DefaultValueFactory = _ => 1_000_000,
    };

    private static readonly Option<int> Pace = new("--pace")
    {
        Description = "How many of them a second.",
        HelpName = "N",
        DefaultValueFactory = _ => 100_000,
    };

    private static readonly Option<int> Rounds = new("--rounds")
    {
        Description = "How many outages; at the least as many as give a hundred alerts.",
        HelpName = "N",
        DefaultValueFactory = _ => 10,
    };

    private static readonly Option<DirectoryInfo?> Folder = new("--folder")
    {
        Description = "Where, to measure that disk; a temporary folder otherwise.",
        HelpName = "PATH",
    };

    public static Benchmark Benchmark { get; } = new(
        "backlog",
        "A million readings wait for the hub: readings/s drained, milliseconds from a new alert to its case, the agent's memory.",
        RunAsync)
    {
        Options = [Readings, Pace, Rounds, Folder],
    };

    private static async Task<IReadOnlyList<Figure>> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var folder = arguments.GetValue(Folder) is { } parent
            ? parent.CreateSubdirectory("edgegrid-bench-" + Guid.CreateVersion7().ToString("N"))
            : Directory.CreateTempSubdirectory("edgegrid-bench-");
        try
        {
            return await MeasureAsync(folder, arguments, cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<IReadOnlyList<Figure>> MeasureAsync(DirectoryInfo folder, ParseResult arguments, CancellationToken cancellationToken)
    {
        var (readings, pace) = (arguments.GetValue(Readings), arguments.GetValue(Pace));
        await using var hub = new HubProgram(folder.CreateSubdirectory("hub").FullName);
        await hub.StartAsync(cancellationToken);
        await using var agent = ChildProgram.Start(
            "EdgeGrid.Benchmarks",
            BacklogAgent.Environment,
            BacklogAgent.Name,
            folder.CreateSubdirectory("agent").FullName,
            hub.MqttPort.ToString(CultureInfo.InvariantCulture));
        await agent.SaysAsync(BacklogAgent.HubIsThere, cancellationToken);
        await using var memory = new MemoryWatch(agent);

        // An outage that is not measured, so that what is compiled on its way is not taken for growth.
        await BacklogRound.RunAsync(agent, memory, hub, readings, pace, cancellationToken);
        var rounds = new List<BacklogRound>();
        for (var round = 1; round <= arguments.GetValue(Rounds); round++)
        {
            rounds.Add(await BacklogRound.RunAsync(agent, memory, hub, readings, pace, cancellationToken));
            Tell(round, rounds[^1]);
        }

        var committed = await hub.CommittedAsync(cancellationToken);
        var poured = (double)readings * (1 + rounds.Count);
        return [.. Figures(rounds), new Figure("readings that the hub lacks in the end", Math.Max(0, poured - committed.Readings), "readings", AtMost: 0)];
    }

    private static void Tell(int number, BacklogRound round) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"outage {number}: {round.Readings:N0} readings drained in {round.Drained.TotalSeconds:0.0} s, {round.Raised} alerts, agent's memory {round.Memory.Before:0.0} MB, in the outage {round.Memory.Peak:0.0}, draining {round.Memory.Draining:0.0}, after {round.Memory.After:0.0}"));

    private static IEnumerable<Figure> Figures(List<BacklogRound> rounds)
    {
        var alerts = rounds.SelectMany(round => round.CaseMilliseconds).Order().ToArray();
        var grown = rounds.MaxBy(round => Math.Abs(round.Memory.Peak - round.Memory.Before))!.Memory;
        yield return new Figure("readings that wait in an outage", rounds[0].Readings, "readings");
        yield return new Figure("readings drained, all outages", rounds.Sum(round => round.Readings) / rounds.Sum(round => round.Drained.TotalSeconds), "readings/s", AtLeast: 100_000);
        yield return new Figure("readings drained, the slowest outage", rounds.Min(round => round.Readings / round.Drained.TotalSeconds), "readings/s");
        yield return new Figure("alert to committed case while it drains p50", Sample.Percentile(alerts, 0.5), "ms");
        yield return new Figure("alert to committed case while it drains p99", Sample.Percentile(alerts, 0.99), "ms", AtMost: 200);
        yield return new Figure("alert to committed case while it drains, the longest", alerts[^1], "ms");
        yield return new Figure("alerts measured", alerts.Length, "alerts", AtLeast: 100);
        yield return new Figure("agent resident before an outage", grown.Before, "MB");
        yield return new Figure("agent resident in the outage, peak", grown.Peak, "MB");
        yield return new Figure("agent resident at the outage's end", grown.AtEnd, "MB");
        yield return new Figure("agent resident while it drains, peak", rounds.Max(round => round.Memory.Draining), "MB");
        yield return new Figure("agent's growth in an outage, peak", grown.Peak - grown.Before, "MB", AtMost: 5);
        yield return new Figure("agent's growth from before the first outage to after the last", rounds[^1].Memory.After - rounds[0].Memory.Before, "MB", AtMost: 5);
    }
}
