using EdgeGrid.Agent.Sampling;

namespace EdgeGrid.Agent.Outbox;

/// <summary>
/// Readings on their way to the disk: the pipeline adds, the worker commits, and neither waits for the other. Real and
/// simulated readings go into blocks of their own, because the mark on the wire is the message's.
/// </summary>
internal sealed class ReadingQueue
{
    /// <summary>Blocks that wait when the disk does not follow, about 62 KB each: then readings are refused, and counted.</summary>
    private const int MaxSealed = 96;

    /// <summary>Blocks of one transaction: bounds LiteDB's log and its memory.</summary>
    private const int MaxCommitted = 16;

    private readonly Lock _adding = new();
    private readonly Lock _committing = new();
    private readonly ReadingBlockBuilder _real = new();
    private readonly ReadingBlockBuilder _simulated = new();
    private readonly Queue<NewRecord> _sealed = new();
    private long _sealedReadings;

    /// <summary>Readings that are not on the disk.</summary>
    public long Count
    {
        get
        {
            lock (_adding)
            {
                return _sealedReadings + _real.Count + _simulated.Count;
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

            var builder = reading.Point.Device.Simulated ? _simulated : _real;
            builder.Add(reading);
            if (builder.IsFull)
            {
                Seal(builder, builder == _simulated);
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
            Seal(_real, simulated: false);
            Seal(_simulated, simulated: true);
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

    private void Seal(ReadingBlockBuilder builder, bool simulated)
    {
        if (builder.Count == 0)
        {
            return;
        }

        var (count, first) = (builder.Count, builder.First);
        _sealed.Enqueue(new NewRecord(RecordKind.Readings, count, first, simulated, null, builder.Seal()));
        _sealedReadings += count;
    }
}
