using System.Runtime.InteropServices;

namespace EdgeGrid.Benchmarks;

/// <summary>What the figures were measured on.</summary>
/// <param name="Cpu">The model.</param>
/// <param name="Cores">Logical.</param>
/// <param name="MemoryMegabytes">That this process may use.</param>
/// <param name="Os">Distribution and version.</param>
/// <param name="DotNet">The runtime.</param>
internal sealed record Machine(string Cpu, int Cores, long MemoryMegabytes, string Os, string DotNet)
{
    /// <summary>This machine.</summary>
    public static Machine Read() => new(
        ReadCpu(),
        Environment.ProcessorCount,
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20,
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription);

    /// <inheritdoc/>
    public override string ToString() => $"{Cpu}, {Cores} cores, {MemoryMegabytes} MB, {Os}, {DotNet}";

    private static string ReadCpu()
    {
        const string info = "/proc/cpuinfo";
        if (!File.Exists(info))
        {
            return RuntimeInformation.ProcessArchitecture.ToString();
        }

        // A PC names its model in each processor's block; a Raspberry Pi names the board at the end.
        var lines = File.ReadLines(info).Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries)).Where(pair => pair.Length == 2).ToList();
        return lines.Find(pair => pair[0] is "model name")?[1]
            ?? lines.Find(pair => pair[0] is "Model")?[1]
            ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
