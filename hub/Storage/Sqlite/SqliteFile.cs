using System.Globalization;
using EdgeGrid.Hub.Configuration;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Storage.Sqlite;

/// <summary>The file hub.db as a whole: copied while a hub runs on it, examined, put in place.</summary>
internal static class SqliteFile
{
    private static readonly string[] Companions = ["-wal", "-shm", ""];

    /// <summary>Copies a store that may be in use, as it is at one moment, and examines the copy.</summary>
    /// <param name="folder">Where hub.db is.</param>
    /// <param name="target">A file that is not there yet; it is there only when it is whole.</param>
    /// <param name="cancellationToken">Gives up before the copy.</param>
    /// <exception cref="IOException">It cannot be read or written.</exception>
    /// <exception cref="InvalidDataException">The copy is damaged; the message says how.</exception>
    public static async Task BackUpAsync(string folder, string target, CancellationToken cancellationToken)
    {
        var part = target + ".part";
        File.Delete(part);
        try
        {
            SecretLines.Create(part).Dispose();
            await using (var from = await OpenAsync(Path.Combine(folder, HubStore.FileName), SqliteOpenMode.ReadWrite, cancellationToken))
            await using (var to = await OpenAsync(part, SqliteOpenMode.ReadWriteCreate, cancellationToken))
            {
                // SQLite's online backup: one snapshot, and writers go on meanwhile.
                from.BackupDatabase(to);

                // One file, without companions, wherever it is carried.
                await AskAsync(to, "PRAGMA journal_mode=DELETE", cancellationToken);
            }

            if (await ProblemAsync(part, cancellationToken) is { } problem)
            {
                throw new InvalidDataException($"The copy of {folder} is not good: {problem}.");
            }

            Sync(part);
            File.Move(part, target, overwrite: false);
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }

    /// <summary>Why a file cannot be a hub's store; null when it can.</summary>
    public static async Task<string?> ProblemAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await OpenAsync(file, SqliteOpenMode.ReadOnly, cancellationToken);
            if (await AskAsync(connection, "PRAGMA integrity_check(1)", cancellationToken) is var said and not "ok")
            {
                return $"it is damaged ({said})";
            }

            if (await AskAsync(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name = '__EFMigrationsHistory'", cancellationToken) is null)
            {
                return "it is no hub's store";
            }

            var newest = await AskAsync(connection, "SELECT max(MigrationId) FROM __EFMigrationsHistory", cancellationToken);
            await using var db = new SqliteEngine(Path.GetTempPath()).CreateDbContext();
            return string.CompareOrdinal(newest, db.Database.GetMigrations().Last()) > 0
                ? "a later version of the hub wrote it: use that version, or a later one"
                : null;
        }
        catch (SqliteException e)
        {
            return e.Message;
        }
    }

    /// <summary>
    /// Names and telephone numbers are in it: one that is not there yet is made for its owner alone, and one that others may
    /// read is taken from them. SQLite gives its log and the index of that the file's own mode.
    /// </summary>
    public static void KeepFromOthers(string folder)
    {
        var store = Path.Combine(folder, HubStore.FileName);
        if (!File.Exists(store))
        {
            SecretLines.Create(store).Dispose();
        }
        else if (!OperatingSystem.IsWindows())
        {
            foreach (var file in Companions.Select(companion => store + companion).Where(File.Exists))
            {
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }
        }
    }

    /// <summary>True when a backup waits to be put in place.</summary>
    public static bool IsHandedOver(string folder) => File.Exists(Incoming(folder));

    /// <summary>Leaves a copy of a backup for <see cref="Restore"/>: it is there only when it is whole and on the disk.</summary>
    /// <exception cref="IOException">It cannot be written, or another waits there already.</exception>
    public static void HandOver(string file, string folder, DateTimeOffset now)
    {
        var part = Incoming(folder) + ".part";
        File.Copy(file, part, overwrite: true);
        Sync(part);
        File.SetLastWriteTimeUtc(part, now.UtcDateTime);
        File.Move(part, Incoming(folder), overwrite: false);
    }

    /// <summary>Puts the backup that was handed over in place of the folder's store, which is set aside. Nobody may be at work on it. Done again after a crash, it goes on where it was.</summary>
    /// <returns>Where the old one is now; null when there was none.</returns>
    public static string? Restore(string folder)
    {
        var store = Path.Combine(folder, HubStore.FileName);

        // Named by the moment of handing over, so that a second try puts the rest beside what the first has set aside.
        var aside = string.Create(CultureInfo.InvariantCulture, $"{store}.before-restore-{File.GetLastWriteTimeUtc(Incoming(folder)):yyyyMMddTHHmmssZ}");

        // Its companions first: what is in them belongs to this file, and would spoil another.
        foreach (var companion in Companions.Where(companion => File.Exists(store + companion)))
        {
            File.Move(store + companion, aside + companion, overwrite: true);
        }

        File.Move(Incoming(folder), store);
        return File.Exists(aside) ? aside : null;
    }

    private static string Incoming(string folder) => Path.Combine(folder, HubStore.FileName + ".to-restore");

    private static async Task<SqliteConnection> OpenAsync(string file, SqliteOpenMode mode, CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false, DefaultTimeout = 30 }.ToString());
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    private static async Task<string?> AskAsync(SqliteConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(cancellationToken) as string;
    }

    private static void Sync(string file)
    {
        using var written = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        written.Flush(flushToDisk: true);
    }
}
