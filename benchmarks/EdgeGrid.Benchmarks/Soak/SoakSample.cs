using EdgeGrid.Benchmarks.Rig;

namespace EdgeGrid.Benchmarks.Soak;

/// <summary>What agent and hub hold at one moment, with the hub there and nothing waiting for it.</summary>
/// <param name="Agent">Its process.</param>
/// <param name="AgentFolder">Its outbox.</param>
/// <param name="Hub">Its process.</param>
/// <param name="HubFolder">Its store.</param>
/// <param name="WalMegabytes">Of that, the write-ahead log.</param>
internal sealed record SoakSample(ProcessState Agent, FolderState AgentFolder, ProcessState Hub, FolderState HubFolder, double WalMegabytes);

/// <summary>What stands in a folder.</summary>
/// <param name="Files">How many.</param>
/// <param name="Megabytes">Of all of them, of 1024² bytes.</param>
internal sealed record FolderState(int Files, double Megabytes)
{
    /// <summary>Now, but for what goes while it is looked at.</summary>
    public static FolderState Read(string folder, string pattern = "*")
    {
        var sizes = new DirectoryInfo(folder).GetFiles(pattern).Select(LengthOf).OfType<long>().ToList();
        return new FolderState(sizes.Count, sizes.Sum() / 1024.0 / 1024.0);
    }

    private static long? LengthOf(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
