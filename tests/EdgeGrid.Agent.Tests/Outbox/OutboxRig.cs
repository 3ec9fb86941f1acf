using EdgeGrid.Agent.Detection;
using EdgeGrid.Agent.Health;
using EdgeGrid.Agent.Outbox;
using EdgeGrid.Agent.Sampling;
using EdgeGrid.Agent.Tests.Publishing;
using EdgeGrid.Contracts;
using EdgeGrid.Devices;
using EdgeGrid.Testing;

namespace EdgeGrid.Agent.Tests.Outbox;

/// <summary>A real outbox in a folder that can be opened again, as after a stop, or copied, as after a power cut.</summary>
internal sealed class OutboxRig : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<TemporaryFolder> _images = [];

    public OutboxRig(int maxMegabytes = 64, string? folder = null)
    {
        (MaxMegabytes, Folder) = (maxMegabytes, folder ?? _folder.Path);
        Outbox = Open(Folder);
    }

    public int MaxMegabytes { get; }

    public string Folder { get; }

    public LiteDbOutbox Outbox { get; private set; }

    public StorageTrouble Trouble { get; } = new();

    public CollectedLog<LiteDbOutbox> Log { get; } = new();

    public static DetectedAlert Alert(string measured = "Methane 12 %LEL > 10 for 3 s") => new(
        new Alert
        {
            AlertId = Guid.CreateVersion7().ToString("N"),
            Transition = AlertTransition.Raised,
            Kind = AlertKind.Gas,
            Level = WarningLevel.Yellow,
            Device = "kitchen-methane",
            Place = "kitchen",
            Measured = measured,
            SampledAt = SampleInputs.At,
            RaisedAt = SampleInputs.At,
            Clock = new ClockReading(SampleInputs.BootId, 1, ClockQuality.Ntp),
        },
        Simulated: true);

    public static Reading Reading(int i, bool simulated = false) => new(
        simulated ? SimulatedPoint : RealPoint,
        new Instant(SampleInputs.At.AddMilliseconds(i), i),
        i * 1.1);

    /// <summary>Stops in order and opens again, after <paramref name="meanwhile"/>.</summary>
    public async Task ReopenAsync(Action? meanwhile = null)
    {
        await Outbox.DisposeAsync();
        meanwhile?.Invoke();
        Outbox = Open(Folder);
    }

    /// <summary>Opens a copy of the files as they are now on the disk: what a killed process leaves.</summary>
    public LiteDbOutbox OpenCrashImage()
    {
        var image = new TemporaryFolder();
        _images.Add(image);
        foreach (var file in Directory.GetFiles(Folder).Where(file => Path.GetExtension(file) is ".db" or ".journal" or ".tail" or ".list"))
        {
            // The outbox holds its files open; a copy by another program is not stopped by that.
            using var source = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var target = File.Create(image.File(Path.GetFileName(file)));
            source.CopyTo(target);
        }

        return Open(image.Path);
    }

    public LiteDbOutbox Open(string folder) => new(
        new OutboxSettings
        {
            Gateway = SampleInputs.Gateway,
            BootId = SampleInputs.BootId,
            Folder = folder,
            MaxMegabytes = MaxMegabytes,
            CommitEvery = TimeSpan.FromMilliseconds(50),
        },
        Trouble,
        TimeProvider.System,
        Log);

    /// <summary>The file that a lane is appended to.</summary>
    public string FileOf(Lane lane) => Files(lane)[^1];

    /// <summary>The files of a lane, in order.</summary>
    public IReadOnlyList<string> Files(Lane lane) =>
        [.. Directory.GetFiles(Folder).Where(file => SegmentName.Parse(file)?.Lane == lane).Order(StringComparer.Ordinal)];

    public static IReadOnlyList<OutboxRecord> ReadAll(LiteDbOutbox outbox, RecordKind kind)
    {
        var all = new List<OutboxRecord>();
        while (outbox.Read(kind, all.Count == 0 ? null : all[^1].Identity, 100) is { Count: > 0 } records)
        {
            all.AddRange(records);
        }

        return all;
    }

    public static string Measured(OutboxRecord record) =>
        System.Text.Json.JsonSerializer.Deserialize(record.Payload.Span, WireJson.Default.Alert)!.Measured;

    public async ValueTask DisposeAsync()
    {
        await Outbox.DisposeAsync();
        _folder.Dispose();
        _images.ForEach(image => image.Dispose());
    }

    private static readonly Point RealPoint = SampleInputs.PointOf(0, "kitchen-methane", Quantity.Methane);
    private static readonly Point SimulatedPoint = SampleInputs.PointOf(1, "boiler-co", Quantity.CarbonMonoxide, simulated: true);
}
