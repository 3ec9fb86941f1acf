namespace EdgeGrid.Agent.Outbox;

/// <summary>
/// Which records a lane's file holds, in memory, by sequence: so that a look into the backlog, an acknowledgement and
/// the size cost no disk. Records leave from the front only; one that is acknowledged before its elders waits for them.
/// </summary>
internal sealed class LaneIndex
{
    private readonly List<Entry> _entries = [];
    private int _front;

    /// <summary>Readings, alerts and pictures that are not yet acknowledged.</summary>
    public long Pending { get; private set; }

    /// <summary>Of all that is still in the file, as LiteDB stores it.</summary>
    public long Bytes { get; private set; }

    /// <summary>Of the pictures among them.</summary>
    public long EvidenceBytes { get; private set; }

    /// <summary>True when nothing is left in the file.</summary>
    public bool IsEmpty => _front == _entries.Count;

    /// <summary>Adds the newest record.</summary>
    public void Add(RecordKind kind, long sequence, int count, int length)
    {
        var bytes = StoredBytes(length);
        _entries.Add(new Entry(kind, sequence, count, bytes));
        Pending += count;
        Bytes += bytes;
        EvidenceBytes += kind == RecordKind.Evidence ? bytes : 0;
    }

    /// <summary>Marks what lies wholly in a range as done.</summary>
    public void MarkDone(long sequence, long count)
    {
        for (var i = FirstAtOrAfter(sequence); i < _entries.Count && _entries[i].Last < sequence + count; i++)
        {
            if (!_entries[i].Done)
            {
                Pending -= _entries[i].Count;
                _entries[i] = _entries[i] with { Done = true };
            }
        }
    }

    /// <summary>Marks the record that begins at a sequence as done, whatever it holds.</summary>
    /// <returns>How many it holds.</returns>
    public int MarkDone(long sequence)
    {
        var count = _entries[FirstAtOrAfter(sequence)].Count;
        MarkDone(sequence, count);
        return count;
    }

    /// <summary>The range of sequences to read for the next records of a kind that are not done; null when there are none.</summary>
    public (long First, long Last)? Next(RecordKind kind, long afterSequence, int most)
    {
        var i = FirstAtOrAfter(afterSequence + 1);
        while (i < _entries.Count && !IsOpen(i))
        {
            i++;
        }

        if (i == _entries.Count || most < 1)
        {
            return null;
        }

        var end = i;
        while (end + 1 < _entries.Count && end + 1 - i < most && IsOpen(end + 1))
        {
            end++;
        }

        return (_entries[i].Sequence, _entries[end].Sequence);

        bool IsOpen(int index) => _entries[index].Kind == kind && !_entries[index].Done;
    }

    /// <summary>The last sequence that can leave with everything before it: at most so many bytes of it at once; null when nothing can.</summary>
    public long? RemovableThrough(long mostBytes)
    {
        long? through = null;
        long bytes = 0;
        for (var i = _front; i < _entries.Count && _entries[i].Done && bytes < mostBytes; i++)
        {
            through = _entries[i].Last;
            bytes += _entries[i].Bytes;
        }

        return through;
    }

    /// <summary>The oldest records that must go to free so many bytes, done or not: the last of their sequences, and how many were not done.</summary>
    public (long Through, long Lost) OldestOf(long bytes)
    {
        long through = 0;
        long lost = 0;
        for (var i = _front; i < _entries.Count && bytes > 0; i++)
        {
            through = _entries[i].Last;
            lost += _entries[i].Done ? 0 : _entries[i].Count;
            bytes -= _entries[i].Bytes;
        }

        return (through, lost);
    }

    /// <summary>The first sequence still in the file.</summary>
    public long FirstSequence => _entries[_front].Sequence;

    /// <summary>Forgets everything up to a sequence: it is out of the file.</summary>
    public void RemoveThrough(long sequence)
    {
        for (; _front < _entries.Count && _entries[_front].Last <= sequence; _front++)
        {
            var entry = _entries[_front];
            Bytes -= entry.Bytes;
            EvidenceBytes -= entry.Kind == RecordKind.Evidence ? entry.Bytes : 0;
            Pending -= entry.Done ? 0 : entry.Count;
        }

        if (_front > 1024 && _front > _entries.Count / 2)
        {
            _entries.RemoveRange(0, _front);
            _front = 0;
        }
    }

    /// <summary>LiteDB keeps small documents several to a page of 8 KB and large ones on pages of their own, each with an index node.</summary>
    private static long StoredBytes(int length)
    {
        const int page = 8192;
        const int usable = 8100;
        var document = length + 120;
        return document < page / 2 ? document : (document + usable - 1) / usable * (long)page;
    }

    private int FirstAtOrAfter(long sequence)
    {
        var low = _front;
        var high = _entries.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_entries[middle].Sequence < sequence)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private readonly record struct Entry(RecordKind Kind, long Sequence, int Count, long Bytes, bool Done = false)
    {
        public long Last => Sequence + Count - 1;
    }
}
