using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace EdgeGrid.Torture.Rig;

/// <summary>One thing that a process asked of the kernel about its files, or said.</summary>
internal abstract record DiskStep
{
    /// <summary>A name for a file came to be.</summary>
    internal sealed record Create(string Path, int File) : DiskStep;

    internal sealed record Write(int File, long Offset, byte[] Bytes) : DiskStep;

    internal sealed record SetLength(int File, long Length) : DiskStep;

    /// <summary>A file, or with <paramref name="Folder"/> the names in it, is on the disk.</summary>
    internal sealed record Sync(int File, bool Folder) : DiskStep;

    internal sealed record Rename(string From, string To) : DiskStep;

    internal sealed record Delete(string Path) : DiskStep;

    internal sealed record Say(string Line) : DiskStep;
}

/// <summary>
/// What strace(1) wrote down of a process, in order. A call that another thread interrupts counts when it is over: until
/// then nothing of it was promised.
/// </summary>
internal sealed partial class DiskTrace
{
    private const int Folder = -1;

    private readonly string _folder;
    private readonly Dictionary<int, int> _fileOf = [];
    private readonly Dictionary<string, int> _names = [];
    private readonly Dictionary<string, string> _unfinished = [];
    private readonly List<DiskStep> _steps = [];
    private int _files;

    private DiskTrace(string folder) => _folder = folder;

    /// <summary>What strace is to be told besides the program.</summary>
    public static IReadOnlyList<string> Options(string output) =>
    [
        "-f", "-qq", "-xx", "-s", "4000000", "-o", output,
        "-e", "trace=openat,pwrite64,pwritev,write,ftruncate,fallocate,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,close",
    ];

    /// <summary>Reads what strace wrote.</summary>
    /// <param name="file">Its output.</param>
    /// <param name="folder">The folder whose files count.</param>
    public static IReadOnlyList<DiskStep> Read(string file, string folder)
    {
        var trace = new DiskTrace(folder);
        foreach (var line in File.ReadLines(file))
        {
            trace.Take(line);
        }

        return trace._steps;
    }

    private void Take(string line)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        var (thread, text) = (line[..space], line[space..].TrimStart());
        if (text.EndsWith("<unfinished ...>", StringComparison.Ordinal))
        {
            _unfinished[thread] = text[..^"<unfinished ...>".Length];
            return;
        }

        if (Resumed().Match(text) is { Success: true } resumed)
        {
            text = (_unfinished.Remove(thread, out var began) ? began : "") + text[resumed.Length..];
        }

        if (Call().Match(text) is { Success: true } call && long.Parse(call.Groups["result"].Value, CultureInfo.InvariantCulture) is >= 0 and var result)
        {
            Take(call.Groups["name"].Value, call.Groups["arguments"].Value, (int)Math.Min(result, int.MaxValue));
        }
    }

    private void Take(string call, string arguments, int result)
    {
        switch (call)
        {
            case "openat":
                Open(Texts(arguments)[0], arguments, result);
                break;
            case "close":
                _fileOf.Remove(Number(arguments, 0));
                break;
            case "pwrite64" or "ftruncate" or "fsync" or "fdatasync" or "write" or "pwritev" or "fallocate" when _fileOf.TryGetValue(Number(arguments, 0), out var file):
                Change(call, file, arguments);
                break;
            case "write" when Encoding.ASCII.GetString(Bytes(arguments)) is var said && said.EndsWith('\n'):
                // .NET says it through a copy of the handle 1, and a line at once.
                _steps.Add(new DiskStep.Say(said.TrimEnd('\n')));
                break;
            case "rename" or "renameat" or "renameat2" or "unlink" or "unlinkat" when Texts(arguments) is [var path, ..] paths && IsOurs(path):
                Name(path, paths);
                break;
        }
    }

    private void Open(string path, string arguments, int handle)
    {
        if (path == _folder)
        {
            _fileOf[handle] = Folder;
        }
        else if (IsOurs(path))
        {
            if (!_names.TryGetValue(path, out var file))
            {
                file = _names[path] = _files++;
                _steps.Add(new DiskStep.Create(path, file));
            }
            else if (arguments.Contains("O_TRUNC", StringComparison.Ordinal))
            {
                _steps.Add(new DiskStep.SetLength(file, 0));
            }

            _fileOf[handle] = file;
        }
    }

    private void Change(string call, int file, string arguments) => _steps.Add(call switch
    {
        "pwrite64" => new DiskStep.Write(file, long.Parse(arguments[(arguments.LastIndexOf(',') + 1)..], CultureInfo.InvariantCulture), Bytes(arguments)),
        "ftruncate" => new DiskStep.SetLength(file, Number(arguments, 1)),
        "fsync" or "fdatasync" => new DiskStep.Sync(file, file == Folder),
        _ => throw new TortureException($"the outbox writes by {call}, which the scenario cannot replay"),
    });

    private void Name(string path, List<string> paths)
    {
        _names.Remove(path, out var file);
        if (paths.Count > 1)
        {
            _names[paths[1]] = file;
            _steps.Add(new DiskStep.Rename(path, paths[1]));
        }
        else
        {
            _steps.Add(new DiskStep.Delete(path));
        }
    }

    private bool IsOurs(string path) => path.StartsWith(_folder + "/", StringComparison.Ordinal);

    private static int Number(string arguments, int index) =>
        int.Parse(arguments.Split(',')[index].Trim(), CultureInfo.InvariantCulture);

    private static List<string> Texts(string arguments) =>
        [.. Quoted().Matches(arguments).Select(match => Encoding.UTF8.GetString(Unhex(match.Groups["hex"].ValueSpan)))];

    private static byte[] Bytes(string arguments)
    {
        var from = arguments.IndexOf('"', StringComparison.Ordinal) + 1;
        return Unhex(arguments.AsSpan(from, arguments.IndexOf('"', from) - from));
    }

    // \x41\x42
    private static byte[] Unhex(ReadOnlySpan<char> text)
    {
        var bytes = new byte[text.Length / 4];
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)((Digit(text[(4 * i) + 2]) << 4) | Digit(text[(4 * i) + 3]));
        }

        return bytes;
    }

    private static int Digit(char c) => char.IsAsciiDigit(c) ? c - '0' : c - 'a' + 10;

    [GeneratedRegex(@"^(?<name>\w+)\((?<arguments>.*)\)\s+= (?<result>-?\d+)", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 10_000)]
    private static partial Regex Call();

    [GeneratedRegex(@"^<\.\.\. \w+ resumed>", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Resumed();

    [GeneratedRegex(@"""(?<hex>(\\x[0-9a-f]{2})*)""", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Quoted();
}
