using System.Globalization;

namespace EdgeGrid.Benchmarks.Rig;

/// <summary>What a process holds now, as the kernel counts.</summary>
/// <param name="ResidentMegabytes">Its memory, of 1024² bytes.</param>
/// <param name="AnonymousMegabytes">Of that, what is no file's: its heaps.</param>
/// <param name="Handles">Open file descriptors, but for those of its own libraries, which .NET opens one by one as it first needs them.</param>
/// <param name="Threads">Its own.</param>
internal sealed record ProcessState(double ResidentMegabytes, double AnonymousMegabytes, int Handles, int Threads)
{
    /// <summary>From <c>/proc</c>.</summary>
    /// <exception cref="IOException">The process is gone.</exception>
    public static ProcessState Read(int process)
    {
        var status = File.ReadLines($"/proc/{process}/status")
            .Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries))
            .Where(pair => pair.Length == 2)
            .ToDictionary(pair => pair[0], pair => pair[1].Split(' ')[0]);
        return new ProcessState(
            Megabytes("VmRSS"),
            Megabytes("RssAnon"),
            Directory.GetFileSystemEntries($"/proc/{process}/fd").Count(open => Path.GetExtension(new FileInfo(open).LinkTarget) is not (null or ".dll" or ".pdb")),
            int.Parse(status["Threads"], CultureInfo.InvariantCulture));

        double Megabytes(string name) => status.TryGetValue(name, out var kilobytes)
            ? double.Parse(kilobytes, CultureInfo.InvariantCulture) / 1024
            : throw new IOException($"Process {process} has ended.");
    }
}
