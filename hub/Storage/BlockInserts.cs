using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace EdgeGrid.Hub.Storage;

/// <summary>
/// The hot path of telemetry: prepared inserts on the batch's own connection and transaction, past the change tracker.
/// One insert a block in the ordinary case, in SQL that both stores speak.
/// </summary>
internal sealed class BlockInserts(HubDb db, IStoreEngine engine, ReadingMarks marks) : IAsyncDisposable
{
    // Stored blocks never overlap, so the last one that begins before the end of this one says it all.
    private const string Neighbour =
        "SELECT \"Sequence\", \"Count\", \"Crc\" FROM reading_blocks WHERE \"Gateway\" = @gateway AND \"Epoch\" = @epoch AND \"Sequence\" < @end " +
        "ORDER BY \"Sequence\" DESC LIMIT 1";

    private const string Insert =
        "INSERT INTO reading_blocks (\"Gateway\", \"Epoch\", \"Sequence\", \"Count\", \"FirstAt\", \"LastAt\", \"CommittedAt\", \"ContentType\", \"Payload\", \"Simulated\", \"Crc\") " +
        "VALUES (@gateway, @epoch, @sequence, @count, @firstAt, @lastAt, @committedAt, @contentType, @payload, @simulated, @crc)";

    private static readonly (string Name, DbType Type)[] NeighbourParameters =
        [("@gateway", DbType.String), ("@epoch", DbType.String), ("@end", DbType.Int64)];

    private static readonly (string Name, DbType Type)[] InsertParameters =
    [
        ("@gateway", DbType.String), ("@epoch", DbType.String), ("@sequence", DbType.Int64), ("@count", DbType.Int32), ("@firstAt", DbType.Int64), ("@lastAt", DbType.Int64), ("@committedAt", DbType.Int64),
        ("@contentType", DbType.String), ("@payload", DbType.Binary), ("@simulated", DbType.Boolean), ("@crc", DbType.Int64),
    ];

    private readonly Dictionary<(string Gateway, string Epoch), long> _ends = [];

    private DbCommand? _neighbour;
    private DbCommand? _insert;

    /// <summary>Stores a block, unless its records are there already.</summary>
    public async Task<BlockOutcome> AddAsync(ReadingBlockRow block, CancellationToken cancellationToken)
    {
        var lane = (block.Gateway, block.Epoch);
        var end = await EndOfAsync(lane, cancellationToken);
        if (block.Sequence < end && await FindAsync(block, cancellationToken) is { } found)
        {
            return found;
        }

        await engine.MakeRoomForReadingsAsync(block.CommittedAt, cancellationToken);
        _insert ??= Prepare(Insert, InsertParameters);
        Set(
            _insert, block.Gateway, block.Epoch, block.Sequence, block.Count, block.FirstAt.UtcTicks, block.LastAt.UtcTicks,
            block.CommittedAt.UtcTicks, block.ContentType, block.Payload, block.Simulated, (object?)block.Crc ?? DBNull.Value);
        await _insert.ExecuteNonQueryAsync(cancellationToken);
        _ends[lane] = Math.Max(end, block.Sequence + block.Count);
        return BlockOutcome.Stored;
    }

    /// <summary>The transaction is committed.</summary>
    public void Committed() => marks.Committed(_ends);

    public async ValueTask DisposeAsync()
    {
        if (_neighbour is not null)
        {
            await _neighbour.DisposeAsync();
        }

        if (_insert is not null)
        {
            await _insert.DisposeAsync();
        }
    }

    private async ValueTask<long> EndOfAsync((string Gateway, string Epoch) lane, CancellationToken cancellationToken)
    {
        if (_ends.TryGetValue(lane, out var end))
        {
            return end;
        }

        return marks.EndOf(lane) ?? await db.ReadingBlocks
            .Where(row => row.Gateway == lane.Gateway && row.Epoch == lane.Epoch)
            .OrderByDescending(row => row.Sequence)
            .Select(row => row.Sequence + row.Count)
            .FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>What of a block is there already; null when nothing is.</summary>
    private async Task<BlockOutcome?> FindAsync(ReadingBlockRow block, CancellationToken cancellationToken)
    {
        var end = block.Sequence + block.Count;
        _neighbour ??= Prepare(Neighbour, NeighbourParameters);
        Set(_neighbour, block.Gateway, block.Epoch, end);
        await using var found = await _neighbour.ExecuteReaderAsync(cancellationToken);
        if (!await found.ReadAsync(cancellationToken) || found.GetInt64(0) + found.GetInt64(1) <= block.Sequence)
        {
            return null;
        }

        var (sequence, count) = (found.GetInt64(0), found.GetInt64(1));
        if (block.Crc is { } crc && !found.IsDBNull(2))
        {
            return sequence == block.Sequence && count == block.Count && found.GetInt64(2) == crc ? BlockOutcome.Known : BlockOutcome.Another;
        }

        return sequence <= block.Sequence && sequence + count >= end ? BlockOutcome.Known : BlockOutcome.Conflicting;
    }

    private DbCommand Prepare(string sql, (string Name, DbType Type)[] parameters)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandText = sql;
        foreach (var (name, type) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.DbType) = (name, type);
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private static void Set(DbCommand command, params object[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }
    }
}

/// <summary>What became of a block.</summary>
internal enum BlockOutcome
{
    Stored,

    /// <summary>All of its records are there.</summary>
    Known,

    /// <summary>Another block has its identity, or a part of it.</summary>
    Another,

    /// <summary>Some of its records are there, in blocks of another shape.</summary>
    Conflicting,
}
