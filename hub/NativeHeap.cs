using System.Runtime.InteropServices;

namespace EdgeGrid.Hub;

/// <summary>
/// The heap of what is not .NET: SQLite. It allocates on whichever thread asks, and glibc gives each thread a heap of its own
/// (mallopt(3)): in its first minutes the hub would grow by a MB whenever another thread asked for the first time (bench soak).
/// </summary>
internal static partial class NativeHeap
{
    private const int MaxArenas = -8; // M_ARENA_MAX

    /// <summary>One for all threads. To be called before there are any: what a thread has it keeps.</summary>
    public static void KeepOne()
    {
        try
        {
            _ = SetOption(MaxArenas, 1);
        }
        catch (EntryPointNotFoundException)
        {
            // Another C library has one heap anyway.
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetOption(int option, int value);
}
