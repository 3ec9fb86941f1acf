using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace EdgeGrid.Hub.Storage.Postgres;

/// <summary>
/// One transaction writes at a time, as in SQLite, whichever process it is of: whoever holds the turn may rely on what it
/// has read, and rows are committed in the order of their numbers. PostgreSQL lets go of the turn with the transaction.
/// </summary>
internal sealed class OneWriter : DbTransactionInterceptor
{
    public static readonly OneWriter Instance = new();

    /// <summary>Waits for the turn. The key is "EdgeGrid" in ASCII.</summary>
    public const string TakeTurn = "SELECT pg_advisory_xact_lock(5000235170976131428)";

    private OneWriter()
    {
    }

    public override DbTransaction TransactionStarted(DbConnection connection, TransactionEndEventData eventData, DbTransaction result)
    {
        if (Writes(result))
        {
            using var command = Command(connection, result);
            command.ExecuteNonQuery();
        }

        return result;
    }

    public override async ValueTask<DbTransaction> TransactionStartedAsync(DbConnection connection, TransactionEndEventData eventData, DbTransaction result, CancellationToken cancellationToken = default)
    {
        if (Writes(result))
        {
            await using var command = Command(connection, result);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        return result;
    }

    /// <summary>A snapshot is for reading.</summary>
    private static bool Writes(DbTransaction transaction) => transaction.IsolationLevel == IsolationLevel.ReadCommitted;

    private static DbCommand Command(DbConnection connection, DbTransaction transaction)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = TakeTurn;
        return command;
    }
}
