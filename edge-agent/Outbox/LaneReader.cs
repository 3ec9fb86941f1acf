using EdgeGrid.Contracts;

namespace EdgeGrid.Agent.Outbox;

/// <summary>
/// Hands out what a lane's files hold, over all of them. One that turns out to be damaged is set aside, and what can be
/// saved of it takes its place. Not safe for several threads.
/// </summary>
/// <param name="folder">The lane's files.</param>
/// <param name="opening">Whether they can be written.</param>
/// <param name="segments">The lane's, the newest last.</param>
internal sealed class LaneReader(LaneFolder folder, LateOpening opening, List<LaneSegment> segments)
{
    private LaneSegment? _read;

    /// <summary>The oldest records of a kind that nobody has acknowledged, behind one.</summary>
    public IReadOnlyList<OutboxRecord> Read(RecordKind kind, RecordIdentity? behind, int most)
    {
        var at = behind is { } mark
            ? segments.FindIndex(segment => segment.Head.Epoch == mark.Epoch && mark.LastSequence <= segment.Head.LastSequence)
            : -1;
        for (var i = Math.Max(at, 0); i < segments.Count; i++)
        {
            if (ReadOrHeal(i, kind, i == at ? behind!.Value.LastSequence : 0, most) is { Count: > 0 } found)
            {
                return found;
            }
        }

        return [];
    }

    /// <summary>Sets a damaged segment aside, and puts what could be saved of it in its place. Behind the newest a fresh one begins.</summary>
    public void Heal(LaneSegment segment, Exception damage)
    {
        segment.Dispose();
        var i = segments.IndexOf(segment);
        var wasNewest = segment == segments[^1];
        var others = segments.Where(other => other != segment);
        if (folder.Salvage(segment.Name!, segment.Head, damage.Message, others) is { } salvaged)
        {
            segments[i] = salvaged;
        }
        else
        {
            segments.RemoveAt(i);
        }

        if (wasNewest)
        {
            segments.Add(folder.Begin(SegmentName.NewEpoch(), 0, segments));
        }
    }

    private IReadOnlyList<OutboxRecord> ReadOrHeal(int i, RecordKind kind, long afterSequence, int most)
    {
        var segment = segments[i];
        if (segment.Index.Next(kind, afterSequence, 1) is null)
        {
            return [];
        }

        if (_read is { } before && before != segment && before != segments[^1])
        {
            before.Close();
        }

        _read = segment;
        try
        {
            return segment.Read(kind, afterSequence, most);
        }
        catch (Exception damage) when (LaneDamagedException.IsDamage(damage))
        {
            if (opening.Failure is not null)
            {
                // It is set aside when the disk takes that.
                return [];
            }

            Heal(segment, damage);
            return i < segments.Count && segments[i].Name == segment.Name ? segments[i].Read(kind, afterSequence, most) : [];
        }
        catch (IOException)
        {
            // The disk gives nothing either. What is in memory must not wait for it.
            return [];
        }
    }
}
