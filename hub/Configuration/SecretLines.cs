using Terminal = System.Console;

namespace EdgeGrid.Hub.Configuration;

/// <summary>Files that only their owner may read: of lines <c>name:…</c>, or of one secret.</summary>
internal static class SecretLines
{
    /// <summary>A new file, in place of an older one, that only its owner may read.</summary>
    public static FileStream Create(string path)
    {
        var open = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 64 * 1024 };
        if (!OperatingSystem.IsWindows())
        {
            open.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, open);
    }

    /// <summary>Makes a file of one line. A crash in between leaves none.</summary>
    public static void Make(string path, string line)
    {
        var beside = path + ".new";
        using (var writer = new StreamWriter(Create(beside)))
        {
            writer.WriteLine(line);
        }

        File.Move(beside, path, overwrite: true);
    }

    /// <summary>Puts a line in, in place of an older one of the same name.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> PutAsync(FileInfo file, string name, string line, CancellationToken cancellationToken)
    {
        try
        {
            var others = file.Exists
                ? (await File.ReadAllLinesAsync(file.FullName, cancellationToken)).Where(other => !other.StartsWith(name + ":", StringComparison.Ordinal))
                : [];
            // Beside it first: a crash in between leaves the old file whole.
            var beside = file.FullName + ".new";
            await using (var writer = new StreamWriter(Create(beside)))
            {
                foreach (var kept in others.Append(line))
                {
                    await writer.WriteLineAsync(kept.AsMemory(), cancellationToken);
                }
            }

            File.Move(beside, file.FullName, overwrite: true);
            return 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await Terminal.Error.WriteLineAsync($"{file.FullName} cannot be written: {e.Message}");
            return 1;
        }
    }

    private static FileStreamOptions OwnerOnly()
    {
        var open = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            open.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return open;
    }
}
