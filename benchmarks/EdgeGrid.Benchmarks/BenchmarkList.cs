using EdgeGrid.Benchmarks.Backlog;
using EdgeGrid.Benchmarks.Cases;
using EdgeGrid.Benchmarks.Ingest;
using EdgeGrid.Benchmarks.Soak;
using EdgeGrid.Benchmarks.Streams;
using EdgeGrid.Benchmarks.Terminals;

namespace EdgeGrid.Benchmarks;

/// <summary>Every benchmark. A new one is one file and one line here.</summary>
internal static class BenchmarkList
{
    /// <summary>In the order of the data's way.</summary>
    public static IReadOnlyList<Benchmark> All { get; } =
    [
        PipelineBenchmark.Benchmark,
        TerminalsBenchmark.Benchmark,
        OutboxBenchmark.Benchmark,
        MotionBenchmark.Benchmark,
        LatencyBenchmark.Benchmark,
        NearestBenchmark.Benchmark,
        BacklogBenchmark.Benchmark,
        SoakBenchmark.Benchmark,
        CellsBenchmark.Benchmark,
        IngestBenchmark.Benchmark,
        StreamsBenchmark.Benchmark,
        CasesBenchmark.Benchmark,
        DecodeBenchmark.Benchmark,
    ];
}
