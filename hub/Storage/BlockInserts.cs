using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace EdgeGrid.Hub.Storage;

/// <summary>
/// The hot path of telemetry: prepared inserts on the batch's own connection and transaction, past the change tracker.
/// </summary>
internal sealed class BlockInserts(HubDb db) : IAsyncDisposable
{
    // Stored blocks never overlap, so the last one that begins before the end of this one says it all.
    private const string Neighbour =
        "SELECT Sequence, Count, Crc FROM reading_blocks WHERE Gateway = @gateway AND Epoch = @epoch AND Sequence < @end " +
        "ORDER BY Sequence DESC LIMIT 1";

    private const string Insert =
        "INSERT INTO reading_blocks (Gateway, Epoch, Sequence, Count, FirstAt, LastAt, ContentType, Payload, Simulated, Crc) " +
        "VALUES (@gateway, @epoch, @sequence, @count, @firstAt, @lastAt, @contentType, @payload, @simulated, @crc)";

    private DbCommand? _neighbour;
    private DbCommand? _insert;

    /// <summary>Stores a block, unless its records are there already.</summary>
    public async Task<BlockOutcome> AddAsync(ReadingBlockRow block, CancellationToken cancellationToken)
    {
        _neighbour ??= Prepare(Neighbour, "@gateway", "@epoch", "@end");
        Set(_neighbour, block.Gateway, block.Epoch, block.Sequence + block.Count);
        await using (var found = await _neighbour.ExecuteReaderAsync(cancellationToken))
        {
            if (await found.ReadAsync(cancellationToken) && found.GetInt64(0) + found.GetInt64(1) > block.Sequence)
            {
                if (block.Crc is { } crc && !found.IsDBNull(2))
                {
                    return found.GetInt64(0) == block.Sequence && found.GetInt64(1) == block.Count && found.GetInt64(2) == crc
                        ? BlockOutcome.Known
                        : BlockOutcome.Another;
                }

                return found.GetInt64(0) <= block.Sequence && found.GetInt64(0) + found.GetInt64(1) >= block.Sequence + block.Count
                    ? BlockOutcome.Known
                    : BlockOutcome.Conflicting;
            }
        }

        _insert ??= Prepare(Insert, "@gateway", "@epoch", "@sequence", "@count", "@firstAt", "@lastAt", "@contentType", "@payload", "@simulated", "@crc");
        Set(_insert, block.Gateway, block.Epoch, block.Sequence, block.Count, block.FirstAt.UtcTicks, block.LastAt.UtcTicks, block.ContentType, block.Payload, block.Simulated, (object?)block.Crc ?? DBNull.Value);
        await _insert.ExecuteNonQueryAsync(cancellationToken);
        return BlockOutcome.Stored;
    }

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

    private DbCommand Prepare(string sql, params string[] names)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandText = sql;
        foreach (var name in names)
        {
            command.Parameters.Add(new SqliteParameter(name, null));
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
