using EdgeGrid.Agent.Configuration;

namespace EdgeGrid.Agent.Health;

/// <summary>
/// Holds the data folder for one agent: two of them would write one outbox. The kernel lets go of the lock when the
/// process ends, however it ends.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    private const string LockFile = "agent.lock";

    private readonly FileStream _lock;

    private DataFolder(FileStream held) => _lock = held;

    /// <summary>Makes the folder where it is missing, and takes it.</summary>
    /// <exception cref="DataFolderException">It cannot be used; the message says why and what to do.</exception>
    public static DataFolder Take(DataOptions options)
    {
        try
        {
            Directory.CreateDirectory(options.Folder);
            return new DataFolder(new FileStream(Path.Combine(options.Folder, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception refused) when (refused is UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw NotWritable(options, refused);
        }
        catch (IOException refused)
        {
            throw IsLocked(options.Folder)
                ? new DataFolderException(
                    $"Another agent uses the data folder {options.Folder}. Stop that one (fuser {Path.Combine(options.Folder, LockFile)} names its process), or give this one a folder of its own: \"data\": {{ \"folder\": … }} or --data.",
                    refused)
                : NotWritable(options, refused);
        }
    }

    public void Dispose() => _lock.Dispose();

    private static DataFolderException NotWritable(DataOptions options, Exception refused) =>
        new($"The data folder {options.Folder} cannot be written: {refused.Message} Give the user {Environment.UserName} the right to write there, or name another folder: \"data\": {{ \"folder\": … }} or --data.", refused);

    // The lock file can be opened for sharing only when nobody holds it; that it is there and cannot is the sign.
    private static bool IsLocked(string folder)
    {
        try
        {
            using var file = new FileStream(Path.Combine(folder, LockFile), FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return false;
        }
        catch (IOException)
        {
            return Directory.Exists(folder) && File.Exists(Path.Combine(folder, LockFile));
        }
    }
}

/// <summary>The data folder cannot be used. The message says why and what to do.</summary>
public sealed class DataFolderException : Exception
{
    /// <summary>Says why and what to do.</summary>
    public DataFolderException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
