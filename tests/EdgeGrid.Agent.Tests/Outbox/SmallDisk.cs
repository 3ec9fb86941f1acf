using System.Diagnostics;
using EdgeGrid.Testing;

namespace EdgeGrid.Agent.Tests.Outbox;

/// <summary>A file system of 3 MB in memory; to mount one takes root.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private SmallDisk()
    {
    }

    public string Folder => _folder.Path;

    private string Ballast => Path.Combine(Folder, "ballast");

    public static SmallDisk MountOrSkip()
    {
        var disk = new SmallDisk();
        if (Run("mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", disk.Folder) != 0)
        {
            disk._folder.Dispose();
            Assert.Skip("A small file system can be mounted by root only.");
        }

        return disk;
    }

    /// <summary>To the last byte.</summary>
    public void Fill()
    {
        using var ballast = File.Create(Ballast, bufferSize: 1);
        var block = new byte[4096];
        try
        {
            while (true)
            {
                ballast.Write(block);
            }
        }
        catch (IOException)
        {
            // That was the aim.
            return;
        }
    }

    /// <summary>Possible while nobody has a file open to write.</summary>
    public void MakeReadOnly() => Assert.Equal(0, Run("mount", "-o", "remount,ro", Folder));

    public void MakeWritable() => Assert.Equal(0, Run("mount", "-o", "remount,rw", Folder));

    public void Free() => File.Delete(Ballast);

    public void Dispose()
    {
        _ = Run("umount", "--lazy", Folder);
        _folder.Dispose();
    }

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
