namespace EdgeGrid.Agent.Outbox;

/// <summary>
/// Which records a segment holds, in memory, by sequence: so that a look into the backlog and an acknowledgement cost no
/// disk. Records are forgotten from the front only; one that is acknowledged before its elders waits for them.
/// </summary>
internal sealed class LaneIndex
{
    private readonly List<Entry> _entries = [];
    private int _front;

    /// <summary>Readings, alerts and pictures that are not yet acknowledged.</summary>
    public long Pending { get; private set; }

    /// <summary>Records that are not: what <see cref="Pending"/> counts within them.</summary>
    public int PendingRecords { get; private set; }

    /// <summary>Bytes of the pictures among them.</summary>
    public long EvidenceBytes { get; private set; }

    /// <summary>The last sequence that is done with everything before it; null when there is nothing to forget.</summary>
    public long? DoneThrough
    {
        get
        {
            long? through = null;
            for (var i = _front; i < _entries.Count && _entries[i].Done; i++)
            {
                through = _entries[i].Last;
            }

            return through;
        }
    }

    /// <summary>Adds the newest record.</summary>
    /// <param name="record">With its identity.</param>
    /// <param name="bytes">As stored.</param>
    /// <param name="bornMs">When, on the monotonic clock of this boot; below 0 when that was before it.</param>
    public void Add(OutboxRecord record, int bytes, long bornMs)
    {
        var (sequence, count) = (record.Identity.Sequence, record.Identity.Count);
        var entry = new Entry(sequence, count, bytes, (int)(bornMs / 1000), record.Kind, record.Class, Done: record.Kind == RecordKind.Lost);
        _entries.Add(entry);
        Count(entry, entry.Done ? 0 : 1);
    }

    /// <summary>Marks what lies wholly in a range as done.</summary>
    public void MarkDone(long sequence, long count)
    {
        for (var i = FirstAtOrAfter(sequence); i < _entries.Count && _entries[i].Last < sequence + count; i++)
        {
            if (!_entries[i].Done)
            {
                Count(_entries[i], -1);
                _entries[i] = _entries[i] with { Done = true };
            }
        }
    }

    /// <summary>Marks readings of a class that were born before an instant as done.</summary>
    /// <returns>The first and the last sequence of them, and how many; null when there were none.</returns>
    public (long First, long Last, long Count)? Expire(ReadingClass readings, long bornBeforeMs)
    {
        (long First, long Last, long Count)? expired = null;
        for (var i = _front; i < _entries.Count; i++)
        {
            var entry = _entries[i];
            if (!entry.Done && entry.Kind == RecordKind.Readings && entry.Class == readings && entry.BornSeconds < bornBeforeMs / 1000)
            {
                expired = (expired?.First ?? entry.Sequence, entry.Last, (expired?.Count ?? 0) + entry.Count);
                Count(entry, -1);
                _entries[i] = entry with { Done = true };
            }
        }

        return expired;
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

    /// <summary>What is not done, as ranges without a hole: first sequence and how many.</summary>
    public IReadOnlyList<(long First, long Count)> PendingRanges()
    {
        var ranges = new List<(long First, long Count)>();
        foreach (var entry in _entries.Skip(_front).Where(entry => !entry.Done))
        {
            if (ranges is [.., var last] && last.First + last.Count == entry.Sequence)
            {
                ranges[^1] = (last.First, last.Count + entry.Count);
            }
            else
            {
                ranges.Add((entry.Sequence, entry.Count));
            }
        }

        return ranges;
    }

    /// <summary>The oldest record that is not done: its sequence and how many it holds; null when there is none.</summary>
    public (long Sequence, int Count)? Oldest()
    {
        var i = _entries.FindIndex(_front, entry => !entry.Done);
        return i < 0 ? null : (_entries[i].Sequence, _entries[i].Count);
    }

    /// <summary>Forgets what is done up to a sequence.</summary>
    public void ForgetThrough(long sequence)
    {
        while (_front < _entries.Count && _entries[_front].Last <= sequence)
        {
            _front++;
        }

        if (_front > 1024 && _front > _entries.Count / 2)
        {
            _entries.RemoveRange(0, _front);
            _front = 0;
        }
    }

    private void Count(in Entry entry, int sign)
    {
        Pending += sign * entry.Count;
        PendingRecords += sign;
        EvidenceBytes += entry.Kind == RecordKind.Evidence ? sign * entry.Bytes : 0;
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

    // In this order it takes 24 bytes: there is one for each second of a week without a hub.
    private readonly record struct Entry(long Sequence, int Count, int Bytes, int BornSeconds, RecordKind Kind, ReadingClass Class, bool Done)
    {
        public long Last => Sequence + Count - 1;
    }
}
