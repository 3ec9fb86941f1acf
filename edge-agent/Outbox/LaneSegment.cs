using EdgeGrid.Contracts;

namespace EdgeGrid.Agent.Outbox;

/// <summary>A record before it has its identity.</summary>
internal sealed record NewRecord(
    RecordKind Kind, int Count, Sampling.Instant AppendedAt, ClockQuality? Quality, bool Simulated, string? AlertId, ReadOnlyMemory<byte> Payload)
{
    /// <summary>Of readings.</summary>
    public ReadingClass Class { get; init; }

    /// <summary>The boot it was made in, when that is not this one.</summary>
    public string? BootId { get; init; }
}

/// <summary>
/// A stretch of a lane: the newest is appended to, the older ones are only read and go as a whole when the hub has all of
/// them. Its file is open while it is used; which records it holds is known without. Not safe for several threads.
/// </summary>
internal sealed class LaneSegment : IDisposable
{
    private readonly LaneContext _context;
    private readonly string? _path;
    private readonly bool _readOnly;
    private ILaneFile? _file;
    private long? _closedBytes;

    private LaneSegment(LaneContext context, SegmentName? name, ILaneFile? file, LaneHead head, LaneIndex index, bool readOnly)
    {
        _context = context;
        _path = name is null ? null : context.PathOf(name);
        _file = file;
        _readOnly = readOnly;
        (Name, Head, Index) = (name, head, index);
        HasTail = _path is not null && File.Exists(LaneTail.TailOf(_path));
    }

    /// <summary>Of its file; null in memory.</summary>
    public SegmentName? Name { get; }

    /// <summary>As last said.</summary>
    public LaneHead Head { get; private set; }

    /// <summary>Which records it holds.</summary>
    public LaneIndex Index { get; }

    /// <summary>The disk has nothing of it.</summary>
    public bool InMemory => _path is null;

    /// <summary>Small commits stand in a <see cref="LaneTail"/> beside its file.</summary>
    public bool HasTail { get; private set; }

    /// <summary>What it takes on the disk. A closed file is asked once: there may be hundreds, and each commit wants their sum.</summary>
    public long FileBytes => _path is null ? 0 : _file is null ? _closedBytes ??= LaneFile.BytesOf(_path) : LaneFile.BytesOf(_path);

    /// <summary>On the disk, opened when it is used.</summary>
    public static LaneSegment OnDisk(LaneContext context, SegmentName name, LaneHead head, LaneIndex index, bool readOnly = false) =>
        new(context, name, null, head, index, readOnly);

    /// <summary>In memory, with an epoch of its own.</summary>
    public static LaneSegment OfMemory(LaneContext context)
    {
        var head = new LaneHead(SegmentName.NewEpoch(), 0, 0);
        return new LaneSegment(context, null, new MemoryLaneFile(head), head, new LaneIndex(), readOnly: false);
    }

    /// <summary>All records of a segment in memory, done ones too: they leave from the front only.</summary>
    public IReadOnlyList<StoredRecord> Kept() => Use(file => file.Read(Head.RemovedThrough + 1, long.MaxValue, int.MaxValue));

    /// <summary>Stamps and stores. On the disk when it returns.</summary>
    public IReadOnlyList<RecordIdentity> Append(IReadOnlyList<NewRecord> records)
    {
        var sequence = Head.LastSequence;
        var made = new List<OutboxRecord>(records.Count);
        var stored = new List<StoredRecord>(records.Count);
        foreach (var record in records)
        {
            var identity = new RecordIdentity(_context.Gateway, Head.Epoch, sequence + 1, record.Count);
            made.Add(new OutboxRecord(
                record.Kind, identity, record.AppendedAt, record.BootId ?? _context.BootId, record.Quality, record.Simulated, record.AlertId, record.Payload) { Class = record.Class });
            stored.Add(new StoredRecord(identity.Sequence, RecordCodec.Encode(made[^1])));
            sequence = identity.LastSequence;
        }

        // With what is acknowledged by now: on its own that would be another commit.
        var head = Head with { LastSequence = sequence, RemovedThrough = Math.Max(Head.RemovedThrough, Index.DoneThrough ?? 0) };
        Use(file => file.Append(stored, head));
        Head = head;
        Index.ForgetThrough(head.RemovedThrough);
        for (var i = 0; i < made.Count; i++)
        {
            Index.Add(made[i], stored[i].Bytes.Length, _context.Times.BornMs(made[i]));
        }

        return [.. made.Select(record => record.Identity)];
    }

    /// <summary>The oldest records of a kind that nobody has acknowledged, above a sequence.</summary>
    /// <exception cref="LaneDamagedException">One of them is not what was stored.</exception>
    public IReadOnlyList<OutboxRecord> Read(RecordKind kind, long afterSequence, int most) =>
        Index.Next(kind, afterSequence, most) is { } range ? Read(range) : [];

    /// <summary>Writes down what need not be read again after a start.</summary>
    public void WriteDone()
    {
        if (Index.DoneThrough is { } through && through > Head.RemovedThrough)
        {
            var head = Head with { RemovedThrough = through };
            Use(file => file.Write(head));
            Head = head;
            Index.ForgetThrough(through);
        }
    }

    /// <summary>Closes the file when nothing more is appended to it: the tail is taken into it.</summary>
    public void Finish()
    {
        if (HasTail)
        {
            Use(file => ((LaneFile)file).Fold());
            HasTail = false;
        }

        Close();
    }

    /// <summary>Deletes what <see cref="Finish"/> has emptied.</summary>
    public void DropTail()
    {
        if (_path is not null && !HasTail)
        {
            File.Delete(LaneTail.TailOf(_path));
        }
    }

    /// <summary>Closes the file; the next use opens it again.</summary>
    public void Close()
    {
        if (!InMemory)
        {
            _file?.Dispose();
            _file = null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    private List<OutboxRecord> Read((long First, long Last) range)
    {
        try
        {
            return Use(file => Decode(file, range));
        }
        catch (IOException failure) when (!InMemory && DiskFailure.IsState(failure))
        {
            // A disk that takes nothing may still give: what its journal holds is then only seen.
            using var seen = LaneFile.Open(_path!, readOnly: true);
            return Decode(seen, range);
        }
    }

    private List<OutboxRecord> Decode(ILaneFile file, (long First, long Last) range)
    {
        var records = new List<OutboxRecord>();
        foreach (var (sequence, bytes) in file.Read(range.First, range.Last, int.MaxValue))
        {
            records.Add(RecordCodec.TryDecode(bytes, _context.Gateway, Head.Epoch, out var record) is { } problem
                ? throw new LaneDamagedException($"record {sequence}: {problem}")
                : record!);
        }

        return records is [var first, ..] && first.Identity.Sequence == range.First
            ? records
            : throw new LaneDamagedException($"record {range.First} is not in the file any more");
    }

    private void Use(Action<ILaneFile> use) => Use(file =>
    {
        use(file);
        return true;
    });

    /// <summary>
    /// Uses the file; once more after opening it anew when that fails, because after a failed write LiteDB closes
    /// itself. What fails twice is the lane's to know.
    /// </summary>
    private T Use<T>(Func<ILaneFile, T> use)
    {
        try
        {
            return use(Opened());
        }
        catch (Exception failure) when (!InMemory && failure is not LaneDamagedException)
        {
            _context.Log.LaneReopened(_context.Lane, failure);
            Close();
        }

        try
        {
            return use(Opened());
        }
        catch
        {
            Close();
            throw;
        }
    }

    private ILaneFile Opened()
    {
        if (_file is not null)
        {
            return _file;
        }

        _closedBytes = null;
        var file = LaneFile.Open(_path!, _readOnly, _context.Wrote);
        try
        {
            if (file.Head.Epoch != Head.Epoch || file.Head.LastSequence < Head.LastSequence)
            {
                throw new LaneDamagedException($"it ends at {file.Head.LastSequence}, and {Head.LastSequence} was stored");
            }

            if (file.Head.LastSequence > Head.LastSequence)
            {
                file.TakeBackAfter(Head);
            }
        }
        catch
        {
            file.Dispose();
            throw;
        }

        return _file = file;
    }
}
