using EdgeGrid.Agent.Detection;
using EdgeGrid.Agent.Outbox;
using EdgeGrid.Agent.Sampling;
using EdgeGrid.Contracts;

namespace EdgeGrid.Benchmarks;

/// <summary>Counts what it is given and keeps nothing, so that what stands before the outbox is measured alone.</summary>
internal sealed class CountingOutbox : IOutbox
{
    private readonly GatewayId _gateway = GatewayId.Parse("gw-bench");
    private readonly string _epoch = new('0', 32);

    public long Kept { get; private set; }

    public RecordIdentity Append(DetectedAlert alert) => new(_gateway, _epoch, 1);

    public RecordIdentity? AppendEvidence(string alertId, ReadOnlyMemory<byte> jpeg, bool simulated) => null;

    public bool Append(in Reading reading)
    {
        Kept++;
        return true;
    }

    public IReadOnlyList<OutboxRecord> Read(RecordKind kind, RecordIdentity? behind, int maxRecords) => [];

    public void Remove(Lane lane, string epoch, long sequence, int count) => throw new NotSupportedException("Nothing is kept here.");

    public void Discard(Lane lane, RecordIdentity identity, string why) => throw new NotSupportedException("Nothing is kept here.");

    public void Restamp(RecordKind kind, RecordIdentity identity) => throw new NotSupportedException("Nothing is kept here.");

    public LaneStatus Status(Lane lane) => new(_epoch, 0, 0);

    public Task WaitForAppendAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
