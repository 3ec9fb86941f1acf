using System.Net.Sockets;
using EdgeGrid.Hub.Storage;
using EdgeGrid.Hub.Storage.Postgres;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace EdgeGrid.Hub.Configuration;

/// <summary>Makes the data folder and the store in it, or says in a sentence why that cannot be.</summary>
internal static class DataFolder
{
    /// <summary>Says that a hub, or a command that no hub may run beside, is at work on the store. Dispose it after.</summary>
    /// <exception cref="HubStartException">Another is at work on it, or it cannot be used; the message says why and what to do.</exception>
    public static async Task<IStoreClaim> ClaimAsync(string folder, HubStore store, CancellationToken cancellationToken) =>
        await TryClaimAsync(folder, store, cancellationToken)
            ?? throw new HubStartException($"A hub runs on the store {store.Engine.Name}: end it first, or choose another with --data or --store.");

    /// <summary>The same; null when another is at work on it.</summary>
    /// <exception cref="HubStartException">It cannot be used; the message says why and what to do.</exception>
    public static Task<IStoreClaim?> TryClaimAsync(string folder, HubStore store, CancellationToken cancellationToken) =>
        UseAsync(folder, store, () => store.Engine.TryClaimAsync(cancellationToken));

    /// <summary>Makes the tables, or brings older ones up and tells how far it is.</summary>
    /// <exception cref="HubStartException">It cannot be written, or holds a store that is not ours.</exception>
    public static Task PrepareAsync(string folder, HubStore store, Action<string> tell, CancellationToken cancellationToken) => UseAsync(
        folder,
        store,
        async () =>
        {
            await store.MigrateAsync(tell, cancellationToken);
            return true;
        });

    private static async Task<T> UseAsync<T>(string folder, HubStore store, Func<Task<T>> use)
    {
        var path = Path.GetFullPath(folder);
        try
        {
            Directory.CreateDirectory(path);
            return await use();
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
