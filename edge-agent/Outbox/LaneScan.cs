namespace EdgeGrid.Agent.Outbox;

/// <summary>
/// The look through a lane's file when it is opened: every record is read and checked, because LiteDB opens many a
/// damaged file without a word. What is missing or broken is a finding, and stops nothing.
/// </summary>
internal sealed class LaneScan(LaneContext context, LaneFile file)
{
    /// <summary>Records read at once; no cursor and no more memory than this.</summary>
    private const int Chunk = 64;

    private readonly LaneIndex _index = new();
    private long _expected = file.Head.RemovedThrough + 1;

    /// <summary>The index of what can be used.</summary>
    public LaneIndex Run()
    {
        var after = 0L;
        while (true)
        {
            var records = file.Read(after + 1, long.MaxValue, Chunk);
            foreach (var (sequence, bytes) in records)
            {
                Take(sequence, bytes);
                after = sequence;
            }

            if (records.Count < Chunk)
            {
                break;
            }
        }

        ReportGap(file.Head.LastSequence + 1);
        return _index;
    }

    private void Take(long sequence, byte[] bytes)
    {
        if (sequence < _expected)
        {
            // Removed before the last stop, but the removal had not reached the disk.
            return;
        }

        if (RecordCodec.TryDecode(bytes, context.Gateway, file.Head.Epoch, out var record) is { } problem)
        {
            context.Log.RecordDamaged(context.Lane, sequence, problem);
            context.Lose(file.Head.Epoch, sequence, 0, LossReason.DamagedRecord, problem);
            return;
        }

        if (record!.Identity.Sequence != sequence)
        {
            context.Log.RecordDamaged(context.Lane, sequence, $"it says that it is {record.Identity.Sequence}");
            context.Lose(file.Head.Epoch, sequence, 0, LossReason.DamagedRecord, $"it says that it is {record.Identity.Sequence}");
            return;
        }

        ReportGap(sequence);
        _index.Add(record.Kind, sequence, record.Identity.Count, bytes.Length);
        _expected = record.Identity.LastSequence + 1;
    }

    private void ReportGap(long next)
    {
        if (next > _expected)
        {
            context.Log.Gap(context.Lane, _expected, next - 1);
            context.Lose(file.Head.Epoch, _expected, next - _expected, LossReason.Gap, $"{_expected} to {next - 1} are not in the file");
        }
    }
}
