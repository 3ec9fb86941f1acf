using System.CommandLine;

namespace EdgeGrid.Benchmarks;

/// <summary>
/// How fast the decoders are, on one core: of every protocol what <c>agent decode</c> does to a capture in memory, JSON
/// lines included, over what a simulated device of it says.
/// </summary>
internal static class DecodeBenchmark
{
    private const int Runs = 7;
    private const int ChunkBytes = 64 * 1024;

    private static readonly Option<int> Megabytes = new("--megabytes")
    {
        Description = "How much each run decodes.",
        HelpName = "N",
        DefaultValueFactory = _ => 100,
    };

    public static Benchmark Benchmark { get; } = new(
        "decode",
        "Megabytes/s that the decoders of agent decode take on one core, and what they allocate.",
        (arguments, _) => Task.FromResult<IReadOnlyList<Figure>>(Run(arguments.GetValue(Megabytes))))
    {
        Options = [Megabytes],
    };

    private static List<Figure> Run(int megabytes)
    {
        var figures = new List<Figure>();
        foreach (var sample in DecodeSamples.All)
        {
            var (perSecond, allocated) = Measure(sample.Capture, Math.Max(1, megabytes * 1_000_000L / sample.Capture.Length), sample.Start);
            figures.Add(new($"{sample.Name} decoded", perSecond, "MB/s", AtLeast: sample.AtLeast));
            figures.Add(new($"{sample.Name}, allocated for a kilobyte", allocated, "B"));
        }

        return figures;
    }

    // The median of several runs after one to warm up.
    private static (double PerSecond, double Allocated) Measure(byte[] capture, long times, Func<Action<ReadOnlyMemory<byte>>> start)
    {
        var perSecond = new double[Runs];
        var allocated = new double[Runs];
        Decode(capture, Math.Max(1, times / 10), start());
        for (var run = 0; run < Runs; run++)
        {
            var decode = start();
            var before = GC.GetAllocatedBytesForCurrentThread();
            var started = TimeProvider.System.GetTimestamp();
            Decode(capture, times, decode);
            perSecond[run] = capture.Length * times / 1e6 / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
            allocated[run] = (GC.GetAllocatedBytesForCurrentThread() - before) * 1000.0 / (capture.Length * times);
        }

        Array.Sort(perSecond);
        Array.Sort(allocated);
        return (perSecond[Runs / 2], allocated[Runs / 2]);
    }

    private static void Decode(byte[] capture, long times, Action<ReadOnlyMemory<byte>> decode)
    {
        for (var time = 0L; time < times; time++)
        {
            for (var at = 0; at < capture.Length; at += ChunkBytes)
            {
                decode(capture.AsMemory(at, Math.Min(ChunkBytes, capture.Length - at)));
            }
        }
    }
}
