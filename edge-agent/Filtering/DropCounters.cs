using System.Diagnostics.Metrics;

namespace EdgeGrid.Agent.Filtering;

/// <summary>How much did not go on, and why, since start. Counted from every thread.</summary>
internal sealed class DropCounters : IDisposable
{
    /// <summary>Of the meter.</summary>
    public const string MeterName = "EdgeGrid.Agent";

    private readonly long[] _counts = new long[Enum.GetValues<DropReason>().Length];
    private readonly Meter _meter = new(MeterName);

    // Observed when someone looks: counting itself stays one interlocked increment.
    public DropCounters() =>
        Dropped = _meter.CreateObservableCounter("edgegrid.agent.dropped", Observe, "{reading}", "What did not go on before the outbox, by reason.");

    /// <summary>The metric, labelled by reason.</summary>
    public Instrument Dropped { get; }

    public void Count(DropReason reason) => Interlocked.Increment(ref _counts[(int)reason]);

    public long Of(DropReason reason) => Interlocked.Read(ref _counts[(int)reason]);

    /// <summary>By the reason's name; what has not happened is left out.</summary>
    public IReadOnlyDictionary<string, long> Snapshot()
    {
        var dropped = new Dictionary<string, long>();
        for (var reason = 1; reason < _counts.Length; reason++)
        {
            if (Of((DropReason)reason) is var count and > 0)
            {
                dropped[((DropReason)reason).Name()] = count;
            }
        }

        return dropped;
    }

    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<long>> Observe()
    {
        foreach (var (reason, count) in Snapshot())
        {
            yield return new Measurement<long>(count, new KeyValuePair<string, object?>("reason", reason));
        }
    }
}
