namespace EdgeGrid.Agent.Outbox;

/// <summary>Records in memory, while the disk takes none. They are gone with the process: better than never to have been.</summary>
internal sealed class MemoryLaneFile(LaneHead head) : ILaneFile
{
    private readonly List<StoredRecord> _records = [];

    /// <inheritdoc/>
    public LaneHead Head { get; private set; } = head;

    /// <inheritdoc/>
    public void Append(IReadOnlyList<StoredRecord> records, LaneHead head)
    {
        _records.AddRange(records);
        Head = head;
    }

    /// <inheritdoc/>
    public void Write(LaneHead head)
    {
        Head = head;
        _records.RemoveAll(record => record.Sequence <= head.RemovedThrough);
    }

    /// <inheritdoc/>
    public IReadOnlyList<StoredRecord> Read(long first, long last, int most) =>
        [.. _records.Where(record => record.Sequence >= first && record.Sequence <= last).Take(most)];

    /// <inheritdoc/>
    public void Dispose() => _records.Clear();
}
