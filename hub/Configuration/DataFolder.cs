using System.Net.Sockets;
using EdgeGrid.Hub.Storage;
using EdgeGrid.Hub.Storage.Postgres;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace EdgeGrid.Hub.Configuration;

/// <summary>Makes the data folder and the store in it, or says in a sentence why that cannot be.</summary>
internal static class DataFolder
{
    /// <exception cref="HubStartException">It cannot be written, or holds a store that is not ours.</exception>
    public static async Task PrepareAsync(string folder, HubStore store, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(folder);
        try
        {
            Directory.CreateDirectory(path);
            await store.MigrateAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(path, e);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is SQLitePCL.raw.SQLITE_CANTOPEN or SQLitePCL.raw.SQLITE_READONLY or SQLitePCL.raw.SQLITE_PERM)
        {
            throw NotWritable(path, e);
        }
        catch (SqliteException e)
        {
            throw new HubStartException(
                $"The store {store.Engine.Name} cannot be used: {e.Message} If another hub runs on it, end that one; if the file is damaged, put a backup in its place or choose another folder with --data.",
                e);
        }
        catch (Exception e) when (e is NpgsqlException or SocketException or InvalidDataException)
        {
            var remedy = e is InvalidDataException ? "" : " " + PostgresRemedy.For(e);
            throw new HubStartException($"The {store.Engine.Name} cannot be used: {e.Message.TrimEnd('.')}.{remedy}", e);
        }
    }

    private static HubStartException NotWritable(string path, Exception e) =>
        new($"The data folder {path} cannot be written ({e.Message.TrimEnd('.')}): let the user that runs the hub own it (`chown`), or choose another with --data.", e);
}
