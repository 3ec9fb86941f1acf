using System.Text;

namespace EdgeGrid.Devices;

/// <summary>A line that a device keeps over restarts: what a chip has learned and forgets without supply.</summary>
/// <param name="file">Where; null where nothing is kept.</param>
public sealed class DeviceMemory(string? file)
{
    private const int MaxBytes = 4096;

    /// <summary>Keeps nothing.</summary>
    public static DeviceMemory None { get; } = new(file: null);

    /// <summary>What was kept last; null when nothing was, or it cannot be read.</summary>
    public string? Recall()
    {
        try
        {
            return file is not null && new FileInfo(file) is { Exists: true, Length: <= MaxBytes } ? File.ReadAllText(file).TrimEnd('\n') : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What cannot be read was as good as never kept: the chip learns it again.
            return null;
        }
    }

    /// <summary>Keeps a line in the place of the last one, whole or not at all.</summary>
    /// <returns>False when the disk does not take it.</returns>
    public bool Keep(string line)
    {
        if (file is null)
        {
            return false;
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            var unfinished = file + ".new";
            using (var stream = new FileStream(unfinished, FileMode.Create, FileAccess.Write))
            {
                stream.Write(Encoding.UTF8.GetBytes(line + "\n"));
                stream.Flush(flushToDisk: true);
            }

            File.Move(unfinished, file, overwrite: true);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is tried again when there is something newer to keep.
            return false;
        }
    }
}
