using System.Net.Sockets;
using EdgeGrid.Hub.Storage;
using EdgeGrid.Hub.Storage.Postgres;
using EdgeGrid.Hub.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace EdgeGrid.Hub.Configuration;

/// <summary>Makes the data folder and the store in it, or says in a sentence why that cannot be.</summary>
internal static class DataFolder
{
    /// <summary>Says that a hub, or a command that no hub may run beside, is at work on the file in the folder. Dispose it after.</summary>
    /// <returns>Null when the store is not in the folder.</returns>
    /// <exception cref="HubStartException">Another is at work on it, or the folder cannot be written.</exception>
    public static IDisposable? Claim(HubOptions options)
    {
        if (options.Store is not null)
        {
            return null;
        }

        var path = Path.GetFullPath(options.DataFolder);
        try
        {
            Directory.CreateDirectory(path);
            return FolderClaim.TryTake(path) ?? throw new HubStartException(
                $"A hub runs on the data folder {path}: end it first, or choose another folder with --data.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(path, e);
        }
    }

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
            throw NotUsable(store, e);
        }
    }

    /// <summary>Why a PostgreSQL database cannot be used, and what to do.</summary>
    public static HubStartException NotUsable(HubStore store, Exception e)
    {
        var remedy = e is InvalidDataException ? "" : " " + PostgresRemedy.For(e);
        return new HubStartException($"The {store.Engine.Name} cannot be used: {e.Message.TrimEnd('.')}.{remedy}", e);
    }

    private static HubStartException NotWritable(string path, Exception e) =>
        new($"The data folder {path} cannot be written ({e.Message.TrimEnd('.')}): let the user that runs the hub own it (`chown`), or choose another with --data.", e);
}
