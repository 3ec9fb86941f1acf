namespace EdgeGrid.Agent.Outbox;

/// <summary>
/// The last small commits of a segment, beside its LiteDB file. LiteDB writes whole pages, a commit of ten readings some
/// 80 KB of them; here it costs its own sectors, and the pages are written when the tail is full, without what the hub
/// has by then.
/// </summary>
internal sealed class LaneTail : IDisposable
{
    private readonly string _path;
    private readonly Action<long> _wrote;
    private readonly List<StoredRecord> _records = [];
    private SectorFile? _file;
    private uint _generation;
    private int _next;

    /// <summary>Opens the tail of a file.</summary>
    /// <param name="path">Of the tail.</param>
    /// <param name="stored">The head in the LiteDB file.</param>
    /// <param name="wrote">Told of bytes that were written.</param>
    /// <exception cref="LaneDamagedException">Not everything that was stored in it is there.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public LaneTail(string path, LaneHead stored, Action<long> wrote)
    {
        (_path, _wrote, Head) = (path, wrote, stored);
        var content = TailSectors.Decode(File.ReadAllBytes(path));
        if (content.Damage is { } damage)
        {
            throw new LaneDamagedException(damage);
        }

        Take(content);
    }

    /// <summary>Of the last commit, here or in the LiteDB file.</summary>
    public LaneHead Head { get; private set; }

    /// <summary>What only the tail has, in order.</summary>
    public IReadOnlyList<StoredRecord> Records => _records;

    /// <summary>The tail of a data file.</summary>
    public static string TailOf(string path) => Path.ChangeExtension(path, ".tail");

    /// <summary>What the tail of a data file takes, 0 when there is none.</summary>
    public static long BytesOf(string path) => new FileInfo(TailOf(path)) is { Exists: true } file ? file.Length : 0;

    /// <summary>Makes an empty one. Its name is on the disk when the folder is synced.</summary>
    public static void Create(string path, Action<long> wrote)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write);
        file.Write(TailSectors.Free());
        file.Flush(flushToDisk: true);
        wrote(TailSectors.FileLength);
    }

    /// <summary>All whole commits of a tail, however damaged it is otherwise.</summary>
    public static IReadOnlyList<TailCommit> Salvage(string path) =>
        File.Exists(path) ? TailSectors.Decode(File.ReadAllBytes(path)).Commits : [];

    /// <summary>Keeps records and head. They are on the disk when it returns.</summary>
    /// <returns>False when there is no room: then everything is for the LiteDB file.</returns>
    /// <exception cref="IOException">They could not be written.</exception>
    public bool TryAppend(IReadOnlyList<StoredRecord> records, LaneHead head)
    {
        if (records.Sum(record => record.Bytes.Length) > TailSectors.FileLength)
        {
            return false;
        }

        var sectors = TailSectors.Encode(_generation, head, records);
        var count = sectors.Length / SectorFile.Sector;
        if (_next + count > TailSectors.Count)
        {
            return false;
        }

        _file ??= new SectorFile(_path, TailSectors.FileLength);
        _file.Write(sectors, (long)_next * SectorFile.Sector);
        _wrote(sectors.Length);
        _next += count;
        _records.AddRange(records);
        _records.RemoveAll(record => record.Sequence <= head.RemovedThrough);
        Head = head;
        return true;
    }

    /// <summary>The LiteDB file has everything: the next commit begins another generation.</summary>
    public void Clear(LaneHead stored)
    {
        _records.Clear();
        (Head, _next, _generation) = (stored, 0, _generation + 1);
    }

    public void Dispose() => _file?.Dispose();

    private void Take(TailContent content)
    {
        // A newest generation of which no commit is whole was being begun when the power went: the one before it counts.
        var stored = Head;
        _generation = content.Commits.Select(commit => commit.Generation).DefaultIfEmpty().Max();
        foreach (var commit in content.Commits.Where(commit => commit.Generation == _generation))
        {
            Take(commit);
            _next = commit.At + commit.Sectors;
        }

        if (Head == stored)
        {
            // The LiteDB file has everything, whatever still stands here.
            _generation = content.Generation;
            Clear(stored);
        }
        else if (content.Generation != _generation || content.Generations.Skip(_next).Contains(_generation))
        {
            // Pieces of a commit that the power cut off: no other may stand before them, or they would pass for its end.
            (_next, _generation) = (TailSectors.Count, content.Generation);
        }
    }

    private void Take(TailCommit commit)
    {
        var head = commit.Head;
        if (head.Epoch != Head.Epoch)
        {
            throw new LaneDamagedException("its tail is another file's: its epoch is not that of its name");
        }

        if (head.LastSequence <= Head.LastSequence && head.RemovedThrough <= Head.RemovedThrough)
        {
            // The LiteDB file has it.
            return;
        }

        if (commit.At != _next)
        {
            throw new LaneDamagedException($"commits are missing in its tail between the sectors {_next} and {commit.At}");
        }

        _records.AddRange(commit.Records.Where(record => record.Sequence > Head.LastSequence));
        _records.RemoveAll(record => record.Sequence <= head.RemovedThrough);
        Head = head;
    }
}
