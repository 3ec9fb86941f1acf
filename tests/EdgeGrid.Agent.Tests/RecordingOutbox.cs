using System.Text.Json;
using EdgeGrid.Agent.Detection;
using EdgeGrid.Agent.Outbox;
using EdgeGrid.Agent.Sampling;
using EdgeGrid.Contracts;

namespace EdgeGrid.Agent.Tests;

/// <summary>Remembers, in order, what the pipeline hands over; fails on demand as a full disk does.</summary>
internal sealed class RecordingOutbox : IOutbox
{
    private readonly GatewayId _gateway = GatewayId.Parse("gw-test");

    public List<DetectedAlert> Alerts { get; } = [];

    public List<Reading> Readings { get; } = [];

    public List<(string AlertId, byte[] Jpeg)> Evidence { get; } = [];

    public int FailuresToCome { get; set; }

    public bool TakesReadings { get; set; } = true;

    public RecordIdentity Append(DetectedAlert alert)
    {
        if (FailuresToCome > 0)
        {
            FailuresToCome--;
            throw new IOException("No space left on device.");
        }

        // As strict as the real one: what JSON cannot carry throws.
        JsonSerializer.SerializeToUtf8Bytes(alert.Alert, WireJson.Wire.Alert);
        Alerts.Add(alert);
        return new RecordIdentity(_gateway, new string('0', 32), Alerts.Count);
    }

    public RecordIdentity? AppendEvidence(string alertId, ReadOnlyMemory<byte> jpeg, bool simulated)
    {
        Evidence.Add((alertId, jpeg.ToArray()));
        return new RecordIdentity(_gateway, new string('0', 32), Evidence.Count);
    }

    public bool Append(in Reading reading)
    {
        if (TakesReadings)
        {
            Readings.Add(reading);
        }

        return TakesReadings;
    }

    public IReadOnlyList<OutboxRecord> Read(RecordKind kind, RecordIdentity? behind, int maxRecords) => [];

    public void Remove(Lane lane, string epoch, long sequence, int count) => throw new NotSupportedException("The pipeline removes nothing.");

    public void Discard(Lane lane, RecordIdentity identity, string why) => throw new NotSupportedException("The pipeline discards nothing.");

    public LaneStatus Status(Lane lane) => new(new string('0', 32), 0, 0);

    public Task WaitForAppendAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
