using EdgeGrid.Agent.Outbox;
using EdgeGrid.Contracts;

namespace EdgeGrid.Conformance.Outbox;

/// <summary>An outbox with what a suite must see of it besides. Made anew for each test.</summary>
internal abstract class OutboxUnderTest : IAsyncDisposable
{
    public abstract IOutbox Outbox { get; }

    /// <summary>The lines of its loss ledger.</summary>
    public abstract IReadOnlyList<Loss> Losses { get; }

    /// <summary>Commits every reading taken so far.</summary>
    public abstract void Flush();

    public abstract ValueTask DisposeAsync();

    /// <summary>Everything of a kind that is not acknowledged, in order.</summary>
    public IReadOnlyList<OutboxRecord> ReadAll(RecordKind kind)
    {
        var all = new List<OutboxRecord>();
        while (Outbox.Read(kind, all.Count == 0 ? null : all[^1].Identity, 100) is { Count: > 0 } records)
        {
            all.AddRange(records);
        }

        return all;
    }

    public IEnumerable<long> Sequences(RecordKind kind) => ReadAll(kind).Select(record => record.Identity.Sequence);

    public long Pending(Lane lane) => Outbox.Status(lane).Pending;
}

/// <summary>An outbox that outlives its process.</summary>
internal abstract class DurableOutboxUnderTest : OutboxUnderTest
{
    /// <summary>Ends it, and opens what it left.</summary>
    /// <param name="killed">It had no time to do anything in the end.</param>
    public abstract Task ReopenAsync(bool killed);
}
