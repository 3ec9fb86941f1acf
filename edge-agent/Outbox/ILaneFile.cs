namespace EdgeGrid.Agent.Outbox;

/// <summary>Where a segment keeps its head and its records, by sequence: LiteDB, or memory while there is no disk.</summary>
internal interface ILaneFile : IDisposable
{
    /// <summary>As last committed.</summary>
    LaneHead Head { get; }

    /// <summary>Keeps records and head, all of it or nothing. On a disk it is there when this returns.</summary>
    void Append(IReadOnlyList<StoredRecord> records, LaneHead head);

    /// <summary>Keeps the head alone: it says what is not wanted any more.</summary>
    void Write(LaneHead head);

    /// <summary>What is kept from one sequence to another, in order.</summary>
    IReadOnlyList<StoredRecord> Read(long first, long last, int most);
}

/// <summary>The bytes of a record, as <see cref="RecordCodec"/> makes them, under their first sequence.</summary>
internal readonly record struct StoredRecord(long Sequence, byte[] Bytes);
