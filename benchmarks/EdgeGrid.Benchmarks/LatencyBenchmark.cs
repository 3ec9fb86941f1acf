using System.CommandLine;
using System.Net;
using EdgeGrid.Agent;
using EdgeGrid.Agent.Configuration;
using EdgeGrid.Benchmarks.Rig;
using EdgeGrid.Contracts;
using EdgeGrid.Devices;
using EdgeGrid.Hub;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Correlation;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Simulation.Chips;
using Microsoft.Extensions.Hosting;

namespace EdgeGrid.Benchmarks;

/// <summary>
/// From the sample that decides to the case on the hub's disk: a real agent with a contact on a simulated pin, a real
/// broker on loopback, a real hub on SQLite.
/// </summary>
internal static class LatencyBenchmark
{
    private const int Pin = 17;
    private const string Chip = "gpio:0";

    private static readonly Option<int> Alerts = new("--alerts")
    {
        Description = "How many alerts are raised and cleared.",
        HelpName = "N",
        DefaultValueFactory = _ => 200,
    };

    public static Benchmark Benchmark { get; } = new(
        "latency",
        "Milliseconds from sample to committed case, through agent, broker and hub.",
        (arguments, cancellationToken) => RunAsync(arguments.GetValue(Alerts), cancellationToken))
    {
        Options = [Alerts],
    };

    // The hub tells of an alert after its commit: the moment of hearing it is no earlier than the disk's.
    private sealed record Measured(DateTimeOffset SampledAt, DateTimeOffset DecidedAt, DateTimeOffset CommittedAt);

    private static async Task<IReadOnlyList<Figure>> RunAsync(int alerts, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("edgegrid-bench-");
        try
        {
            await using var hub = HubHost.Build(new Hub.Configuration.HubOptions
            {
                Http = new IPEndPoint(IPAddress.Loopback, 0),
                Mqtt = new IPEndPoint(IPAddress.Loopback, 0),
                DataFolder = folder.CreateSubdirectory("hub").FullName,

                // Each alert files a case of its own: the longest way.
                Correlation = new CorrelationOptions { Window = TimeSpan.Zero },
            });
            await hub.StartAsync(cancellationToken);
            var board = new SimulatedBoard();
            var contact = new SimulatedContact(board.Gpio[Pin]);
            using var agent = Agent(folder, hub.MqttEndPoint!.Port, new SimulatedHardware(board, Chip));
            using var live = hub.Live.Subscribe();
            await agent.StartAsync(cancellationToken);
            var measured = await MeasureAsync(alerts, contact, live, cancellationToken);
            await agent.StopAsync(cancellationToken);
            await hub.StopAsync(cancellationToken);
            return Figures(measured);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<List<Measured>> MeasureAsync(int alerts, SimulatedContact contact, LiveSubscription live, CancellationToken cancellationToken)
    {
        var measured = new List<Measured>();
        for (var alert = 0; alert < alerts; alert++)
        {
            contact.Active = true;
            measured.Add(await NextAsync(AlertTransition.Raised, live, cancellationToken));
            contact.Active = false;
            await NextAsync(AlertTransition.Cleared, live, cancellationToken);
        }

        // The first one pays for what is compiled and connected on its way.
        return measured[1..];
    }

    private static async Task<Measured> NextAsync(AlertTransition transition, LiveSubscription live, CancellationToken cancellationToken)
    {
        await foreach (var change in live.Changes.ReadAllAsync(cancellationToken))
        {
            if (change is AlertChanged { Alert: var alert } && alert.Transition == transition)
            {
                return new Measured(alert.SampledAt, alert.DecidedAt, TimeProvider.System.GetUtcNow());
            }
        }

        throw new InvalidOperationException("The hub ended.");
    }

    private static IHost Agent(DirectoryInfo folder, int mqttPort, SimulatedHardware hardware)
    {
        var configuration = $$"""
            {
              "gateway": { "id": "gw-bench", "name": "Benchmark", "place": "Benchmark" },
              "hub": { "url": "mqtt://127.0.0.1:{{mqttPort}}" },
              "data": { "folder": "{{Path.Combine(folder.FullName, "agent")}}" },
              "devices": [
                {
                  "name": "contact", "kind": "contact", "chip": "{{Chip}}", "pin": {{Pin}}, "debounce": "0ms", "every": "10ms",
                  "detect": { "contact": { "kind": "smoke", "level": "orange", "onDelay": "0s", "offDelay": "0s" } }
                }
              ]
            }
            """;
        var read = new AgentConfiguration(DeviceKinds.All, hardware).Parse(configuration, "the benchmark's configuration");
        return AgentHost.Build(
            read.Options ?? throw new InvalidOperationException(string.Join('\n', read.Problems)),
            new AgentSurroundings(hardware));
    }

    private static IReadOnlyList<Figure> Figures(List<Measured> alerts)
    {
        var whole = Sorted(alerts, alert => alert.CommittedAt - alert.SampledAt);
        var edge = Sorted(alerts, alert => alert.DecidedAt - alert.SampledAt);
        var hub = Sorted(alerts, alert => alert.CommittedAt - alert.DecidedAt);
        return
        [
            new Figure("sample to committed case p50", Sample.Percentile(whole, 0.5), "ms"),
            new Figure("sample to committed case p99", Sample.Percentile(whole, 0.99), "ms"),
            new Figure("sample to decision p50", Sample.Percentile(edge, 0.5), "ms"),
            new Figure("sample to decision p99", Sample.Percentile(edge, 0.99), "ms"),
            new Figure("alert to committed case p50", Sample.Percentile(hub, 0.5), "ms", AtMost: 10),
            new Figure("alert to committed case p99", Sample.Percentile(hub, 0.99), "ms"),
            new Figure("alerts measured", alerts.Count, "alerts"),
        ];
    }

    private static double[] Sorted(List<Measured> alerts, Func<Measured, TimeSpan> span) => [.. alerts.Select(alert => span(alert).TotalMilliseconds).Order()];
}
