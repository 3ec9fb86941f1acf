using System.Runtime.InteropServices;

namespace EdgeGrid.Agent.Outbox;

/// <summary>
/// A file of a fixed size that is written in whole sectors, past the kernel's cache where the file system allows it
/// (O_DIRECT): through the cache each sector costs the card a page of 4 KB. Its size and its place never change, so
/// fdatasync(2) has nothing but the sectors to write; .NET has only fsync(2), which writes the time of the change too.
/// </summary>
internal sealed unsafe partial class SectorFile : IDisposable
{
    public const int Sector = 512;

    private const int GetFlags = 3; // F_GETFL
    private const int SetFlags = 4; // F_SETFL

    // Memory for a direct write begins at a multiple of the disk's own block, which is never larger than this.
    private const nuint Alignment = 4096;

    private readonly FileStream _file;
    private readonly int _capacity;
    private byte* _aligned;
    private bool _direct;

    /// <exception cref="IOException">It cannot be opened.</exception>
    public SectorFile(string path, int capacity)
    {
        _file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        _capacity = capacity;
        _aligned = (byte*)NativeMemory.AlignedAlloc((nuint)capacity, Alignment);
        _direct = TrySetDirect(on: true);
    }

    private static int Direct => RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 0x10000 : 0x4000;

    private int Handle => (int)_file.SafeFileHandle.DangerousGetHandle();

    /// <summary>Writes whole sectors; they are on the disk when it returns.</summary>
    /// <exception cref="IOException">They are not, or nobody knows.</exception>
    public void Write(ReadOnlySpan<byte> sectors, long position)
    {
        ObjectDisposedException.ThrowIf(_aligned is null, this);
        sectors.CopyTo(new Span<byte>(_aligned, _capacity));
        var aligned = new ReadOnlySpan<byte>(_aligned, sectors.Length);
        try
        {
            RandomAccess.Write(_file.SafeFileHandle, aligned, position);
        }
        catch (Exception) when (_direct)
        {
            // A disk with larger sectors takes no single one: then through the cache.
            _direct = !TrySetDirect(on: false);
            RandomAccess.Write(_file.SafeFileHandle, aligned, position);
        }

        if (SyncData(Handle) != 0)
        {
            throw new IOException($"{_file.Name} cannot be written to the disk: {Marshal.GetLastPInvokeErrorMessage()}", Marshal.GetLastPInvokeError());
        }
    }

    public void Dispose()
    {
        _file.Dispose();
        NativeMemory.AlignedFree(_aligned);
        _aligned = null;
    }

    private bool TrySetDirect(bool on)
    {
        var flags = Control(Handle, GetFlags, 0);
        return flags >= 0 && Control(Handle, SetFlags, on ? flags | Direct : flags & ~Direct) == 0;
    }

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Control(int handle, int command, int argument);

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SyncData(int handle);
}
