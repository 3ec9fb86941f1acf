using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace EdgeGrid.Hub.Storage;

/// <summary>Tells the store's own trouble from a message's.</summary>
internal static class StoreFailure
{
    /// <summary>The store's fault: busy, full, read-only, broken, down, out of reach; anything but a row that it refuses.</summary>
    public static bool Is(Exception e)
    {
        for (var cause = e; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case SqliteException sqlite:
                    return sqlite.SqliteErrorCode != SQLitePCL.raw.SQLITE_CONSTRAINT;
                case PostgresException postgres:
                    return !RefusesTheRow(postgres.SqlState);
                case NpgsqlException or SocketException or IOException:
                    return true;
            }
        }

        return false;
    }

    /// <summary>Classes of PostgreSQL's appendix A: 22 data exception, 23 integrity constraint violation, P0 raised by a trigger.</summary>
    private static bool RefusesTheRow(string sqlState) => sqlState[..2] is "22" or "23" or "P0";
}
