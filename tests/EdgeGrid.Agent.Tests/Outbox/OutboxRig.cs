using EdgeGrid.Agent.Detection;
using EdgeGrid.Agent.Health;
using EdgeGrid.Agent.Outbox;
using EdgeGrid.Agent.Sampling;
using EdgeGrid.Agent.Tests.Publishing;
using EdgeGrid.Conformance.Outbox;
using EdgeGrid.Contracts;
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

    public string Folder { get; private set; }

    public LiteDbOutbox Outbox { get; private set; }

    public StorageTrouble Trouble { get; } = new();

    public CollectedLog<LiteDbOutbox> Log { get; } = new();

    public static DetectedAlert Alert(string measured = "Methane 12 %LEL > 10 for 3 s") => OutboxInputs.Alert(measured);

    public static Reading Reading(int i, bool simulated = false) => OutboxInputs.Reading(i, simulated);

    /// <summary>Stops in order and opens again, after <paramref name="meanwhile"/>.</summary>
    public async Task ReopenAsync(Action? meanwhile = null)
    {
        await Outbox.DisposeAsync();
        meanwhile?.Invoke();
        Outbox = Open(Folder);
    }

    /// <summary>Goes on with what a killed process leaves.</summary>
    public async Task KillAsync()
    {
        var image = OpenCrashImage();
        await Outbox.DisposeAsync();
        (Outbox, Folder) = (image, _images[^1].Path);
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
            Clock = new GatewayClock(TimeProvider.System, () => ClockQuality.Ntp, SampleInputs.BootId),
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

    public static string Measured(OutboxRecord record) => OutboxInputs.AlertOf(record).Measured;

    public async ValueTask DisposeAsync()
    {
        await Outbox.DisposeAsync();
        _folder.Dispose();
        _images.ForEach(image => image.Dispose());
    }
}
