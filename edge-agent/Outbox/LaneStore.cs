using EdgeGrid.Contracts;

namespace EdgeGrid.Agent.Outbox;

/// <summary>A record before it has its identity.</summary>
internal sealed record NewRecord(
    RecordKind Kind, int Count, Sampling.Instant AppendedAt, bool Simulated, string? AlertId, ReadOnlyMemory<byte> Payload);

/// <summary>
/// One lane: stamps, stores, hands out and removes. Every use of its file happens under its lock. Whatever the file
/// does, the lane goes on: a damaged one is set aside and a fresh epoch begins.
/// </summary>
internal sealed class LaneStore : IDisposable
{
    /// <summary>Freed at once: bounds how long an alert can wait for the lock, and how far LiteDB's log can grow.</summary>
    private const long RemoveAtOnceBytes = 1 << 20;

    private readonly LaneContext _context;
    private readonly LaneOpening _opening;
    private readonly Lock _lock = new();
    private LaneFile _file;
    private LaneIndex _index;
    private bool _disposed;

    /// <exception cref="OutboxException">The folder cannot be used.</exception>
    public LaneStore(LaneContext context)
    {
        _context = context;
        _opening = new LaneOpening(context);
        (_file, _index) = _opening.Open();
    }

    /// <summary>For the gateway's status.</summary>
    public LaneStatus Status
    {
        get
        {
            lock (_lock)
            {
                return new LaneStatus(_file.Head.Epoch, _file.Head.LastSequence, _index.Pending);
            }
        }
    }

    /// <summary>What the file holds, as LiteDB stores it.</summary>
    public long StoredBytes
    {
        get
        {
            lock (_lock)
            {
                return _index.Bytes;
            }
        }
    }

    /// <summary>Stamps and stores. On the disk when it returns.</summary>
    public IReadOnlyList<RecordIdentity> Append(IReadOnlyList<NewRecord> records)
    {
        lock (_lock)
        {
            MakeRoomFor(records);
            try
            {
                return Retrying(() => Commit(records));
            }
            catch (Exception damage) when (LaneOpening.IsDamage(damage))
            {
                // It opens, and cannot be written: every alert that comes would wait for it.
                _file.Dispose();
                (_file, _index) = _opening.SetAside(damage.Message);
                return Commit(records);
            }
        }
    }

    /// <summary>Whether a picture may take so many bytes more: it must never push out alerts.</summary>
    public bool HasRoomForEvidence(int length)
    {
        lock (_lock)
        {
            return _index.EvidenceBytes + length <= _context.MaxBytes / 2 && _index.Bytes + length + 256 <= _context.MaxBytes;
        }
    }

    /// <summary>The oldest records of a kind that nobody has acknowledged, above a sequence.</summary>
    public IReadOnlyList<OutboxRecord> Read(RecordKind kind, long afterSequence, int most)
    {
        lock (_lock)
        {
            while (_index.Next(kind, afterSequence, most) is { } range)
            {
                var found = Retrying(() => Decode(range));
                if (found.Count > 0)
                {
                    return found;
                }

                afterSequence = range.Last;
            }

            return [];
        }
    }

    /// <summary>Takes an acknowledgement. Costs no disk; <see cref="Trim"/> does.</summary>
    public void Remove(string epoch, long sequence, int count)
    {
        lock (_lock)
        {
            if (epoch == _file.Head.Epoch)
            {
                _index.MarkDone(sequence, count);
            }
        }
    }

    /// <summary>Gives up a record, with a line in the ledger.</summary>
    public void Discard(RecordIdentity identity, string why)
    {
        _context.Log.Discarded(_context.Lane, identity.Sequence, why);
        _context.Lose(identity.Epoch, identity.Sequence, identity.Count, LossReason.Unsendable, why);
        Remove(identity.Epoch, identity.Sequence, identity.Count);
    }

    /// <summary>Takes what is acknowledged out of the file, a piece at a time so that an append can come between.</summary>
    public void Trim()
    {
        while (TrimPiece())
        {
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _file.Dispose();
        }
    }

    private bool TrimPiece()
    {
        lock (_lock)
        {
            if (_index.RemovableThrough(RemoveAtOnceBytes) is not { } through)
            {
                return false;
            }

            Retrying(() => RemoveThrough(through));
            return true;
        }
    }

    private List<RecordIdentity> Commit(IReadOnlyList<NewRecord> records)
    {
        var head = _file.Head;
        var sequence = head.LastSequence;
        var identities = new List<RecordIdentity>(records.Count);
        var stored = new List<(long Sequence, byte[] Bytes)>(records.Count);
        foreach (var record in records)
        {
            var identity = new RecordIdentity(_context.Gateway, head.Epoch, sequence + 1, record.Count);
            identities.Add(identity);
            stored.Add((identity.Sequence, RecordCodec.Encode(new OutboxRecord(
                record.Kind, identity, record.AppendedAt, _context.BootId, record.Simulated, record.AlertId, record.Payload))));
            sequence = identity.LastSequence;
        }

        _file.Append(stored, head with { LastSequence = sequence });
        for (var i = 0; i < stored.Count; i++)
        {
            _index.Add(records[i].Kind, identities[i].Sequence, identities[i].Count, stored[i].Bytes.Length);
        }

        return identities;
    }

    private void MakeRoomFor(IReadOnlyList<NewRecord> records)
    {
        var over = _index.Bytes + records.Sum(record => record.Payload.Length + 256L) - _context.MaxBytes;
        while (over > 0 && !_index.IsEmpty)
        {
            var first = _index.FirstSequence;
            var (through, lost) = _index.OldestOf(Math.Min(Math.Max(over, _context.MaxBytes / 64), RemoveAtOnceBytes));
            if (lost > 0)
            {
                // Before they go: a crash in between then leaves a line too many, and not one too few.
                _context.Log.LaneFull(_context.Lane, lost, first, through);
                _context.Lose(_file.Head.Epoch, first, lost, LossReason.Full, $"records {first} to {through} were the oldest");
            }

            var before = _index.Bytes;
            Retrying(() => RemoveThrough(through));
            over -= before - _index.Bytes;
        }
    }

    private void RemoveThrough(long sequence)
    {
        _file.RemoveThrough(_file.Head with { RemovedThrough = sequence });
        _index.RemoveThrough(sequence);
    }

    private List<OutboxRecord> Decode((long First, long Last) range)
    {
        var records = new List<OutboxRecord>();
        foreach (var (sequence, bytes) in _file.Read(range.First, range.Last, int.MaxValue))
        {
            if (RecordCodec.TryDecode(bytes, _context.Gateway, _file.Head.Epoch, out var record) is { } problem)
            {
                _context.Log.RecordDamaged(_context.Lane, sequence, problem);
                _context.Lose(_file.Head.Epoch, sequence, _index.MarkDone(sequence), LossReason.DamagedRecord, problem);
                continue;
            }

            records.Add(record!);
        }

        return records;
    }

    private void Retrying(Action use) => Retrying(() =>
    {
        use();
        return true;
    });

    /// <summary>
    /// Uses the file; once more after opening it anew when that fails, because after a failed write LiteDB closes
    /// itself, and because a file that is damaged is then set aside. What fails twice is the caller's to know: the disk
    /// is full or gone.
    /// </summary>
    private T Retrying<T>(Func<T> use)
    {
        // Or a late caller would open the file again behind whoever owns it next.
        ObjectDisposedException.ThrowIf(_disposed, this);
        try
        {
            return use();
        }
        catch (Exception exception) when (exception is not OutboxException)
        {
            _context.Log.LaneReopened(_context.Lane, exception);
            _file.Dispose();
            (_file, _index) = _opening.Open();
            return use();
        }
    }
}
