using System.CommandLine;
using EdgeGrid.Agent;
using EdgeGrid.Agent.Actuation;
using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Detection;
using EdgeGrid.Agent.Filtering;
using EdgeGrid.Agent.Health;
using EdgeGrid.Agent.Sampling;
using EdgeGrid.Contracts;
using EdgeGrid.Devices;
using EdgeGrid.Devices.Buses;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeGrid.Benchmarks;

/// <summary>
/// What a reading costs from the channel's end to the outbox's edge, on one core: plausibility, median, detection and
/// deadband of a gateway with gas sensors. The outbox behind it only counts: its own cost is another benchmark.
/// </summary>
internal static class PipelineBenchmark
{
    private const int Runs = 7;
    private const int Sensors = 24;

    private static readonly Option<int> Readings = new("--readings")
    {
        Description = "How many readings each run takes.",
        HelpName = "N",
        DefaultValueFactory = _ => 2_000_000,
    };

    public static Benchmark Benchmark { get; } = new(
        "pipeline",
        "Readings/s through filter and detection on one core, and what each allocates.",
        (arguments, _) => Task.FromResult(Run(arguments.GetValue(Readings))))
    {
        Options = [Readings],
    };

    private static IReadOnlyList<Figure> Run(int readings)
    {
        // A gateway's day: most values are within the deadband, some are nonsense, some are news.
        var usual = Measure(readings, i => i % 100 == 0 ? 5_000 : 5 + (i / Sensors % 40 < 3 ? 3 : 0.1 * (i % 7)), deadband: 2);
        var dropped = Measure(readings, i => 5 + (0.1 * (i % 7)), deadband: 2);
        var kept = Measure(readings, i => i / Sensors % 9, deadband: 0);
        return
        [
            new("readings through filter and detection", usual.PerSecond, "readings/s", AtLeast: 1_000_000),
            new("time for a reading", 1e9 / usual.PerSecond, "ns"),
            new("readings kept", usual.KeptShare * 100, "%"),
            new("readings/s, every one dropped", dropped.PerSecond, "readings/s"),
            new("allocated for a dropped reading", dropped.Allocated, "B", AtMost: 0),
            new("readings/s, nearly every one kept", kept.PerSecond, "readings/s"),
            new("readings kept of these", kept.KeptShare * 100, "%"),
            new("allocated for a kept reading", kept.Allocated, "B"),
        ];
    }

    // The median of several runs after one to warm up.
    private static (double PerSecond, double Allocated, double KeptShare) Measure(int readings, Func<int, double> value, double deadband)
    {
        using var gateway = new BenchmarkGateway(Sensors, deadband);
        var samples = gateway.Samples(readings, value);
        gateway.Take(samples);
        var perSecond = new double[Runs];
        var allocated = new double[Runs];
        var kept = gateway.Kept;
        for (var run = 0; run < Runs; run++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var started = TimeProvider.System.GetTimestamp();
            gateway.Take(samples);
            perSecond[run] = readings / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
            allocated[run] = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)readings;
        }

        Array.Sort(perSecond);
        Array.Sort(allocated);
        return (perSecond[Runs / 2], allocated[Runs / 2], (gateway.Kept - kept) / ((double)Runs * readings));
    }

    /// <summary>A pipeline as the agent builds it, with sensors that have every stage and two levels.</summary>
    private sealed class BenchmarkGateway : IDisposable
    {
        private readonly PointTable _points;
        private readonly LocalOutputs _outputs;
        private readonly DropCounters _drops = new();
        private readonly EvidenceRecorder _evidence;
        private readonly CountingOutbox _outbox = new();
        private readonly Pipeline _pipeline;
        private readonly Instant _start;

        public BenchmarkGateway(int sensors, double deadband)
        {
            var time = TimeProvider.System;
            var options = new AgentOptions
            {
                Gateway = new GatewayOptions { Id = GatewayId.Parse("gw-bench"), Name = "bench", Place = "bench" },
                Hub = new HubOptions { Url = new Uri("mqtt://127.0.0.1:1883") },
                Data = new DataOptions { Folder = "unused" },
                Devices = [.. Enumerable.Range(0, sensors).Select(i => Sensor(i, deadband))],
                Hash = "000000000000",
            };
            var clock = new GatewayClock(time);
            _start = clock.Now();
            _points = new PointTable(options);
            _outputs = new LocalOutputs(options, new DeviceStates(options), new DeviceContext(new BoardHardware(), time), NullLogger<LocalOutputs>.Instance);
            _evidence = new EvidenceRecorder(_outbox, _drops, NullLogger<EvidenceRecorder>.Instance);
            _pipeline = new Pipeline(
                _points,
                new Detectors(options, new DetectorSources(clock, new StorageTrouble(), new AlertHandover(), time)),
                new PipelineEnds(_outputs, _outbox, _evidence, _drops, NullLogger<Pipeline>.Instance));
        }

        public long Kept => _outbox.Kept;

        /// <summary>A millisecond apart, the sensors in turn.</summary>
        public Reading[] Samples(int count, Func<int, double> value) =>
        [
            .. Enumerable.Range(0, count).Select(i => new Reading(
                _points.All[i % _points.All.Count],
                new Instant(_start.At.AddMilliseconds(i), _start.MonotonicMs + i),
                value(i))),
        ];

        public void Take(Reading[] samples)
        {
            foreach (ref readonly var sample in samples.AsSpan())
            {
                _pipeline.Process(sample);
            }
        }

        public void Dispose()
        {
            _outputs.Dispose();
            _evidence.Dispose();
            _drops.Dispose();
        }

        private static DeviceOptions Sensor(int index, double deadband) => new()
        {
            Name = $"sensor-{index}",
            Kind = new DeviceKind("bench", "", [Quantity.Methane], [], (_, _) => throw new NotSupportedException()),
            Settings = new DeviceSettings(new Dictionary<string, object?>()),
            Place = "bench",
            Filter = new FilterOptions { Min = 0, Max = 100, Despike = 3, Deadband = deadband, LongestSilence = TimeSpan.FromDays(1) },
            Detect = new DetectOptions
            {
                Level = new LevelOptions
                {
                    Kind = AlertKind.Gas,
                    Steps =
                    [
                        new LevelStep(10, WarningLevel.Yellow, TimeSpan.FromSeconds(3)),
                        new LevelStep(25, WarningLevel.Orange, TimeSpan.FromSeconds(3)),
                    ],
                    Deadband = 2,
                },
            },
        };
    }
}
