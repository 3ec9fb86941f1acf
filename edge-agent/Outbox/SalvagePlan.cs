using EdgeGrid.Agent.Sampling;
using EdgeGrid.Contracts;

namespace EdgeGrid.Agent.Outbox;

/// <summary>What a file is made of that takes a damaged one's place: the saved records, and marks where others are lost.</summary>
/// <param name="Head">Of the new file.</param>
/// <param name="Saved">Records that the hub may not have yet, in order.</param>
/// <param name="Gaps">What is lost: first sequence and how many.</param>
/// <param name="IsCertain">Nothing else can have been in the file.</param>
internal sealed record SalvagePlan(LaneHead Head, IReadOnlyList<OutboxRecord> Saved, IReadOnlyList<(long First, long Count)> Gaps, bool IsCertain)
{
    /// <summary>How many are saved.</summary>
    public int Records => Saved.Count;

    /// <summary>Draws it up.</summary>
    /// <param name="found">In the damaged file.</param>
    /// <param name="known">Its head, where that is certain.</param>
    /// <param name="epoch">Of its records.</param>
    public static SalvagePlan Of(Salvaged found, LaneHead? known, string epoch)
    {
        var head = known ?? found.Head;
        var removed = head?.RemovedThrough ?? (found.Records is [var first, ..] ? first.Identity.Sequence - 1 : 0);
        var saved = new List<OutboxRecord>();
        var gaps = new List<(long, long)>();
        var expected = removed + 1;
        foreach (var record in found.Records.Where(record => record.Identity.Sequence > removed && record.Kind != RecordKind.Lost))
        {
            if (record.Identity.Sequence < expected)
            {
                continue;
            }

            AddGap(record.Identity.Sequence);
            saved.Add(record);
            expected = record.Identity.LastSequence + 1;
        }

        AddGap((head?.LastSequence ?? 0) + 1);
        return new SalvagePlan(new LaneHead(epoch, expected - 1, removed), saved, gaps, known is not null);

        void AddGap(long next)
        {
            if (next > expected)
            {
                gaps.Add((expected, next - expected));
                expected = next;
            }
        }
    }

    /// <summary>As the new file stores them. A gap is a record too, so that the next look through the file finds none.</summary>
    public IReadOnlyList<StoredRecord> Stored(GatewayId gateway) =>
        [.. All(gateway).Select(record => new StoredRecord(record.Identity.Sequence, RecordCodec.Encode(record)))];

    /// <summary>Of the new file.</summary>
    public LaneIndex Index(GatewayId gateway, RecordTimes times)
    {
        var index = new LaneIndex();
        foreach (var record in All(gateway))
        {
            index.Add(record, record.Payload.Length, times.BornMs(record));
        }

        return index;
    }

    private IEnumerable<OutboxRecord> All(GatewayId gateway) => Saved
        .Concat(Gaps.Select(gap => new OutboxRecord(
            RecordKind.Lost,
            new RecordIdentity(gateway, Head.Epoch, gap.First, (int)Math.Min(gap.Count, int.MaxValue)),
            new Instant(DateTimeOffset.UnixEpoch, 0),
            "",
            null,
            false,
            null,
            ReadOnlyMemory<byte>.Empty)))
        .OrderBy(record => record.Identity.Sequence);
}
