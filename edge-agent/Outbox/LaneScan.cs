using EdgeGrid.Contracts;

namespace EdgeGrid.Agent.Outbox;

/// <summary>
/// The look through a file when the agent starts: every record that is still wanted is read and checked, because LiteDB
/// opens many a damaged file without a word.
/// </summary>
internal static class LaneScan
{
    /// <summary>Records read at once; no cursor and no more memory than this.</summary>
    private const int Chunk = 64;

    /// <summary>The index of a file in which nothing is missing.</summary>
    /// <exception cref="LaneDamagedException">Something is, or is not what was stored.</exception>
    public static LaneIndex Run(ILaneFile file, GatewayId gateway, RecordTimes times)
    {
        var index = new LaneIndex();
        var expected = file.Head.RemovedThrough + 1;
        while (file.Read(expected, long.MaxValue, Chunk) is { Count: > 0 } records)
        {
            foreach (var (sequence, bytes) in records)
            {
                if (RecordCodec.TryDecode(bytes, gateway, file.Head.Epoch, out var record) is { } problem)
                {
                    throw new LaneDamagedException($"record {sequence}: {problem}");
                }

                if (sequence != expected || record!.Identity.Sequence != sequence)
                {
                    throw new LaneDamagedException($"record {expected} is missing");
                }

                index.Add(record, bytes.Length, times.BornMs(record));
                expected = record.Identity.LastSequence + 1;
            }
        }

        return expected == file.Head.LastSequence + 1
            ? index
            : throw new LaneDamagedException($"it ends at {expected - 1}, and {file.Head.LastSequence} was stored");
    }
}
