using System.Runtime.InteropServices;
using System.Text;

namespace EdgeGrid.Agent.Outbox;

/// <summary>
/// Names in a folder are on the disk only after an fsync of the folder itself (fsync(2)); .NET opens no folder for that.
/// </summary>
internal static partial class DurableFolder
{
    private const int CloseOnExec = 0x80000; // O_RDONLY | O_CLOEXEC, alike on x64 and arm64

    /// <summary>Returns when what was made, renamed or deleted in the folder is on the disk.</summary>
    /// <exception cref="IOException">It could not be made so.</exception>
    public static void Sync(string folder)
    {
        var handle = Open(folder, CloseOnExec);
        if (handle < 0)
        {
            throw new IOException($"The folder {folder} cannot be opened: {Marshal.GetLastPInvokeErrorMessage()}", Marshal.GetLastPInvokeError());
        }

        try
        {
            if (FileSync(handle) != 0)
            {
                throw new IOException($"The folder {folder} cannot be written to the disk: {Marshal.GetLastPInvokeErrorMessage()}", Marshal.GetLastPInvokeError());
            }
        }
        finally
        {
            _ = Close(handle);
        }
    }

    /// <summary>Puts a text in place of a file's: after a power cut the file holds the old one or the new one, whole.</summary>
    /// <exception cref="IOException">It could not be written.</exception>
    public static void Replace(string file, string text)
    {
        var unfinished = file + LaneFile.Unfinished;
        using (var stream = new FileStream(unfinished, FileMode.Create, FileAccess.Write))
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
            stream.Flush(flushToDisk: true);
        }

        File.Move(unfinished, file, overwrite: true);
        Sync(Path.GetDirectoryName(file)!);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int FileSync(int handle);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int handle);
}
