using LiteDB;
using LiteDB.Engine;

namespace EdgeGrid.Agent.Outbox;

/// <summary>
/// A segment's LiteDB file: its head and its records by sequence, all in one collection; the last of them may stand in a
/// <see cref="LaneTail"/> beside it. Used by one thread at a time: LiteDB 5.0.20 damages its file when two write. Nothing is
/// ever deleted from it; the file goes as a whole.
/// </summary>
internal sealed class LaneFile : ILaneFile
{
    /// <summary>What a file has in its name until it is whole.</summary>
    public const string Unfinished = ".new";

    private const string Collection = "records";
    private const string Id = "_id";
    private const string Content = "r";

    /// <summary>Sequences begin at 1, so 0 is free for the head.</summary>
    private const long HeadId = 0;

    private readonly JournaledStream _stream;
    private readonly LiteEngine _engine;
    private readonly LaneTail? _tail;
    private LaneHead _stored;

    /// <exception cref="LaneDamagedException">It is not one of ours, or not any more.</exception>
    /// <exception cref="IOException">It cannot be read or written.</exception>
    private LaneFile(string path, bool readOnly, LaneHead? fresh, Action<long>? wrote, bool withTail)
    {
        _stream = new JournaledStream(path, readOnly, wrote);
        try
        {
            _engine = new LiteEngine(new EngineSettings { DataStream = _stream, LogStream = new MemoryStream(), ReadOnly = readOnly });
            _stored = fresh ?? ReadHead(_engine);
            _tail = withTail && File.Exists(LaneTail.TailOf(path)) ? new LaneTail(LaneTail.TailOf(path), _stored, wrote ?? (_ => { })) : null;
        }
        catch (Exception exception)
        {
            Dispose();
            _stream.Check();

            // LiteDB reports damage as LiteException, and as NotImplementedException, DecoderFallbackException and
            // IndexOutOfRangeException from deep inside: whatever it is, the file cannot be used.
            throw LaneDamagedException.IsDamage(exception) && exception is not LaneDamagedException
                ? new LaneDamagedException(exception.Message, exception)
                : exception;
        }
    }

    /// <inheritdoc/>
    public LaneHead Head => _tail?.Head ?? _stored;

    /// <summary>Makes a file, with what shall be in it from the first: after a power cut it is there whole, or not at all.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static void Create(string path, LaneHead head, IReadOnlyList<StoredRecord> records, Action<long>? wrote = null)
    {
        var unfinished = path + Unfinished;
        Delete(unfinished);
        using (var file = new LaneFile(unfinished, readOnly: false, head, wrote, withTail: false))
        {
            file.Store(records, head);

            // It gets another name, and its journal would keep the old one.
            file._stream.CheckApplied();
        }

        File.Move(unfinished, path);
        DurableFolder.Sync(Path.GetDirectoryName(path)!);
    }

    /// <summary>Opens a file, with its tail if it has one.</summary>
    /// <exception cref="LaneDamagedException">It is not one of ours, or not any more.</exception>
    /// <exception cref="IOException">It cannot be read or written, or is in use.</exception>
    public static LaneFile Open(string path, bool readOnly = false, Action<long>? wrote = null, bool withTail = true) => LengthOf(path) > 0
        ? new LaneFile(path, readOnly, fresh: null, wrote, withTail)
        : throw new LaneDamagedException("the file is not there, or empty");

    /// <summary>Deletes a file, its journal and its tail.</summary>
    public static void Delete(string path)
    {
        File.Delete(LaneTail.TailOf(path));
        File.Delete(JournaledStream.JournalOf(path));
        File.Delete(path);
    }

    /// <summary>Of a file and its journal, 0 when there is none.</summary>
    public static long BytesOf(string path) => LengthOf(path) + LengthOf(JournaledStream.JournalOf(path));

    /// <inheritdoc/>
    public void Append(IReadOnlyList<StoredRecord> records, LaneHead head)
    {
        if (_tail?.TryAppend(records, head) != true)
        {
            Fold(records, head);
        }
    }

    /// <inheritdoc/>
    public void Write(LaneHead head) => Append([], head);

    /// <summary>Takes what stands in the tail into the file; the tail can go then.</summary>
    public void Fold() => Fold([], Head);

    /// <summary>Takes back what was committed and never said to be: the write was reported as failed.</summary>
    public void TakeBackAfter(LaneHead head)
    {
        var kept = Unfolded(head).Where(record => record.Sequence <= head.LastSequence);
        Durably(head, () =>
        {
            _engine.DeleteMany(Collection, Range(head.LastSequence + 1, _stored.LastSequence));
            _engine.Insert(Collection, kept.Select(Document), BsonAutoId.Int64);
            _engine.Update(Collection, [Document(HeadId, RecordCodec.EncodeHead(head))]);
        });

        // Another generation is begun at once: what was taken back must not stand at the end of the newest.
        _tail?.Clear(head);
        _tail?.TryAppend([], head);
    }

    /// <summary>What is stored from one sequence to another, in order. No cursor outlives the call.</summary>
    public IReadOnlyList<StoredRecord> Read(long first, long last, int most)
    {
        var stored = first <= _stored.LastSequence ? ReadStored(first, last, most) : [];
        return _tail is null || stored.Count >= most
            ? stored
            : [.. stored, .. _tail.Records.Where(record => record.Sequence >= first && record.Sequence <= last).Take(most - stored.Count)];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _tail?.Dispose();
        _engine?.Dispose();
        _stream.Dispose();
    }

    private static long LengthOf(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;

    private static LaneHead ReadHead(LiteEngine engine)
    {
        var query = new Query { Limit = 1 };
        query.Where.Add(Range(HeadId, HeadId));
        using var reader = engine.Query(Collection, query);
        if (!reader.Read() || !reader.Current.AsDocument[Content].IsBinary)
        {
            throw new LaneDamagedException("it has no head document");
        }

        return RecordCodec.TryDecodeHead(reader.Current.AsDocument[Content].AsBinary, out var head) is { } problem
            ? throw new LaneDamagedException("its head document cannot be used: " + problem)
            : head!;
    }

    private List<StoredRecord> ReadStored(long first, long last, int most)
    {
        var query = new Query { Limit = most, OrderBy = BsonExpression.Create("$._id"), Order = Query.Ascending };
        query.Where.Add(Range(first, last));
        var found = new List<StoredRecord>();
        using var reader = _engine.Query(Collection, query);
        while (reader.Read())
        {
            var document = reader.Current.AsDocument;
            found.Add(new StoredRecord(document[Id].AsInt64, document[Content].IsBinary ? document[Content].AsBinary : []));
        }

        return found;
    }

    private static BsonExpression Range(long first, long last) =>
        BsonExpression.Create("$._id >= @0 AND $._id <= @1", first, last);

    private static BsonDocument Document(long id, byte[] bytes) => new() { [Id] = id, [Content] = bytes };

    private static BsonDocument Document(StoredRecord record) => Document(record.Sequence, record.Bytes);

    private void Fold(IReadOnlyList<StoredRecord> records, LaneHead head)
    {
        Store([.. Unfolded(head), .. records], head);
        _tail?.Clear(head);
    }

    // Without what the hub has by now: it was never worth a page.
    private IEnumerable<StoredRecord> Unfolded(LaneHead head) => _tail?.Records.Where(record => record.Sequence > head.RemovedThrough) ?? [];

    private void Store(IReadOnlyList<StoredRecord> records, LaneHead head) => Durably(head, () =>
    {
        _engine.Upsert(Collection, [Document(HeadId, RecordCodec.EncodeHead(head))], BsonAutoId.Int64);
        _engine.Insert(Collection, records.Select(Document), BsonAutoId.Int64);
    });

    // A commit returns before it is on the disk; a checkpoint does not.
    private void Durably(LaneHead head, Action write)
    {
        try
        {
            InTransaction(write);
            _engine.Checkpoint();
        }
        catch (Exception) when (_stream.Failure is not null)
        {
            // Of the disk, whatever LiteDB makes of it.
            _stream.Check();
        }

        _stream.Check();
        _stored = head;
    }

    private void InTransaction(Action write)
    {
        _engine.BeginTrans();
        try
        {
            write();
            _engine.Commit();
        }
        catch
        {
            _engine.Rollback();
            throw;
        }
    }
}

/// <summary>A segment's file cannot be used any more.</summary>
internal sealed class LaneDamagedException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>A disk that is full or gone is not damage: what is on it will be readable again.</summary>
    public static bool IsDamage(Exception exception) =>
        exception is not (OutboxException or IOException or UnauthorizedAccessException or ObjectDisposedException);
}
