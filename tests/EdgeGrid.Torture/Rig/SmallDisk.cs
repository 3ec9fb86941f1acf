using EdgeGrid.Testing;

namespace EdgeGrid.Torture.Rig;

/// <summary>
/// A small disk of its own for a gateway's data, that can be filled up and made unwritable under the running gateway.
/// Needs root: it is mounted.
/// </summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private const int Megabytes = 16;

    private readonly TemporaryFolder _folder = new();
    private readonly bool _isTmpfs;
    private bool _isReadOnly;

    private SmallDisk(bool isTmpfs) => _isTmpfs = isTmpfs;

    /// <summary>Where the gateway's data go.</summary>
    public string DataFolder => Path.Combine(Mounted, "data");

    /// <summary>
    /// Whether it can be made unwritable while files are open on it. The kernel refuses to remount a disk read-only
    /// then, and a tmpfs knows no other way; ext4 heeds the attribute "immutable" at each write.
    /// </summary>
    public bool CanBeMadeUnwritable => !_isTmpfs;

    private string Mounted => _folder.File("mounted");

    private string Ballast => Path.Combine(Mounted, "ballast");

    /// <summary>In memory: full at once, at a write.</summary>
    public static async Task<SmallDisk> TmpfsAsync() =>
        await MountAsync(new SmallDisk(isTmpfs: true), disk => RunAsync("mount", "-t", "tmpfs", "-o", $"size={Megabytes}m", "tmpfs", disk.Mounted));

    /// <summary>A journalling file system in a file: full as an SD card is.</summary>
    public static async Task<SmallDisk> Ext4Async() =>
        await MountAsync(new SmallDisk(isTmpfs: false), async disk =>
        {
            var image = disk._folder.File("image");
            await RunAsync("fallocate", "-l", $"{Megabytes}M", image);
            await RunAsync("mkfs.ext4", "-q", "-F", "-m", "0", image);
            await RunAsync("mount", "-o", "loop", image, disk.Mounted);
        });

    /// <summary>Fills it up, but for so many bytes.</summary>
    public void Fill(int room)
    {
        using var ballast = new FileStream(Ballast, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var piece = new byte[64 * 1024];
        while (piece.Length > 0)
        {
            try
            {
                ballast.Write(piece);
            }
            catch (IOException)
            {
                piece = new byte[piece.Length / 4];
            }
        }

        try
        {
            ballast.Flush(flushToDisk: true);
        }
        catch (IOException)
        {
            // It promised more than it has: fuller it cannot be.
        }

        ballast.SetLength(Math.Max(0, ballast.Length - room));
    }

    /// <summary>Refuses every write, into open files too, and every new, moved or deleted file.</summary>
    public async Task MakeUnwritableAsync() => await RunAsync("chattr", "-R", "+i", DataFolder);

    private async Task MakeWritableAsync() => await RunAsync("chattr", "-R", "-i", DataFolder);

    /// <summary>Read-only, as a kernel makes a disk that fails. Possible while no agent has a file open on it.</summary>
    public async Task MakeReadOnlyAsync()
    {
        await RunAsync("mount", "-o", "remount,ro", Mounted);
        _isReadOnly = true;
    }

    /// <summary>There is room, and it takes writes.</summary>
    public async Task RestoreAsync()
    {
        if (_isReadOnly)
        {
            await RunAsync("mount", "-o", "remount,rw", Mounted);
            _isReadOnly = false;
        }

        File.Delete(Ballast);
        if (CanBeMadeUnwritable)
        {
            await MakeWritableAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_isReadOnly)
        {
            await RunAsync("mount", "-o", "remount,rw", Mounted);
        }

        if (CanBeMadeUnwritable)
        {
            await MakeWritableAsync();
        }

        await RunAsync("umount", "--lazy", Mounted);
        _folder.Dispose();
    }

    private static async Task<SmallDisk> MountAsync(SmallDisk disk, Func<SmallDisk, Task> mount)
    {
        Directory.CreateDirectory(disk.Mounted);
        try
        {
            await mount(disk);
        }
        catch
        {
            disk._folder.Dispose();
            throw;
        }

        Directory.CreateDirectory(disk.DataFolder);
        return disk;
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        await using var running = RunningProcess.Start(program, arguments);
        if (await running.ExitsAsync() is not 0 and var code)
        {
            throw new TortureException($"{program} {string.Join(' ', arguments)} ended with {code}: {running.Output}");
        }
    }
}
