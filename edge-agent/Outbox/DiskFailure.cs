namespace EdgeGrid.Agent.Outbox;

/// <summary>
/// A disk that is full, read-only or failing is a state, and passes; a folder without rights, or one that another agent
/// holds, is a mistake, and stays until somebody puts it right.
/// </summary>
internal static class DiskFailure
{
    // errno(3), alike on x64 and arm64; .NET hands it on as the exception's HResult.
    private const int InputOutput = 5; // EIO
    private const int NoSpace = 28; // ENOSPC
    private const int ReadOnly = 30; // EROFS
    private const int NoQuota = 122; // EDQUOT

    /// <summary>Whether a failure, or what caused it, is the disk's.</summary>
    public static bool IsState(Exception? exception) => exception switch
    {
        null => false,
        IOException { HResult: InputOutput or NoSpace or ReadOnly or NoQuota } => true,
        _ => IsState(exception.InnerException),
    };
}
