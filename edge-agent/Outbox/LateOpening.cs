using EdgeGrid.Contracts;

namespace EdgeGrid.Agent.Outbox;

/// <summary>
/// The opening of a lane's files where the disk takes nothing when the agent starts. What can be read of them is handed out
/// like any other record; what comes is kept in memory, in an epoch of its own. When the disk takes writes again, the files
/// are opened as at any start, and come before what was kept. Not safe for several threads.
/// </summary>
internal sealed class LateOpening(LaneContext context, LaneFolder folder)
{
    private readonly List<RecordIdentity> _removed = [];

    /// <summary>Why the files are not open; null when they are.</summary>
    public IOException? Failure { get; private set; }

    /// <summary>The lane's segments, the newest last: in memory when there is no other way.</summary>
    /// <exception cref="OutboxException">The folder cannot be used.</exception>
    public List<LaneSegment> OpenOrDoWithout()
    {
        try
        {
            return folder.Open();
        }
        catch (IOException failure)
        {
            Failure = failure;
            context.Log.LaneNotOpened(context.Lane, failure.Message);
            if (context.MaxInMemory > 0)
            {
                context.Trouble.DiskTakesNothing(failure.Message);
            }

            return [.. folder.OpenToRead(), LaneSegment.OfMemory(context)];
        }
    }

    /// <summary>The hub has it. The files, as long as they are not open, cannot be told.</summary>
    public void Removed(RecordIdentity identity)
    {
        if (Failure is not null)
        {
            _removed.Add(identity);
        }
    }

    /// <summary>Opens the files in the place of those that were only read.</summary>
    /// <param name="segments">The lane's; as they were when this fails.</param>
    /// <exception cref="IOException">The disk still takes nothing.</exception>
    /// <exception cref="OutboxException">The folder cannot be used.</exception>
    public void OpenNow(List<LaneSegment> segments)
    {
        segments.ForEach(segment => segment.Close());
        var opened = folder.Open();
        foreach (var segment in opened)
        {
            _removed.Where(removed => removed.Epoch == segment.Head.Epoch).ToList().ForEach(removed => segment.Index.MarkDone(removed.Sequence, removed.Count));
        }

        _removed.Clear();
        Failure = null;
        context.Log.LaneOpenedLate(context.Lane, opened.Sum(segment => segment.Index.Pending));
        var memory = segments[^1];
        segments.Clear();
        segments.AddRange(opened);
        if (memory.Head.LastSequence > 0)
        {
            segments.Add(memory);
        }
        else if (context.MaxInMemory > 0)
        {
            TellThatDiskTakesAgain(inMemory: 0);
        }
    }

    /// <summary>The trouble is over.</summary>
    /// <param name="inMemory">Alerts that were kept there.</param>
    public void TellThatDiskTakesAgain(long inMemory)
    {
        context.Log.DiskTakesAgain(inMemory);
        context.Trouble.DiskTakesAgain();
    }
}
