namespace EdgeGrid.Agent.Outbox;

/// <summary>
/// Keeps a second agent out of the data folder. The kernel lets go of it when the process ends, however it ends. A disk
/// that takes nothing may have no file to hold on to: then the agent runs without, and takes hold before it writes.
/// </summary>
internal sealed class FolderHold(string folder, string file = FolderHold.LockFile) : IDisposable
{
    internal const string LockFile = "outbox.lock";

    // EWOULDBLOCK of flock(2), on every Linux: any other failure is the disk's.
    private const int HeldByAnother = 11;

    private readonly Lock _lock = new();
    private FileStream? _file;

    /// <summary>Makes the folder where it is missing, and holds it.</summary>
    /// <exception cref="OutboxException">The folder cannot be used, or another agent uses it.</exception>
    /// <exception cref="IOException">The disk takes nothing, and there is nothing to hold.</exception>
    public void Take()
    {
        lock (_lock)
        {
            _file ??= Hold();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    private FileStream Hold()
    {
        try
        {
            return MakeAndOpen();
        }
        catch (IOException exception) when (exception.HResult == HeldByAnother)
        {
            throw new OutboxException(
                $"The data folder {folder} is used by another agent. Stop that one, or give this one a data.folder of its own.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException && !DiskFailure.IsState(exception))
        {
            throw new OutboxException(
                $"The data folder {folder} cannot be written: {exception.Message} Give the agent's user the right to write there, or set data.folder to another.", exception);
        }
    }

    private FileStream MakeAndOpen()
    {
        var path = Path.Combine(folder, file);
        try
        {
            Directory.CreateDirectory(folder);
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (DiskFailure.IsState(exception) && File.Exists(path))
        {
            // flock(2) asks for no right to write.
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None);
        }
    }
}
