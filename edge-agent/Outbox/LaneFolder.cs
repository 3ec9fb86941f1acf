using EdgeGrid.Contracts;

namespace EdgeGrid.Agent.Outbox;

/// <summary>
/// A lane's files: finds them at start, begins new ones, deletes old ones, and sets a damaged one aside after saving what
/// can be read of it. A list says which files there must be, so that one that is gone is noticed.
/// </summary>
internal sealed class LaneFolder(LaneContext context)
{
    private readonly SegmentList _list = new(context.ListFile, context.Wrote);
    private readonly HashSet<string> _told = [];
    private int _number;

    /// <summary>The lane's segments, the newest last: there is always one, and records can be appended to it.</summary>
    /// <exception cref="OutboxException">The folder cannot be used.</exception>
    /// <exception cref="IOException">The disk takes nothing now.</exception>
    public List<LaneSegment> Open()
    {
        try
        {
            context.Hold.Take();
            return OpenAll();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException && !DiskFailure.IsState(exception))
        {
            throw new OutboxException(
                $"The outbox files in {context.Folder} cannot be opened: {exception.Message} Give the agent's user the right to write there, and see that the disk is neither full nor read-only and that no other agent uses this folder.",
                exception);
        }
    }

    /// <summary>What can be read of the files without a write: what is damaged waits until it can be saved.</summary>
    public List<LaneSegment> OpenToRead()
    {
        var segments = new List<LaneSegment>();
        foreach (var name in Names())
        {
            try
            {
                using var file = LaneFile.Open(context.PathOf(name), readOnly: true);
                if (file.Head.Epoch == name.Epoch)
                {
                    segments.Add(LaneSegment.OnDisk(context, name, file.Head, LaneScan.Run(file, context.Gateway, context.Times), readOnly: true));
                }
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                context.Log.FileNotRead(context.Lane, name.ToString(), exception.Message);
            }
        }

        return segments;
    }

    /// <summary>A fresh file, empty, for what comes after the others.</summary>
    public LaneSegment Begin(string epoch, long lastSequence, IEnumerable<LaneSegment> others) =>
        Make(new SegmentName(context.Lane, ++_number, epoch), new LaneHead(epoch, lastSequence, lastSequence), [], new LaneIndex(), others, withTail: context.HasTail);

    /// <summary>Puts on the disk what was kept in memory, under the identities that it has.</summary>
    public LaneSegment Keep(LaneSegment memory, IEnumerable<LaneSegment> others) =>
        Make(new SegmentName(context.Lane, ++_number, memory.Head.Epoch), memory.Head, memory.Kept(), memory.Index, others);

    /// <summary>Deletes a segment's file.</summary>
    public void Delete(LaneSegment segment, IEnumerable<LaneSegment> others)
    {
        if (segment.Name is { } name)
        {
            // The list first: a power cut in between leaves a file too many, whose records the hub knows already.
            Write(others);
            LaneFile.Delete(context.PathOf(name));
        }
    }

    /// <summary>Sets a damaged file aside, and makes a file of what could be read of it; null when that is nothing.</summary>
    /// <param name="name">Of the file, closed.</param>
    /// <param name="known">Its head, where it is known for certain.</param>
    /// <param name="damage">In words.</param>
    /// <param name="others">The lane's other segments.</param>
    public LaneSegment? Salvage(SegmentName name, LaneHead? known, string damage, IEnumerable<LaneSegment> others)
    {
        var path = context.PathOf(name);
        var found = new Salvage(path, context.Gateway, name.Epoch).Run();
        var plan = SalvagePlan.Of(found, known, name.Epoch);
        var aside = context.SetAside(path, damage);
        if (_told.Add(name.ToString()))
        {
            // Once, however often a disk without room makes it be tried.
            Tell(name, plan, aside, damage);
        }

        try
        {
            var salvaged = plan.Records == 0 ? null : Make(name, plan.Head, plan.Stored(context.Gateway), plan.Index(context.Gateway, context.Times), others);
            _told.Remove(name.ToString());
            return salvaged;
        }
        catch
        {
            // No room to save anything in: the damaged file stays where it was, for another try.
            LaneContext.PutBack(aside, path);
            throw;
        }
    }

    private void Tell(SegmentName name, SalvagePlan plan, string aside, string damage)
    {
        context.Log.LaneSetAside(context.Lane, aside, damage, plan.Records);
        context.Trouble.FileDamaged($"A file of the outbox was damaged ({damage}); {plan.Records} records of it were saved. It is kept as {Path.GetFileName(aside)}");
        foreach (var (first, count) in plan.Gaps)
        {
            context.Lose(name.Epoch, first, count, LossReasons.Gap, $"not readable in {Path.GetFileName(aside)}: {damage}");
        }

        if (!plan.IsCertain)
        {
            context.Lose(name.Epoch, 0, 0, LossReasons.FileSetAside, $"{Path.GetFileName(aside)}: {damage}. It could not say what it held; {plan.Records} records were saved");
        }
    }

    private List<LaneSegment> OpenAll()
    {
        var listed = _list.Read();
        Clear(listed);
        var found = Names();
        var missing = NamesIn(listed).Except(found).Where(name => !LeavesSomething(name)).ToList();
        var names = found.Union(NamesIn(listed)).Except(missing).OrderBy(name => name.Number).ToList();
        _number = names.Concat(missing).Select(name => name.Number).DefaultIfEmpty().Max();
        foreach (var name in missing.Where(name => _told.Add(name.ToString())))
        {
            context.Log.FileMissing(context.Lane, name.ToString());
            context.Trouble.FileDamaged($"The outbox's file {name} is gone, with all that was in it");
            context.Lose(name.Epoch, 0, 0, LossReasons.FileMissing, $"{name} is not there any more");
        }

        var segments = new List<LaneSegment>();
        var whole = missing.Count == 0;
        foreach (var name in names)
        {
            var tail = LaneTail.TailOf(name.ToString());
            whole = Add(name, segments, listed.Contains(tail) && !File.Exists(Path.Combine(context.Folder, tail))) && missing.All(gone => gone.Number < name.Number);
        }

        if (segments.Count == 0 || !whole)
        {
            // A sequence that was given away is never given again: behind damage nobody knows the last.
            segments.Add(Begin(SegmentName.NewEpoch(), 0, segments));
        }
        else if (!listed.ToHashSet().SetEquals(segments.SelectMany(FilesOf)))
        {
            // A file that was saved before later ones were opened has left those out, and one that gave nothing is still in it.
            Write(segments);
        }

        return segments;
    }

    private List<SegmentName> Names() => !Directory.Exists(context.Folder) ? [] : [.. NamesIn(Directory.GetFiles(context.Folder)).OrderBy(name => name.Number)];

    private IEnumerable<SegmentName> NamesIn(IEnumerable<string> files) =>
        files.Select(SegmentName.Parse).OfType<SegmentName>().Where(name => name.Lane == context.Lane);

    // True when the file is whole.
    private bool Add(SegmentName name, List<LaneSegment> segments, bool tailIsGone)
    {
        LaneHead? head = null;
        try
        {
            if (tailIsGone)
            {
                throw new LaneDamagedException("its tail is not there any more");
            }

            using var file = LaneFile.Open(context.PathOf(name), wrote: context.Wrote);
            head = file.Head.Epoch == name.Epoch ? file.Head : throw new LaneDamagedException("it is another file's copy: its epoch is not that of its name");
            segments.Add(LaneSegment.OnDisk(context, name, head, LaneScan.Run(file, context.Gateway, context.Times)));
            return true;
        }
        catch (Exception exception) when (LaneDamagedException.IsDamage(exception))
        {
            if (Salvage(name, head, exception.Message, segments) is { } salvaged)
            {
                segments.Add(salvaged);
            }

            return false;
        }
    }

    private LaneSegment Make(SegmentName name, LaneHead head, IReadOnlyList<StoredRecord> records, LaneIndex index, IEnumerable<LaneSegment> others, bool withTail = false)
    {
        LaneFile.Create(context.PathOf(name), head, records, context.Wrote);
        if (withTail)
        {
            LaneTail.Create(LaneTail.TailOf(context.PathOf(name)), context.Wrote);
        }

        var segment = LaneSegment.OnDisk(context, name, head, index);
        Write(others.Append(segment));
        return segment;
    }

    private void Write(IEnumerable<LaneSegment> segments) =>
        _list.Write([.. segments.SelectMany(FilesOf).Distinct().Order(StringComparer.Ordinal)]);

    private static IEnumerable<string> FilesOf(LaneSegment segment) => segment.Name?.ToString() switch
    {
        null => [],
        var file when segment.HasTail => [file, LaneTail.TailOf(file)],
        var file => [file],
    };

    // A file that is gone may have left what stood beside it, and that is salvaged like any damaged one.
    private bool LeavesSomething(SegmentName name) =>
        File.Exists(LaneTail.TailOf(context.PathOf(name))) || File.Exists(JournaledStream.JournalOf(context.PathOf(name)));

    // What a power cut left of a file that was just being made.
    private void Clear(IReadOnlyList<string> listed)
    {
        foreach (var file in Directory.GetFiles(context.Folder, $"{context.LaneName}-*.db{LaneFile.Unfinished}"))
        {
            LaneFile.Delete(file);
        }

        foreach (var tail in Directory.GetFiles(context.Folder, $"{context.LaneName}-*.tail").Where(tail => !File.Exists(Path.ChangeExtension(tail, ".db"))))
        {
            // Of a file that was deleted; of one that was set aside it stands beside that.
            if (!listed.Contains(Path.GetFileName(tail)) && !File.Exists(Path.ChangeExtension(tail, AsideFiles.Extension)))
            {
                File.Delete(tail);
            }
        }
    }
}
