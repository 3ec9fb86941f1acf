using EdgeGrid.Agent.Health;
using EdgeGrid.Agent.Sampling;
using EdgeGrid.Contracts;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Outbox;

/// <summary>
/// Readings on their way to the disk: the pipeline adds, the worker commits, and neither waits for the other. Real and
/// simulated readings go into blocks of their own, because the mark on the wire is the message's; and so do positions,
/// which are kept for less long.
/// </summary>
/// <param name="clock">Says how far the blocks' times can be trusted.</param>
internal sealed class ReadingQueue(GatewayClock clock)
{
    /// <summary>Blocks that wait when the disk does not follow, 16 KB each at most: then readings are refused, and counted.</summary>
    private const int MaxSealed = 384;

    /// <summary>Blocks of one transaction: bounds LiteDB's log, its memory and the journal's.</summary>
    private const int MaxCommitted = 4;

    private readonly Lock _adding = new();
    private readonly Lock _committing = new();
    private readonly OpenBlock?[] _open = new OpenBlock?[4];
    private readonly Queue<NewRecord> _sealed = new();
    private long _sealedReadings;

    /// <summary>Readings that are not on the disk.</summary>
    public long Count
    {
        get
        {
            lock (_adding)
            {
                return _sealedReadings + _open.Sum(block => block?.Builder.Count ?? 0);
            }
        }
    }

    /// <summary>Takes a reading; false when too much waits already.</summary>
    public bool TryAdd(in Reading reading, out bool sealedBlock)
    {
        lock (_adding)
        {
            sealedBlock = false;
            if (_sealed.Count >= MaxSealed)
            {
                return false;
            }

            var block = BlockOf(reading.Point);
            block.Add(reading, clock);
            if (block.Builder.IsFull)
            {
                Seal(block);
                sealedBlock = true;
            }

            return true;
        }
    }

    /// <summary>Closes the open blocks, however small.</summary>
    public void SealOpen()
    {
        lock (_adding)
        {
            foreach (var block in _open.OfType<OpenBlock>())
            {
                Seal(block);
            }
        }
    }

    /// <summary>Commits the oldest blocks together; they leave the queue when that has succeeded.</summary>
    /// <returns>False when there was nothing to commit.</returns>
    public bool CommitNext(Action<IReadOnlyList<NewRecord>> commit)
    {
        lock (_committing)
        {
            List<NewRecord> blocks;
            lock (_adding)
            {
                blocks = [.. _sealed.Take(MaxCommitted)];
            }

            if (blocks.Count == 0)
            {
                return false;
            }

            commit(blocks);
            lock (_adding)
            {
                foreach (var block in blocks)
                {
                    _sealed.Dequeue();
                    _sealedReadings -= block.Count;
                }
            }

            return true;
        }
    }

    private OpenBlock BlockOf(Point point)
    {
        // An SOS carries the position of who pressed it.
        var readings = point.Quantity is Quantity.Position or Quantity.Sos ? ReadingClass.Position : ReadingClass.Measurement;
        return _open[(2 * (int)readings) + (point.Device.Simulated ? 1 : 0)] ??= new OpenBlock(readings, point.Device.Simulated);
    }

    private void Seal(OpenBlock block)
    {
        if (block.Builder.Count > 0)
        {
            var record = block.Seal();
            _sealed.Enqueue(record);
            _sealedReadings += record.Count;
        }
    }

    /// <summary>A block that is being filled.</summary>
    private sealed class OpenBlock(ReadingClass readings, bool simulated)
    {
        private ClockQuality _quality;

        public ReadingBlockBuilder Builder { get; } = new();

        public void Add(in Reading reading, GatewayClock clock)
        {
            if (Builder.Count == 0)
            {
                // Of the first reading: where the clock is set in the middle, those behind it lose nothing by being corrected.
                _quality = clock.Quality;
            }

            Builder.Add(reading);
        }

        public NewRecord Seal()
        {
            var (count, first) = (Builder.Count, Builder.First);
            return new NewRecord(RecordKind.Readings, count, first, _quality, simulated, null, Builder.Seal()) { Class = readings };
        }
    }
}
