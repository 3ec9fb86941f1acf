using EdgeGrid.Agent.Configuration;
using EdgeGrid.Contracts;

namespace EdgeGrid.Agent.Outbox;

/// <summary>
/// One lane: stamps, stores, hands out and removes. Whatever the disk does, the lane goes on: a damaged file is set aside
/// and what can be read of it is saved, and while the disk takes nothing alerts are kept in memory.
/// </summary>
internal sealed class LaneStore : IDisposable
{
    private readonly LaneContext _context;
    private readonly LaneFolder _folder;
    private readonly Lock _lock = new();
    private readonly List<LaneSegment> _segments;
    private readonly LaneRoom _room;
    private readonly LateOpening _opening;
    private readonly LaneReader _reader;
    private bool _disposed;

    /// <exception cref="OutboxException">The folder cannot be used.</exception>
    public LaneStore(LaneContext context)
    {
        _context = context;
        _folder = new LaneFolder(context);
        _opening = new LateOpening(context, _folder);
        _segments = _opening.OpenOrDoWithout();
        _room = new LaneRoom(context, _folder, _segments);
        _reader = new LaneReader(_folder, _opening, _segments);
    }

    /// <summary>For the gateway's status.</summary>
    public LaneStatus Status
    {
        get
        {
            lock (_lock)
            {
                return new LaneStatus(Newest.Head.Epoch, Newest.Head.LastSequence, _segments.Sum(segment => segment.Index.Pending));
            }
        }
    }

    /// <summary>Alerts are kept in memory: the disk takes none.</summary>
    public bool InMemory
    {
        get
        {
            lock (_lock)
            {
                return Newest.InMemory;
            }
        }
    }

    private LaneSegment Newest => _segments[^1];

    /// <summary>Stamps and stores. On the disk when it returns, or, where the lane may and the disk takes nothing, in memory.</summary>
    public IReadOnlyList<RecordIdentity> Append(IReadOnlyList<NewRecord> records)
    {
        lock (_lock)
        {
            // Or a late caller would open the file again behind whoever owns it next.
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_opening.Failure is { } failure && _context.MaxInMemory > 0)
            {
                // Not by opening the files now: an alert does not wait until they are looked through.
                return AppendInMemory(records, failure);
            }

            OpenAtLast();
            try
            {
                return AppendOnDisk(records);
            }
            catch (Exception refused) when (_context.MaxInMemory > 0 && !LaneDamagedException.IsDamage(refused))
            {
                return AppendInMemory(records, refused);
            }
        }
    }

    /// <summary>Whether a picture may take so many bytes more: it must never push out alerts.</summary>
    public bool HasRoomForEvidence(int length)
    {
        lock (_lock)
        {
            return !Newest.InMemory
                && _segments.Sum(segment => segment.Index.EvidenceBytes) + length <= _context.MaxBytes / 2
                && _room.FileBytes + (2L * length) <= _context.MaxBytes;
        }
    }

    /// <summary>The oldest records of a kind that nobody has acknowledged, behind one.</summary>
    public IReadOnlyList<OutboxRecord> Read(RecordKind kind, RecordIdentity? behind, int most)
    {
        lock (_lock)
        {
            return _reader.Read(kind, behind, most);
        }
    }

    /// <summary>Takes an acknowledgement. Costs no disk; <see cref="Trim"/> does.</summary>
    public void Remove(string epoch, long sequence, int count)
    {
        lock (_lock)
        {
            foreach (var segment in _segments.Where(segment => segment.Head.Epoch == epoch))
            {
                segment.Index.MarkDone(sequence, count);
            }

            _opening.Removed(new RecordIdentity(_context.Gateway, epoch, sequence, count));
        }
    }

    /// <summary>Gives up a record, with a line in the ledger.</summary>
    public void Discard(RecordIdentity identity, string why)
    {
        _context.Log.Discarded(_context.Lane, identity.Sequence, why);
        _context.Lose(identity.Epoch, identity.Sequence, identity.Count, LossReasons.Unsendable, why);
        Remove(identity.Epoch, identity.Sequence, identity.Count);
    }

    /// <summary>Gives a record a new identity in a fresh epoch. Nothing is done when it does not wait here.</summary>
    public void Restamp(RecordKind kind, RecordIdentity identity)
    {
        lock (_lock)
        {
            if (Read(kind, identity with { Sequence = identity.Sequence - 1, Count = 1 }, 1) is not [var record] || record.Identity != identity)
            {
                return;
            }

            if (Newest.Head.Epoch == identity.Epoch)
            {
                // The numbers that come next have been given away before, too.
                _segments.Add(_folder.Begin(SegmentName.NewEpoch(), 0, _segments));
            }

            var renamed = Append([new NewRecord(kind, identity.Count, record.AppendedAt, record.Quality, record.Simulated, record.AlertId, record.Payload) { Class = record.Class, BootId = record.BootId }]);
            _context.Log.Restamped(_context.Lane, identity, renamed[0]);
            Remove(identity.Epoch, identity.Sequence, identity.Count);
        }
    }

    /// <summary>Gives up readings of a class that have waited for too long, with a line in the ledger for each file that held some.</summary>
    public void Expire(ReadingClass readings, TimeSpan keep)
    {
        lock (_lock)
        {
            if (_opening.Failure is not null)
            {
                // It could not be written down that they are given up, and they would be once more.
                return;
            }

            var bornBefore = _context.Times.NowMs - (long)keep.TotalMilliseconds;
            foreach (var segment in _segments)
            {
                if (segment.Index.Expire(readings, bornBefore) is var (first, last, count))
                {
                    _context.Lose(segment.Head.Epoch, first, count, LossReasons.Expired, $"{readings.ToString().ToLowerInvariant()}s, the last of them {last}, waited for more than {Words.Duration(keep.TotalSeconds)}");
                }
            }
        }
    }

    /// <summary>Writes down what is acknowledged, deletes the files that are, and puts on the disk what is in memory.</summary>
    public void Trim()
    {
        OpenAtLast();

        // A piece at a time, so that an append can come between.
        var i = 0;
        while (TrimNext(ref i))
        {
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _segments.ForEach(segment => segment.Dispose());
        }
    }

    private void OpenAtLast()
    {
        lock (_lock)
        {
            if (!_disposed && _opening.Failure is not null)
            {
                _opening.OpenNow(_segments);
            }
        }
    }

    private IReadOnlyList<RecordIdentity> AppendOnDisk(IReadOnlyList<NewRecord> records)
    {
        PutMemoryOnDisk();
        _room.MakeFor(records.Sum(record => record.Payload.Length + 512L));
        try
        {
            return Newest.Append(records);
        }
        catch (Exception damage) when (LaneDamagedException.IsDamage(damage))
        {
            // It opened, and cannot be written: every alert that comes would wait for it.
            _reader.Heal(Newest, damage);
            return Newest.Append(records);
        }
    }

    private IReadOnlyList<RecordIdentity> AppendInMemory(IReadOnlyList<NewRecord> records, Exception failure)
    {
        if (!Newest.InMemory)
        {
            _context.Log.DiskTakesNothing(_context.MaxInMemory, failure.Message);
            _context.Trouble.DiskTakesNothing(failure.Message);
            _segments.Add(LaneSegment.OfMemory(_context));
        }

        while (Newest.Index.PendingRecords >= _context.MaxInMemory && Newest.Index.Oldest() is { } oldest)
        {
            _context.Lose(Newest.Head.Epoch, oldest.Sequence, oldest.Count, LossReasons.MemoryFull, "the disk took nothing, and memory was full");
            Newest.Index.MarkDone(oldest.Sequence, oldest.Count);
        }

        Newest.WriteDone();
        return Newest.Append(records);
    }

    private void PutMemoryOnDisk()
    {
        if (Newest.InMemory)
        {
            _segments[^1] = _folder.Keep(Newest, _segments.SkipLast(1));
            _opening.TellThatDiskTakesAgain(Newest.Index.Pending);
        }
    }

    private bool TrimNext(ref int i)
    {
        lock (_lock)
        {
            if (_disposed || i >= _segments.Count)
            {
                return false;
            }

            var segment = _segments[i];
            if (segment == Newest)
            {
                TrimNewest();
                return false;
            }

            if (segment.Index.Pending == 0)
            {
                // The next one stands in its place now.
                _room.Delete(segment);
            }
            else
            {
                segment.WriteDone();
                i++;
            }

            return true;
        }
    }

    private void TrimNewest()
    {
        PutMemoryOnDisk();
        Newest.WriteDone();
        _room.GiveBack();
    }
}
