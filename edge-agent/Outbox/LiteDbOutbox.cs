using System.Text.Json;
using System.Threading.Channels;
using EdgeGrid.Agent.Detection;
using EdgeGrid.Agent.Health;
using EdgeGrid.Agent.Sampling;
using EdgeGrid.Contracts;
using Microsoft.Extensions.Logging;

namespace EdgeGrid.Agent.Outbox;

/// <summary>
/// The outbox on LiteDB: a lane of files for alerts and one for readings, so that an alert never waits for readings to be
/// written. A worker commits blocks of readings together and lets go of what the hub has.
/// </summary>
internal sealed class LiteDbOutbox : IOutbox, IAsyncDisposable
{
    /// <summary>A picture is written under the lock that an alert may wait for: some 20 ms at this size.</summary>
    public const int MaxEvidenceBytes = 512 * 1024;

    /// <summary>Alerts kept while the disk takes nothing: about a megabyte.</summary>
    internal const int MaxAlertsInMemory = 1000;

    // Each look may be a line in the ledger.
    private static readonly TimeSpan ExpireEvery = TimeSpan.FromMinutes(10);

    private readonly OutboxSettings _settings;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly DiskWear _wear;
    private readonly FolderHold _hold;
    private readonly LaneStore _alerts;
    private readonly LaneStore _readings;
    private readonly RecordTimes _times;
    private readonly ReadingQueue _queue;
    private readonly Channel<bool> _appended =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly OutboxWorker _worker;
    private long _expiredAt;
    private int _disposed;

    /// <summary>Opens or makes the files, and looks through them.</summary>
    /// <exception cref="OutboxException">The folder cannot be used, or another agent uses it.</exception>
    public LiteDbOutbox(OutboxSettings settings, StorageTrouble trouble, TimeProvider time, ILogger<LiteDbOutbox> log)
    {
        _settings = settings;
        _time = time;
        _log = log;
        _queue = new ReadingQueue(settings.Clock);
        _wear = settings.Wear ?? new DiskWear(settings.Gateway, time);
        _hold = new FolderHold(settings.Folder);
        try
        {
            TakeHold();
            var available = MaxFolderBytes - AsideFiles.Bound(settings.Folder, MaxFolderBytes);
            _times = new RecordTimes(settings.Clock, new ClockHistory(Path.Combine(settings.Folder, "clocks.txt")));
            _times.Learn();
            Losses = new LossLedger(settings.Folder, _wear.Wrote);
            _alerts = new LaneStore(Context(Lane.Alerts, available / 4, MaxAlertsInMemory, trouble));
            _readings = new LaneStore(Context(Lane.Readings, available / 4 * 3, maxInMemory: 0, trouble));
        }
        catch
        {
            _alerts?.Dispose();
            _hold.Dispose();
            throw;
        }

        // Before anything is sent.
        Expire();
        log.Opened(settings.Folder, _alerts.Status.Pending, _readings.Status.Pending);
        _expiredAt = time.GetTimestamp();
        _worker = new OutboxWorker(settings.CommitEvery, _queue.SealOpen, DoRound, time, log);
    }

    /// <summary>What was lost behind the durable boundary.</summary>
    public LossLedger Losses { get; }

    /// <summary>Readings taken and not yet on the disk.</summary>
    public long Uncommitted => _queue.Count;

    /// <inheritdoc/>
    public RecordIdentity Append(DetectedAlert alert)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(alert.Alert, WireJson.Wire.Alert);
        var identity = _alerts.Append([new NewRecord(RecordKind.Alert, 1, Now(), Quality, alert.Simulated, null, json)])[0];
        _appended.Writer.TryWrite(true);
        return identity;
    }

    /// <inheritdoc/>
    public RecordIdentity? AppendEvidence(string alertId, ReadOnlyMemory<byte> jpeg, bool simulated)
    {
        if (jpeg.Length > MaxEvidenceBytes)
        {
            _log.EvidenceRefused(alertId, $"it has {jpeg.Length / 1024} KB, and {MaxEvidenceBytes / 1024} KB is the most");
            return null;
        }

        if (!_alerts.HasRoomForEvidence(jpeg.Length))
        {
            _log.EvidenceRefused(alertId, "pictures that wait for the hub already fill half of the lane");
            return null;
        }

        var identity = _alerts.Append([new NewRecord(RecordKind.Evidence, 1, Now(), Quality, simulated, alertId, jpeg)])[0];
        _appended.Writer.TryWrite(true);
        return identity;
    }

    /// <inheritdoc/>
    public bool Append(in Reading reading)
    {
        var taken = _queue.TryAdd(reading, out var sealedBlock);
        if (sealedBlock)
        {
            _worker.Wake();
        }

        return taken;
    }

    /// <inheritdoc/>
    public IReadOnlyList<OutboxRecord> Read(RecordKind kind, RecordIdentity? behind, int maxRecords) =>
        [.. Store(LaneOf(kind)).Read(kind, behind, maxRecords).Select(_times.Tell)];

    /// <inheritdoc/>
    public void Remove(Lane lane, string epoch, long sequence, int count) => Store(lane).Remove(epoch, sequence, count);

    /// <inheritdoc/>
    public void Discard(Lane lane, RecordIdentity identity, string why) => Store(lane).Discard(identity, why);

    /// <inheritdoc/>
    public void Restamp(RecordKind kind, RecordIdentity identity)
    {
        Store(LaneOf(kind)).Restamp(kind, identity);
        _appended.Writer.TryWrite(true);
    }

    /// <inheritdoc/>
    public LaneStatus Status(Lane lane) => Store(lane).Status;

    /// <inheritdoc/>
    public async Task WaitForAppendAsync(CancellationToken cancellationToken) =>
        await _appended.Reader.ReadAsync(cancellationToken);

    /// <summary>Commits every reading taken so far. They are on the disk when it returns.</summary>
    public void Flush()
    {
        _queue.SealOpen();
        CommitSealed();
    }

    /// <summary>Gives up readings that have waited for too long. Happens by itself.</summary>
    public void Expire()
    {
        _readings.Expire(ReadingClass.Measurement, _settings.KeepMeasurements);
        _readings.Expire(ReadingClass.Position, _settings.KeepPositions);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _worker.DisposeAsync();
        FlushAtLast();
        _alerts.Dispose();
        _readings.Dispose();
        _hold.Dispose();
    }

    private long MaxFolderBytes => _settings.MaxMegabytes * 1024L * 1024L;

    // What the disk does not give now, each lane asks for again before it writes.
    private void TakeHold()
    {
        try
        {
            _hold.Take();
        }
        catch (IOException exception)
        {
            _log.FolderNotHeld(_settings.Folder, exception.Message);
        }
    }

    private LaneContext Context(Lane lane, long maxBytes, int maxInMemory, StorageTrouble trouble) => new()
    {
        Lane = lane,
        Gateway = _settings.Gateway,
        BootId = _settings.Clock.BootId,
        Times = _times,
        Folder = _settings.Folder,
        // The rest is for the ledger, and for a file that is being made anew.
        MaxBytes = maxBytes / 10 * 8,
        MaxInMemory = maxInMemory,
        Hold = _hold,
        Trouble = trouble,
        MaxFolderBytes = MaxFolderBytes,
        Ledger = Losses,
        Wear = _wear,
        Time = _time,
        Log = _log,
    };

    private static Lane LaneOf(RecordKind kind) => kind == RecordKind.Readings ? Lane.Readings : Lane.Alerts;

    private LaneStore Store(Lane lane) => lane == Lane.Alerts ? _alerts : _readings;

    private ClockQuality Quality => _settings.Clock.Quality;

    private Instant Now() => _settings.Clock.Now();

    private void DoRound()
    {
        Losses.Flush();
        _times.Learn();
        _alerts.Trim();
        TellLosses();
        CommitSealed();
        ExpireSometimes();
        _readings.Trim();
    }

    private void ExpireSometimes()
    {
        if (_time.GetElapsedTime(_expiredAt) >= ExpireEvery)
        {
            _expiredAt = _time.GetTimestamp();
            Expire();
        }
    }

    private void FlushAtLast()
    {
        try
        {
            _alerts.Trim();
            Flush();
            _readings.Trim();
        }
        catch (Exception exception)
        {
            _log.LastCommitFailed(_queue.Count, _alerts.InMemory ? _alerts.Status.Pending : 0, exception);
        }
    }

    // Not through memory: there a line would push out an alert, which would be a line.
    private void TellLosses()
    {
        if (!_alerts.InMemory)
        {
            Losses.Tell(loss =>
            {
                _alerts.Append([new NewRecord(RecordKind.Loss, 1, Now(), Quality, _settings.Simulated, null, JsonSerializer.SerializeToUtf8Bytes(loss, WireJson.Wire.Loss))]);
                _appended.Writer.TryWrite(true);
            });
        }
    }

    private void CommitSealed()
    {
        while (_queue.CommitNext(Store))
        {
            _appended.Writer.TryWrite(true);
        }
    }

    private void Store(IReadOnlyList<NewRecord> blocks)
    {
        _readings.Append(blocks);
        _wear.Stored(blocks.Sum(block => (long)block.Count));
    }
}
