using System.Text.Json;
using System.Threading.Channels;
using EdgeGrid.Agent.Detection;
using EdgeGrid.Agent.Outbox;
using EdgeGrid.Agent.Sampling;
using EdgeGrid.Contracts;

namespace EdgeGrid.Conformance.Outbox;

/// <summary>
/// An outbox without a disk, for tests of what comes before it and after it: it remembers what it was handed, and fails
/// or loses a lane on demand. Readings are committed when somebody looks.
/// </summary>
internal sealed class InMemoryOutbox : IOutbox
{
    private readonly Lock _lock = new();
    private readonly LaneInMemory _alerts = new();
    private readonly LaneInMemory _readings = new();
    private readonly List<(DetectedAlert Alert, RecordIdentity Identity)> _takenAlerts = [];
    private readonly List<Reading> _takenReadings = [];
    private readonly List<Loss> _losses = [];
    private readonly Dictionary<bool, ReadingBlockBuilder> _open = new() { [false] = new(), [true] = new() };
    private readonly Channel<bool> _appended = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Every alert taken, in order, acknowledged or not.</summary>
    public IReadOnlyList<DetectedAlert> Alerts => Locked<IReadOnlyList<DetectedAlert>>(() => [.. _takenAlerts.Select(taken => taken.Alert)]);

    /// <summary>Every reading taken.</summary>
    public IReadOnlyList<Reading> Readings => Locked<IReadOnlyList<Reading>>(() => [.. _takenReadings]);

    /// <summary>The pictures that wait.</summary>
    public IReadOnlyList<OutboxRecord> Evidence => Read(RecordKind.Evidence, null, int.MaxValue);

    /// <summary>The loss ledger.</summary>
    public IReadOnlyList<Loss> Losses => Locked<IReadOnlyList<Loss>>(() => [.. _losses]);

    /// <summary>So many alerts throw, as on a full disk.</summary>
    public int FailuresToCome { get; set; }

    /// <summary>False, as when the disk does not follow.</summary>
    public bool TakesReadings { get; set; } = true;

    public RecordIdentity Append(DetectedAlert alert) => Locked(() =>
    {
        if (FailuresToCome > 0)
        {
            FailuresToCome--;
            throw new IOException("No space left on device.");
        }

        var json = JsonSerializer.SerializeToUtf8Bytes(alert.Alert, WireJson.Wire.Alert);
        var identity = Store(_alerts, RecordKind.Alert, 1, Now(), alert.Simulated, null, json);
        _takenAlerts.Add((alert, identity));
        return identity;
    });

    public RecordIdentity? AppendEvidence(string alertId, ReadOnlyMemory<byte> jpeg, bool simulated) => jpeg.Length > LiteDbOutbox.MaxEvidenceBytes
        ? null
        : Locked(() => Store(_alerts, RecordKind.Evidence, 1, Now(), simulated, alertId, jpeg.ToArray()));

    public bool Append(in Reading reading)
    {
        lock (_lock)
        {
            if (TakesReadings)
            {
                var simulated = reading.Point.Device.Simulated;
                _takenReadings.Add(reading);
                _open[simulated].Add(reading);
                if (_open[simulated].IsFull)
                {
                    Commit(simulated);
                }

                _appended.Writer.TryWrite(true);
            }

            return TakesReadings;
        }
    }

    public IReadOnlyList<OutboxRecord> Read(RecordKind kind, RecordIdentity? behind, int maxRecords) => Locked<IReadOnlyList<OutboxRecord>>(() =>
    {
        var lane = Of(kind == RecordKind.Readings ? Lane.Readings : Lane.Alerts);
        var seen = behind is { } mark
            ? lane.Records.FindLastIndex(record => record.Identity.Epoch == mark.Epoch && record.Identity.LastSequence <= mark.LastSequence)
            : -1;
        return [.. lane.Records.Skip(seen + 1).Where(record => record.Kind == kind).Take(maxRecords)];
    });

    public void Remove(Lane lane, string epoch, long sequence, int count) => Locked(() => Of(lane).Records.RemoveAll(record =>
        record.Identity.Epoch == epoch && record.Identity.Sequence >= sequence && record.Identity.LastSequence < sequence + count));

    public void Discard(Lane lane, RecordIdentity identity, string why) => Locked(() =>
    {
        Remove(lane, identity.Epoch, identity.Sequence, identity.Count);
        return Lose(lane, identity.Epoch, identity.Sequence, identity.Count, LossReasons.Unsendable, why);
    });

    public void Restamp(RecordKind kind, RecordIdentity identity) => Locked(() =>
    {
        var lane = Of(kind == RecordKind.Readings ? Lane.Readings : Lane.Alerts);
        if (lane.Records.Find(record => record.Identity == identity) is { } record)
        {
            lane.Records.Remove(record);
            lane.BeginEpoch();
            Store(lane, record.Kind, identity.Count, record.AppendedAt, record.Simulated, record.AlertId, record.Payload);
        }

        return true;
    });

    public LaneStatus Status(Lane lane) => Locked(() =>
    {
        var its = Of(lane);
        return new LaneStatus(its.Epoch, its.LastSequence, its.Records.Sum(record => (long)record.Identity.Count));
    });

    public async Task WaitForAppendAsync(CancellationToken cancellationToken) => await _appended.Reader.ReadAsync(cancellationToken);

    /// <summary>As if a lane's file were damaged beyond reading: what waited in it is lost, and a fresh epoch begins.</summary>
    public void SetAside(Lane lane) => Locked(() =>
    {
        var (epoch, pending) = (Of(lane).Epoch, Of(lane).Records.Sum(record => (long)record.Identity.Count));
        Of(lane).Begin();
        return Lose(lane, epoch, 0, pending, LossReasons.FileSetAside, "a test asked for it");
    });

    private LaneInMemory Of(Lane lane)
    {
        Commit(simulated: false);
        Commit(simulated: true);
        return lane == Lane.Alerts ? _alerts : _readings;
    }

    private void Commit(bool simulated)
    {
        if (_open[simulated] is { Count: > 0 and var count } block)
        {
            Store(_readings, RecordKind.Readings, count, block.First, simulated, null, block.Seal());
        }
    }

    private RecordIdentity Lose(Lane lane, string epoch, long sequence, long count, string reason, string detail)
    {
        var loss = new Loss
        {
            Lane = lane == Lane.Alerts ? OutboxLane.Alerts : OutboxLane.Readings,
            Epoch = epoch,
            Sequence = sequence,
            Count = count,
            Reason = reason,
            At = Now().At,
            Detail = detail,
        };
        _losses.Add(loss);
        return Store(_alerts, RecordKind.Loss, 1, Now(), simulated: false, null, JsonSerializer.SerializeToUtf8Bytes(loss, WireJson.Wire.Loss));
    }

    private RecordIdentity Store(LaneInMemory lane, RecordKind kind, int count, Instant at, bool simulated, string? alertId, ReadOnlyMemory<byte> payload)
    {
        var identity = new RecordIdentity(OutboxInputs.Gateway, lane.Epoch, lane.LastSequence + 1, count);
        lane.LastSequence = identity.LastSequence;
        lane.Records.Add(new OutboxRecord(kind, identity, at, "boot", ClockQuality.Ntp, simulated, alertId, payload));
        _appended.Writer.TryWrite(true);
        return identity;
    }

    private static Instant Now() => new(TimeProvider.System.GetUtcNow(), (long)TimeProvider.System.GetElapsedTime(0).TotalMilliseconds);

    private T Locked<T>(Func<T> action)
    {
        lock (_lock)
        {
            return action();
        }
    }

    private sealed class LaneInMemory
    {
        public LaneInMemory() => Begin();

        public string Epoch { get; private set; } = "";

        public long LastSequence { get; set; }

        public List<OutboxRecord> Records { get; } = [];

        public void Begin()
        {
            BeginEpoch();
            Records.Clear();
        }

        public void BeginEpoch() => (Epoch, LastSequence) = (Guid.CreateVersion7().ToString("n"), 0);
    }
}
