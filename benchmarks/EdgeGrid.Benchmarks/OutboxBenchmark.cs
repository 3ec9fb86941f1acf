using System.CommandLine;
using EdgeGrid.Agent.Detection;
using EdgeGrid.Agent.Health;
using EdgeGrid.Agent.Outbox;
using EdgeGrid.Benchmarks.Rig;
using EdgeGrid.Contracts;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeGrid.Benchmarks;

/// <summary>
/// What the durable boundary costs: readings a second that are on the disk, bytes written for each, and how long an
/// alert's append takes, alone and while readings pour in.
/// </summary>
internal static class OutboxBenchmark
{
    private const int Alerts = 500;

    private static readonly Option<int> Readings = new("--readings")
    {
        Description = "How many readings are stored.",
        HelpName = "N",
        DefaultValueFactory = _ => 5_000_000,
    };

    private static readonly Option<DirectoryInfo?> Folder = new("--folder")
    {
        Description = "Where, to measure that disk; a temporary folder otherwise.",
        HelpName = "PATH",
    };

    public static Benchmark Benchmark { get; } = new(
        "outbox",
        "Readings/s durably stored, bytes written for each, milliseconds to a durable alert.",
        (arguments, cancellationToken) => RunAsync(arguments.GetValue(Readings), arguments.GetValue(Folder), cancellationToken))
    {
        Options = [Readings, Folder],
    };

    private static async Task<IReadOnlyList<Figure>> RunAsync(int readings, DirectoryInfo? parent, CancellationToken cancellationToken)
    {
        var folder = parent is null
            ? Directory.CreateTempSubdirectory("edgegrid-bench-")
            : parent.CreateSubdirectory("edgegrid-bench-" + Guid.CreateVersion7().ToString("N"));
        try
        {
            return
            [
                .. await MeasureReadingsAsync(readings, folder.FullName, cancellationToken),
                .. await MeasureAlertsAsync("alone", Path.Combine(folder.FullName, "alone"), load: false),
                .. await MeasureAlertsAsync("under load", Path.Combine(folder.FullName, "load"), load: true),
            ];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<IReadOnlyList<Figure>> MeasureReadingsAsync(int readings, string folder, CancellationToken cancellationToken)
    {
        await using var outbox = Open(folder);
        var source = new ReadingSource();
        Store(outbox, source, readings / 50);

        var before = ProcessIo.Read();
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var started = TimeProvider.System.GetTimestamp();
        Store(outbox, source, readings);
        var elapsed = TimeProvider.System.GetElapsedTime(started);
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        var stored = ProcessIo.Read() - before;
        var size = new DirectoryInfo(folder).GetFiles("readings*.db").Sum(file => file.Length);
        var kept = outbox.Status(Lane.Readings).Pending;

        // A record costs once more when the hub has it and it leaves the file.
        before = ProcessIo.Read();
        RemoveAll(outbox);
        var files = () => outbox.Status(Lane.Readings).Pending;
        while (files() > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
        }

        await outbox.DisposeAsync();
        var removed = ProcessIo.Read() - before;
        return
        [
            new("readings durably stored", readings / elapsed.TotalSeconds, "readings/s", AtLeast: 1_000_000),
            new("written to store a reading (to files)", stored.Chars / (double)readings, "B", AtMost: 60),
            new("written to store a reading (to the disk)", stored.Bytes / (double)readings, "B", AtMost: 60),
            new("written to remove a reading (to files)", removed.Chars / (double)kept, "B"),
            new("kept on the disk for a reading", size / (double)kept, "B"),
            new("allocated for a reading", allocated / (double)readings, "B"),
        ];
    }

    private static void Store(LiteDbOutbox outbox, ReadingSource source, int count)
    {
        var wait = new SpinWait();
        for (var i = 0; i < count; i++)
        {
            var reading = source.Next();
            while (!outbox.Append(reading))
            {
                wait.SpinOnce();
            }
        }

        outbox.Flush();
    }

    private static void RemoveAll(LiteDbOutbox outbox)
    {
        RecordIdentity? last = null;
        while (outbox.Read(RecordKind.Readings, last, 64) is { Count: > 0 } records)
        {
            foreach (var record in records)
            {
                outbox.Remove(Lane.Readings, record.Identity.Epoch, record.Identity.Sequence, record.Identity.Count);
                last = record.Identity;
            }
        }
    }

    private static async Task<IReadOnlyList<Figure>> MeasureAlertsAsync(string name, string folder, bool load)
    {
        await using var outbox = Open(folder);
        using var stop = new CancellationTokenSource();
        var loading = load ? Task.Run(() => PourIn(outbox, stop.Token), CancellationToken.None) : Task.CompletedTask;
        var alert = new DetectedAlert(SampleAlert(), Simulated: true);
        var milliseconds = new double[Alerts];
        for (var i = -20; i < Alerts; i++)
        {
            var started = TimeProvider.System.GetTimestamp();
            outbox.Append(alert);
            if (i >= 0)
            {
                milliseconds[i] = TimeProvider.System.GetElapsedTime(started).TotalMilliseconds;
            }
        }

        await stop.CancelAsync();
        await loading;
        Array.Sort(milliseconds);
        return
        [
            new($"alert append p50, {name}", milliseconds[Alerts / 2], "ms"),
            new($"alert append p99, {name}", milliseconds[Alerts * 99 / 100], "ms"),
        ];
    }

    private static async Task PourIn(LiteDbOutbox outbox, CancellationToken stop)
    {
        // 100,000 readings a second: far more than any gateway has, and far less than the disk can take.
        var source = new ReadingSource();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        while (!stop.IsCancellationRequested && await timer.WaitForNextTickAsync(CancellationToken.None))
        {
            for (var i = 0; i < 1_000; i++)
            {
                outbox.Append(source.Next());
            }
        }
    }

    private static LiteDbOutbox Open(string folder) => new(
        new OutboxSettings
        {
            Gateway = GatewayId.Parse("gw-bench"),
            Clock = new GatewayClock(TimeProvider.System),
            Folder = folder,
            MaxMegabytes = 4096,
        },
        new StorageTrouble(),
        TimeProvider.System,
        NullLogger<LiteDbOutbox>.Instance);

    private static Alert SampleAlert() => new()
    {
        AlertId = Guid.CreateVersion7().ToString("N"),
        Transition = AlertTransition.Raised,
        Kind = AlertKind.Gas,
        Level = WarningLevel.Orange,
        Device = "kitchen-methane",
        Place = "Heping Road 18, unit 2-301, kitchen",
        Position = new Position(34.2440, 117.1940),
        Measured = "Methane 26 %LEL > 25 for 3 s",
        Value = 26,
        Unit = "%{LEL}",
        Limit = 25,
        SampledAt = TimeProvider.System.GetUtcNow(),
        RaisedAt = TimeProvider.System.GetUtcNow(),
        Clock = new ClockReading("00000000-0000-4000-8000-000000000000", 1, ClockQuality.Ntp),
        Actions = ["siren on"],
    };
}
