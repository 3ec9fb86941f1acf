namespace EdgeGrid.Hub.Storage.Sqlite;

/// <summary>Somebody is at work on the store in a folder. The kernel lets go of it however the process ends.</summary>
internal sealed class FolderClaim : IStoreClaim
{
    private readonly FileStream _held;

    private FolderClaim(FileStream held) => _held = held;

    /// <summary>Never: a lock on a file is nobody else's before it is let go.</summary>
    public Task Lost { get; } = new TaskCompletionSource().Task;

    /// <summary>Null when another has it.</summary>
    /// <exception cref="IOException">The folder cannot be made or written.</exception>
    /// <exception cref="UnauthorizedAccessException">The same, for want of rights.</exception>
    public static FolderClaim? TryTake(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return new FolderClaim(new FileStream(Path.Combine(folder, "hub.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (IsHeld(e))
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _held.DisposeAsync();

    // EWOULDBLOCK of flock, and ERROR_SHARING_VIOLATION.
    private static bool IsHeld(IOException e) => e.HResult == 11 || (e.HResult & 0xFFFF) == 32;
}
