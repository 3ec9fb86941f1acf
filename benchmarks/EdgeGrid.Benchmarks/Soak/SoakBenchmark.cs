using System.CommandLine;
using System.Globalization;
using System.Net;
using EdgeGrid.Benchmarks.Rig;
using EdgeGrid.Simulation.Network;

namespace EdgeGrid.Benchmarks.Soak;

/// <summary>
/// What a day brings a gateway and its hub, in minutes: readings, alerts, outages and reconnects. The agent and the hub
/// as they are shipped, each a process of its own, sensors in registers behind a bus. What must not grow is compared
/// between the last third and the middle one; the first belongs to what is compiled and filled once. Clocks are not
/// turned here, for the torture does that.
/// </summary>
internal static class SoakBenchmark
{
    private const double ReadingsASecondOfADay = 10;

    private static readonly TimeSpan Cycle = TimeSpan.FromSeconds(10);

    // Else a method is compiled again, and better, at its thirtieth call: one of a reconnect in the sixth minute, which
    // looks like growth and is none.
    private static readonly Dictionary<string, string> CompiledOnce = new() { ["DOTNET_TieredCompilation"] = "0" };

    private static readonly Option<double> Minutes = new("--minutes")
    {
        Description = "How long.",
        HelpName = "N",
        DefaultValueFactory = _ => 10,
    };

    public static Benchmark Benchmark { get; } = new(
        "soak",
        "A day's readings, alerts and outages in minutes: memory, threads, handles and files must not grow.",
        (arguments, cancellationToken) => RunAsync(TimeSpan.FromMinutes(arguments.GetValue(Minutes)), cancellationToken))
    {
        Options = [Minutes],
    };

    private static async Task<IReadOnlyList<Figure>> RunAsync(TimeSpan length, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("edgegrid-bench-");
        try
        {
            return await MeasureAsync(folder, Math.Max(3, (int)(length / Cycle)), cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<IReadOnlyList<Figure>> MeasureAsync(DirectoryInfo folder, int cycles, CancellationToken cancellationToken)
    {
        await using var building = new SoakBuilding(Path.Combine(folder.FullName, "bus.sock"), alertEvery: TimeSpan.FromSeconds(2));
        await using var hub = new HubProgram(folder.CreateSubdirectory("hub").FullName, CompiledOnce);
        await hub.StartAsync(cancellationToken);
        await using var cable = new Cable(new IPEndPoint(IPAddress.Loopback, hub.MqttPort), TimeProvider.System);
        var data = folder.CreateSubdirectory("agent").FullName;
        var configuration = Path.Combine(folder.FullName, "agent.jsonc");
        await File.WriteAllTextAsync(configuration, $$"""
            {
              "gateway": { "id": "gw-soak", "name": "Soak", "place": "Soak", "simulated": true },
              "hub": { "url": "mqtt://127.0.0.1:{{cable.Port}}" },
              "data": { "folder": "{{data}}", "maxMegabytes": 64 },
              "devices": [ {{building.Devices}} ]
            }
            """, cancellationToken);
        await using var agent = ChildProgram.Start("EdgeGrid.Agent", CompiledOnce, "run", "--config", configuration);
        await agent.SaysAsync("The hub is there", cancellationToken);

        var (samples, outages, dice) = (new List<SoakSample>(), 0, new Random(1));
        using var clock = new PeriodicTimer(Cycle, TimeProvider.System);
        while (samples.Count < cycles && await clock.WaitForNextTickAsync(cancellationToken))
        {
            samples.Add(new SoakSample(agent.State(), FolderState.Read(data), hub.State(), FolderState.Read(hub.Folder), FolderState.Read(hub.Folder, "*-wal").Megabytes));
            Tell(samples, cycles, await hub.CommittedAsync(cancellationToken));

            // The rest of the cycle is enough to come back and to send what waited.
            outages++;
            cable.Cut();
            await Task.Delay(TimeSpan.FromSeconds(1 + (3 * dice.NextDouble())), TimeProvider.System, cancellationToken);
            cable.Mend();
        }

        return [.. Compressed(await hub.CommittedAsync(cancellationToken), building.Alerts, outages, cycles), .. Grown(samples), .. ByDesign(samples)];
    }

    private static void Tell(List<SoakSample> samples, int cycles, CommittedSoFar committed)
    {
        var now = samples[^1];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{samples.Count * Cycle.TotalSeconds:0} of {cycles * Cycle.TotalSeconds:0} s: {committed.Readings:N0} readings, {committed.Alerts} transitions; agent {now.Agent.ResidentMegabytes:0.0} MB, {now.Agent.Handles} handles, {now.Agent.Threads} threads, {now.AgentFolder.Files} files of {now.AgentFolder.Megabytes:0.0} MB; hub {now.Hub.ResidentMegabytes:0.0} MB, {now.Hub.Handles} handles, {now.Hub.Threads} threads, log {now.WalMegabytes:0.0} MB"));
    }

    private static IEnumerable<Figure> Compressed(CommittedSoFar committed, int alerts, int outages, int cycles)
    {
        yield return new Figure("minutes of soak", cycles * Cycle.TotalMinutes, "minutes");
        yield return new Figure("readings committed by the hub", committed.Readings, "readings");
        yield return new Figure($"that is, at {ReadingsASecondOfADay:0} readings a second", committed.Readings / ReadingsASecondOfADay / 3600, "hours");
        yield return new Figure("alerts raised and cleared", alerts, "alerts");
        yield return new Figure("outages and reconnects", outages, "outages");
    }

    private static IEnumerable<Figure> Grown(List<SoakSample> samples)
    {
        foreach (var (name, process) in new (string, Func<SoakSample, ProcessState>)[] { ("agent", sample => sample.Agent), ("hub", sample => sample.Hub) })
        {
            yield return new Figure($"{name} resident, last third", Sample.Median(Thirds(samples).Last.Select(sample => process(sample).ResidentMegabytes)), "MB");
            yield return MedianGrowth($"{name} resident", samples, sample => process(sample).ResidentMegabytes, "MB", 5);

            // A connection more in the store's pool, opened when one more is needed at a time, is two: the file and its log.
            yield return MedianGrowth($"{name}'s open handles", samples, sample => process(sample).Handles, "handles", 2);
            yield return MedianGrowth($"{name}'s threads", samples, sample => process(sample).Threads, "threads", 2);
        }

        // Files fill up and are let go, and the log is begun anew: what counts is how far they go.
        yield return PeakGrowth("agent's files", samples, sample => sample.AgentFolder.Files, "files", 1);
        yield return PeakGrowth("agent's data folder", samples, sample => sample.AgentFolder.Megabytes, "MB", 2);
        yield return PeakGrowth("hub's files", samples, sample => sample.HubFolder.Files, "files", 0);
        yield return PeakGrowth("hub's write-ahead log", samples, sample => sample.WalMegabytes, "MB", 4);
    }

    // A hub keeps what it is sent.
    private static IEnumerable<Figure> ByDesign(List<SoakSample> samples)
    {
        yield return new Figure("agent's data folder, at most", samples.Max(sample => sample.AgentFolder.Megabytes), "MB", AtMost: 64);
        yield return new Figure("hub's store in the end, which grows by what it keeps", samples[^1].HubFolder.Megabytes, "MB");
    }

    private static Figure MedianGrowth(string name, List<SoakSample> samples, Func<SoakSample, double> value, string unit, double atMost)
    {
        var (middle, last) = Thirds(samples);
        return new Figure($"growth of {name}, median of last third to middle", Sample.Median(last.Select(value)) - Sample.Median(middle.Select(value)), unit, AtMost: atMost);
    }

    private static Figure PeakGrowth(string name, List<SoakSample> samples, Func<SoakSample, double> value, string unit, double atMost)
    {
        var (middle, last) = Thirds(samples);
        return new Figure($"growth of {name}, peak of last third to middle", last.Max(value) - middle.Max(value), unit, AtMost: atMost);
    }

    private static (List<SoakSample> Middle, List<SoakSample> Last) Thirds(List<SoakSample> samples)
    {
        var third = samples.Count / 3;
        return (samples.GetRange(third, third), samples.GetRange(samples.Count - third, third));
    }
}
