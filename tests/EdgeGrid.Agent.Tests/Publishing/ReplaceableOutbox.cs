using EdgeGrid.Agent.Detection;
using EdgeGrid.Agent.Outbox;
using EdgeGrid.Agent.Sampling;
using EdgeGrid.Contracts;

namespace EdgeGrid.Agent.Tests.Publishing;

/// <summary>An outbox that another takes the place of, as when a damaged file is set aside under a running publisher.</summary>
internal sealed class ReplaceableOutbox(IOutbox first) : IOutbox
{
    private volatile IOutbox _current = first;

    public void ReplaceBy(IOutbox next) => _current = next;

    public RecordIdentity Append(DetectedAlert alert) => _current.Append(alert);

    public RecordIdentity? AppendEvidence(string alertId, ReadOnlyMemory<byte> jpeg, bool simulated) => _current.AppendEvidence(alertId, jpeg, simulated);

    public bool Append(in Reading reading) => _current.Append(reading);

    public IReadOnlyList<OutboxRecord> Read(RecordKind kind, RecordIdentity? behind, int maxRecords) => _current.Read(kind, behind, maxRecords);

    public void Remove(Lane lane, string epoch, long sequence, int count) => _current.Remove(lane, epoch, sequence, count);

    public void Discard(Lane lane, RecordIdentity identity, string why) => _current.Discard(lane, identity, why);

    public LaneStatus Status(Lane lane) => _current.Status(lane);

    public Task WaitForAppendAsync(CancellationToken cancellationToken) => _current.WaitForAppendAsync(cancellationToken);
}
