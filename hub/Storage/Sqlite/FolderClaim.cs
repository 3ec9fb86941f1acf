namespace EdgeGrid.Hub.Storage.Sqlite;

/// <summary>Somebody is at work on the store in a folder. The kernel lets go of it however the process ends.</summary>
internal static class FolderClaim
{
    /// <summary>Null when another has it.</summary>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written.</exception>
    public static IDisposable? TryTake(string folder)
    {
        var path = Path.Combine(folder, "hub.lock");
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (IsHeld(e))
        {
            return null;
        }
    }

    // EWOULDBLOCK of flock, and ERROR_SHARING_VIOLATION.
    private static bool IsHeld(IOException e) => e.HResult == 11 || (e.HResult & 0xFFFF) == 32;
}
