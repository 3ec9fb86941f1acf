using System.CommandLine;
using System.Globalization;
using System.Net.Sockets;
using EdgeGrid.Benchmarks.Rig;
using EdgeGrid.Simulation.Terminals;

namespace EdgeGrid.Benchmarks.Terminals;

/// <summary>
/// What a gateway's servers cost: a real agent in a process of its own, with a real outbox on the disk, and thousands of
/// terminals that connect to it over TCP and each tell something every second. The agent may not use more than one core.
/// </summary>
internal static class TerminalsBenchmark
{
    private const int LocationReport = 0x0200;
    private const int WarmUpSeconds = 10;

    private static readonly TimeSpan StartsWithin = TimeSpan.FromMinutes(1);

    private static readonly Option<int> Trackers = new("--jt808") { Description = "How many JT/T 808 terminals.", HelpName = "N", DefaultValueFactory = _ => 2_000 };

    private static readonly Option<int> Panels = new("--gb26875") { Description = "How many GB 26875.3 devices.", HelpName = "N", DefaultValueFactory = _ => 500 };

    private static readonly Option<int> Seconds = new("--seconds") { Description = "How long they are measured.", HelpName = "S", DefaultValueFactory = _ => 30 };

    public static Benchmark Benchmark { get; } = new(
        "terminals",
        "Processor and memory of an agent with 2,000 JT/T 808 terminals and 500 GB 26875.3 devices that report each second, and how soon they are answered.",
        RunAsync)
    {
        Options = [Trackers, Panels, Seconds],
    };

    private static async Task<IReadOnlyList<Figure>> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("edgegrid-bench-");
        try
        {
            var (trackers, panels, seconds) = (arguments.GetValue(Trackers), arguments.GetValue(Panels), arguments.GetValue(Seconds));
            var both = await MeasureAsync(folder, trackers, panels, seconds, cancellationToken);
            var trackersAlone = await MeasureAsync(folder, trackers, 0, seconds, cancellationToken);
            var panelsAlone = await MeasureAsync(folder, 0, panels, seconds, cancellationToken);
            return
            [
                new($"processor, {trackers} JT/T 808 terminals", trackersAlone.Cores, "cores", AtMost: 1),
                new($"answer to a location report p50, {trackers} terminals", Sample.Percentile(trackersAlone.Milliseconds, 0.5), "ms"),
                new($"answer to a location report p99, {trackers} terminals", Sample.Percentile(trackersAlone.Milliseconds, 0.99), "ms"),
                new("location reports answered", trackersAlone.Milliseconds.Length / (double)seconds, "reports/s", AtLeast: 0.98 * trackers),
                new($"processor, {panels} GB 26875.3 devices", panelsAlone.Cores, "cores", AtMost: 1),
                new($"confirmation of a component's state p99, {panels} devices", Sample.Percentile(panelsAlone.Milliseconds, 0.99), "ms", AtMost: 10_000),
                new("states confirmed", panelsAlone.Milliseconds.Length / (double)seconds, "states/s", AtLeast: 0.98 * panels),
                new("processor, both", both.Cores, "cores", AtMost: 1),
                new("answers p99, both", Sample.Percentile(both.Milliseconds, 0.99), "ms"),
                new("resident memory, both", both.State.ResidentMegabytes, "MB"),
                new("threads, both", both.State.Threads, "threads"),
            ];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<Measured> MeasureAsync(DirectoryInfo folder, int trackers, int panels, int seconds, CancellationToken cancellationToken)
    {
        var ports = (Jt808: ChildProgram.FreePort(), Gb26875: ChildProgram.FreePort());
        var configuration = Path.Combine(folder.FullName, "agent.json");
        await File.WriteAllTextAsync(configuration, Configuration(folder.CreateSubdirectory(Guid.NewGuid().ToString("N")), ports), cancellationToken);

        // It runs for so short a time that the compiler would be a good part of it: in a native agent there is none.
        await using var agent = ChildProgram.Start("EdgeGrid.Agent", Backlog.BacklogAgent.Environment, "run", "--config", configuration);
        await ListensAsync(ports.Jt808, cancellationToken);
        await ListensAsync(ports.Gb26875, cancellationToken);
        using var load = new TerminalLoad();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = load.RunAsync(Senders(trackers, panels, ports), stop.Token);
        await Task.Delay(TimeSpan.FromSeconds(WarmUpSeconds), TimeProvider.System, cancellationToken);
        load.Begin();
        var before = ProcessorSeconds(agent.Id);
        var started = TimeProvider.System.GetTimestamp();
        await Task.Delay(TimeSpan.FromSeconds(seconds), TimeProvider.System, cancellationToken);
        var cores = (ProcessorSeconds(agent.Id) - before) / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        var measured = new Measured(cores, load.End(), agent.State());
        await stop.CancelAsync();
        await running;
        return measured;
    }

    private static async Task ListensAsync(int port, CancellationToken cancellationToken)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(StartsWithin);
        while (true)
        {
            try
            {
                using var link = await TerminalLink.ConnectAsync("127.0.0.1", port, bound.Token);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, bound.Token);
            }
        }
    }

    private static IEnumerable<Func<CancellationToken, Task<Func<CancellationToken, Task>>>> Senders(int trackers, int panels, (int Jt808, int Gb26875) ports)
    {
        for (var i = 1; i <= trackers; i++)
        {
            var phone = $"0138{i:00000000}";
            yield return async stopping =>
            {
                var link = new Jt808Link(await TerminalLink.ConnectAsync("127.0.0.1", ports.Jt808, stopping), phone);
                if (!await link.EnterAsync(stopping))
                {
                    throw new InvalidOperationException($"Terminal {phone} is refused.");
                }

                var north = 0.0;
                return async sending =>
                {
                    north += 10;
                    var body = Jt808Frame.Location(TimeProvider.System.GetUtcNow(), new(34.2 + (north / 111_195), 117.2), 10, 0);
                    _ = await link.AskAsync(LocationReport, body, sending) ?? throw new InvalidOperationException($"Terminal {phone} is cut off.");
                };
            };
        }

        for (var i = 1; i <= panels; i++)
        {
            var address = (ulong)i;
            yield return async stopping =>
            {
                var link = new Gb26875Link(await TerminalLink.ConnectAsync("127.0.0.1", ports.Gb26875, stopping), address, TimeProvider.System);
                return async sending => _ = await link.TellAsync(Gb26875Frame.ComponentState(link.Now, 10, 2, 1), sending)
                    ?? throw new InvalidOperationException($"Device {address} is cut off.");
            };
        }
    }

    private static string Configuration(DirectoryInfo data, (int Jt808, int Gb26875) ports) => $$"""
        {
          "gateway": { "id": "gw-bench", "name": "bench", "place": "bench", "simulated": true },
          "hub": { "url": "mqtt://127.0.0.1:1" },
          "data": { "folder": "{{data.FullName}}" },
          "devices": [
            { "name": "terminals", "kind": "jt808", "port": {{ports.Jt808}}, "allowOthers": true },
            { "name": "fire-panels", "kind": "gb26875", "port": {{ports.Gb26875}}, "allowOthers": true }
          ]
        }
        """;

    // utime and stime (proc_pid_stat(5), fields 14 and 15) in hundredths of a second; before them stands a name in brackets.
    private static double ProcessorSeconds(int process)
    {
        var fields = File.ReadAllText($"/proc/{process}/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / 100.0;
    }

    private sealed record Measured(double Cores, double[] Milliseconds, ProcessState State);
}
