using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace EdgeGrid.Hub.Storage.Sqlite;

/// <summary>Sets on every connection what SQLite keeps per connection.</summary>
internal sealed class DurableConnections : DbConnectionInterceptor
{
    public static readonly DurableConnections Instance = new();

    /// <summary>WAL with FULL: a commit is fsynced before it returns, and readers never wait for the writer.</summary>
    public const string Pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;";

    private DurableConnections()
    {
    }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (ReadsOnly(connection))
        {
            return;
        }

        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (ReadsOnly(connection))
        {
            return;
        }

        await using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>EF Core looks so whether the file is there; a backup that was put there has no log yet, and cannot be given one so.</summary>
    private static bool ReadsOnly(DbConnection connection) => connection.ConnectionString.Contains("Mode=ReadOnly", StringComparison.Ordinal);
}
