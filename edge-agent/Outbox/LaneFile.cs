using LiteDB;
using LiteDB.Engine;

namespace EdgeGrid.Agent.Outbox;

/// <summary>
/// One lane's LiteDB file: its head and its records by sequence, all in one collection. Used by one thread at a time:
/// LiteDB 5.0.20 damages its file when two write.
/// </summary>
internal sealed class LaneFile : IDisposable
{
    private const string Collection = "records";
    private const string Id = "_id";
    private const string Bytes = "r";

    /// <summary>Sequences begin at 1, so 0 is free for the head.</summary>
    private const long HeadId = 0;

    private readonly LiteEngine _engine;

    private LaneFile(LiteEngine engine, LaneHead head)
    {
        _engine = engine;
        Head = head;
    }

    /// <summary>As last committed.</summary>
    public LaneHead Head { get; private set; }

    /// <summary>Opens a file, or makes it.</summary>
    /// <exception cref="LaneDamagedException">There is one, but not one of ours, or not any more.</exception>
    /// <exception cref="IOException">The folder cannot be written, or the file is in use.</exception>
    public static LaneFile Open(string path)
    {
        var isNew = !File.Exists(path) || new FileInfo(path).Length == 0;
        LiteEngine? engine = null;
        try
        {
            engine = new LiteEngine(new EngineSettings { Filename = path });
            var file = new LaneFile(engine, isNew ? NewHead() : ReadHead(engine));
            if (isNew)
            {
                file.Commit([], file.Head);
            }

            return file;
        }
        catch (Exception exception) when (exception is not (IOException or UnauthorizedAccessException or LaneDamagedException))
        {
            // LiteDB reports damage as LiteException, and as NotImplementedException, DecoderFallbackException and
            // IndexOutOfRangeException from deep inside: whatever it is, the file cannot be used.
            engine?.Dispose();
            throw new LaneDamagedException(exception.Message, exception);
        }
        catch
        {
            engine?.Dispose();
            throw;
        }
    }

    /// <summary>Writes records and head in one transaction, and returns when they are on the disk.</summary>
    public void Append(IReadOnlyList<(long Sequence, byte[] Bytes)> records, LaneHead head) => Commit(records, head);

    /// <summary>Removes a range from the front, in one transaction with the head that says so.</summary>
    public void RemoveThrough(LaneHead head)
    {
        InTransaction(() =>
        {
            _engine.DeleteMany(Collection, Range(Head.RemovedThrough + 1, head.RemovedThrough));
            _engine.Update(Collection, [Document(HeadId, RecordCodec.EncodeHead(head))]);
        });

        // LiteDB's log grows until a checkpoint empties it.
        _engine.Checkpoint();
        Head = head;
    }

    /// <summary>What is stored from one sequence to another, in order. No cursor outlives the call.</summary>
    public IReadOnlyList<(long Sequence, byte[] Bytes)> Read(long first, long last, int most)
    {
        var query = new Query { Limit = most, OrderBy = BsonExpression.Create("$._id"), Order = Query.Ascending };
        query.Where.Add(Range(first, last));
        var found = new List<(long, byte[])>();
        using var reader = _engine.Query(Collection, query);
        while (reader.Read())
        {
            var document = reader.Current.AsDocument;
            found.Add((document[Id].AsInt64, document[Bytes].IsBinary ? document[Bytes].AsBinary : []));
        }

        return found;
    }

    /// <inheritdoc/>
    public void Dispose() => _engine.Dispose();

    private static LaneHead NewHead() => new(Guid.CreateVersion7().ToString("N"), 0, 0);

    private static LaneHead ReadHead(LiteEngine engine)
    {
        var query = new Query { Limit = 1 };
        query.Where.Add(Range(HeadId, HeadId));
        using var reader = engine.Query(Collection, query);
        if (!reader.Read() || !reader.Current.AsDocument[Bytes].IsBinary)
        {
            throw new LaneDamagedException("it has no head document");
        }

        return RecordCodec.TryDecodeHead(reader.Current.AsDocument[Bytes].AsBinary, out var head) is { } problem
            ? throw new LaneDamagedException("its head document cannot be used: " + problem)
            : head!;
    }

    private static BsonExpression Range(long first, long last) =>
        BsonExpression.Create("$._id >= @0 AND $._id <= @1", first, last);

    private static BsonDocument Document(long id, byte[] bytes) => new() { [Id] = id, [Bytes] = bytes };

    private void Commit(IReadOnlyList<(long Sequence, byte[] Bytes)> records, LaneHead head)
    {
        InTransaction(() =>
        {
            _engine.Upsert(Collection, [Document(HeadId, RecordCodec.EncodeHead(head))], BsonAutoId.Int64);
            _engine.Insert(Collection, records.Select(record => Document(record.Sequence, record.Bytes)), BsonAutoId.Int64);
        });

        // A commit returns before it is on the disk; a checkpoint does not.
        _engine.Checkpoint();
        Head = head;
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

/// <summary>A lane's file cannot be used any more.</summary>
internal sealed class LaneDamagedException(string message, Exception? inner = null) : Exception(message, inner);
