using System.CommandLine;
using System.Globalization;
using EdgeGrid.Agent;
using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Detection;
using EdgeGrid.Agent.Outbox;
using EdgeGrid.Benchmarks.Rig;
using EdgeGrid.Contracts;
using EdgeGrid.Devices;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Simulation.Chips;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeGrid.Benchmarks.Backlog;

/// <summary>
/// A whole agent in a process of its own, whose outbox is given readings faster than any sensor could, and alerts. Told
/// what to do on standard input, a line each; answers on standard output.
/// </summary>
internal static class BacklogAgent
{
    public const string Name = "backlog-agent";

    /// <summary>Followed by how many and by how many a second: stores them.</summary>
    public const string Pour = "pour";

    /// <summary>They are on the disk.</summary>
    public const string Poured = "poured";

    /// <summary>Raises alerts until the hub has all readings, and waits until it has the alerts too.</summary>
    public const string Drain = "drain";

    /// <summary>Followed by the moment (ticks, UTC) when the hub had the last reading, and by how many alerts were raised.</summary>
    public const string Drained = "drained";

    /// <summary>In its log, when it may send.</summary>
    public const string HubIsThere = "The hub is there";

    /// <summary>The shipped agent's collector (see its project file); and like it, a method is compiled once and not again and again.</summary>
    public static readonly IReadOnlyDictionary<string, string> Environment = new Dictionary<string, string>
    {
        ["DOTNET_gcConcurrent"] = "0",
        ["DOTNET_gcServer"] = "0",
        ["DOTNET_GCgen0MaxBudget"] = "200000",
        ["DOTNET_TieredCompilation"] = "0",
    };

    private const int Pin = 17;
    private const string Chip = "gpio:0";

    /// <summary>Not for people: what `backlog` starts.</summary>
    public static Command ToCommand()
    {
        var folder = new Argument<string>("folder");
        var port = new Argument<int>("port");
        var command = new Command(Name, "An agent with a backlog, for the benchmark backlog.") { folder, port };
        command.Hidden = true;
        command.SetAction(async (parsed, stopping) =>
        {
            using var agent = Build(parsed.GetRequiredValue(folder), parsed.GetRequiredValue(port));
            await agent.StartAsync(stopping);
            await ObeyAsync((LiteDbOutbox)agent.Services.GetRequiredService<IOutbox>(), stopping);
            await agent.StopAsync(CancellationToken.None);
            return 0;
        });
        return command;
    }

    private static IHost Build(string folder, int port)
    {
        var board = new SimulatedBoard();
        _ = new SimulatedContact(board.Gpio[Pin]);
        var hardware = new SimulatedHardware(board, Chip);
        var configuration = $$"""
            {
              "gateway": { "id": "gw-bench", "name": "Benchmark", "place": "Benchmark" },
              "hub": { "url": "mqtt://127.0.0.1:{{port}}" },
              "data": { "folder": "{{folder}}" },
              "devices": [ { "name": "contact", "kind": "contact", "chip": "{{Chip}}", "pin": {{Pin}}, "every": "100ms" } ]
            }
            """;
        var read = new AgentConfiguration(DeviceKinds.All, hardware).Parse(configuration, "the benchmark's configuration");
        return AgentHost.Build(
            read.Options ?? throw new InvalidOperationException(string.Join('\n', read.Problems)),
            new AgentSurroundings(hardware) { Logging = logging => logging.AddSimpleConsole(console => console.SingleLine = true) });
    }

    private static async Task ObeyAsync(LiteDbOutbox outbox, CancellationToken stopping)
    {
        var source = new ReadingSource();
        var dice = new Random(1);
        while (await Console.In.ReadLineAsync(stopping) is { } line)
        {
            if (line.Split(' ') is [Pour, var count, var pace])
            {
                await PourAsync(outbox, source, Number(count), Number(pace), stopping);
                Say(Poured);
            }
            else
            {
                var (emptyAt, alerts) = await DrainAsync(outbox, dice, stopping);
                Say(string.Create(CultureInfo.InvariantCulture, $"{Drained} {emptyAt.UtcTicks} {alerts}"));
            }
        }
    }

    private static async Task PourAsync(LiteDbOutbox outbox, ReadingSource source, int count, int pace, CancellationToken stopping)
    {
        var started = TimeProvider.System.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        for (var poured = 0; poured < count && await timer.WaitForNextTickAsync(stopping);)
        {
            var due = Math.Min(count, (int)(TimeProvider.System.GetElapsedTime(started).TotalSeconds * pace));
            while (poured < due && outbox.Append(source.Next()))
            {
                poured++;
            }
        }

        while (outbox.Uncommitted > 0 && await timer.WaitForNextTickAsync(stopping))
        {
            // The worker commits what is open once a second.
        }
    }

    private static async Task<(DateTimeOffset EmptyAt, int Alerts)> DrainAsync(LiteDbOutbox outbox, Random dice, CancellationToken stopping)
    {
        var alerts = 0;
        var raising = Task.Run(
            async () =>
            {
                while (outbox.Status(Lane.Readings).Pending > 0)
                {
                    outbox.Append(Alert(++alerts));
                    await Task.Delay(TimeSpan.FromMilliseconds(dice.Next(50, 100)), TimeProvider.System, stopping);
                }
            },
            stopping);
        await UntilEmptyAsync(Lane.Readings);
        var emptyAt = TimeProvider.System.GetUtcNow();
        await raising;
        await UntilEmptyAsync(Lane.Alerts);
        return (emptyAt, alerts);

        async Task UntilEmptyAsync(Lane lane)
        {
            while (outbox.Status(lane).Pending > 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, stopping);
            }
        }
    }

    // An SOS belongs to its device alone: each files a case of its own, which is the longest way.
    private static DetectedAlert Alert(int number)
    {
        var now = TimeProvider.System.GetUtcNow();
        return new DetectedAlert(
            new Alert
            {
                AlertId = Guid.CreateVersion7().ToString("N"),
                Transition = AlertTransition.Raised,
                Kind = AlertKind.Sos,
                Level = WarningLevel.Red,
                Device = $"sos-{number}-{now.UtcTicks}",
                Place = "Benchmark",
                Measured = "SOS button pressed",
                SampledAt = now,
                RaisedAt = now,
                Clock = new ClockReading("00000000-0000-4000-8000-000000000000", 1, ClockQuality.Ntp),
            },
            Simulated: true);
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static void Say(string line)
    {
        Console.Out.WriteLine(line);
        Console.Out.Flush();
    }
}
