using EdgeGrid.Contracts;

namespace EdgeGrid.Agent.Outbox;

/// <summary>Keeps a lane within its size: by files, of which each goes as a whole. Not safe for several threads.</summary>
/// <param name="context">Of the lane.</param>
/// <param name="folder">Its files.</param>
/// <param name="segments">The lane's, the newest last.</param>
internal sealed class LaneRoom(LaneContext context, LaneFolder folder, List<LaneSegment> segments)
{
    /// <summary>LiteDB's file with hardly anything in it.</summary>
    private const long SmallestFile = 64 * 1024;

    /// <summary>Of all files of the lane.</summary>
    public long FileBytes => segments.Sum(segment => segment.FileBytes);

    private LaneSegment Newest => segments[^1];

    /// <summary>Begins the next file when the newest is large enough, and drops the oldest when the lane is full.</summary>
    public void MakeFor(long bytes)
    {
        if (Newest.FileBytes > SmallestFile && Newest.FileBytes + bytes > context.MaxSegmentBytes)
        {
            BeginNext();
        }

        // Twice: what is written stands in the journal first.
        while (segments.Count > 1 && FileBytes + (2 * bytes) > context.MaxBytes)
        {
            DropOldest();
        }
    }

    /// <summary>The hub has all of the newest file, and it is large: the space comes back.</summary>
    public void GiveBack()
    {
        if (Newest.Index.Pending == 0 && Newest.FileBytes > context.MaxSegmentBytes / 2)
        {
            var done = Newest;
            BeginNext();
            Delete(done);
        }
    }

    /// <summary>Deletes a segment with its file. Where the disk refuses that, the segment is still the lane's.</summary>
    /// <exception cref="IOException">The disk takes nothing: not even that the file is to go can be written down.</exception>
    public void Delete(LaneSegment segment)
    {
        segment.Close();
        folder.Delete(segment, segments.Where(other => other != segment));
        segments.Remove(segment);
    }

    private void BeginNext()
    {
        var before = Newest;
        before.Finish();
        segments.Add(folder.Begin(Newest.Head.Epoch, Newest.Head.LastSequence, segments));

        // Now that the list does not name it any more.
        before.DropTail();
    }

    private void DropOldest()
    {
        var oldest = segments[0];
        foreach (var (first, count) in oldest.Index.PendingRanges())
        {
            // Before they go: a crash in between then leaves a line too many, and not one too few.
            context.Log.LaneFull(context.Lane, count, first, first + count - 1);
            context.Lose(oldest.Head.Epoch, first, count, LossReasons.Full, "the lane was full, and they were the oldest");
            oldest.Index.MarkDone(first, count);
        }

        Delete(oldest);
    }
}
