using System.Runtime.InteropServices;

namespace EdgeGrid.Agent;

/// <summary>
/// The heap of what is not .NET: OpenCV and FFmpeg. They allocate on whichever thread reads, and glibc gives each thread
/// a heap of its own (mallopt(3)); a gateway whose camera is opened again and again then grows by several MB.
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
