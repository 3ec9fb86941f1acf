using EdgeGrid.Contracts;
using EdgeGrid.Hub.Ingest;

namespace EdgeGrid.Hub.Tests.Ingest;

public sealed class IngestInletTests
{
    private static readonly GatewayId Gateway = GatewayId.Parse("gw-1");

    [Fact]
    public void Alert_BehindBatchesAndPictures_OvertakesThem()
    {
        var inlet = new IngestInlet();
        inlet.TryWrite(Item(Batch(1)));
        inlet.TryWrite(Item(new AcceptedEvidence(Identity(2), "a", Simulated: false)));
        inlet.TryWrite(Item(Urgent("first")));
        inlet.TryWrite(Item(Batch(3)));
        inlet.TryWrite(Item(Urgent("second")));

        Assert.Equal(
            [Urgent("first"), Urgent("second"), Batch(1), new AcceptedEvidence(Identity(2), "a", Simulated: false), Batch(3)],
            TakeAll(inlet));
    }

    [Fact]
    public void Messages_OfOneUrgency_ComeInTheirOrder()
    {
        var inlet = new IngestInlet();
        var batches = Enumerable.Range(1, 1000).Select(sequence => (IngestResult)Batch(sequence)).ToList();
        batches.ForEach(batch => inlet.TryWrite(Item(batch)));

        Assert.Equal(batches, TakeAll(inlet));
    }

    private static List<IngestResult> TakeAll(IngestInlet inlet)
    {
        var taken = new List<IngestResult>();
        while (inlet.Items.TryRead(out var item))
        {
            taken.Add(item.Result);
        }

        return taken;
    }

    private static IngestItem Item(IngestResult result) =>
        new(new InboundMessage { Topic = "", Payload = ReadOnlyMemory<byte>.Empty }, result, Acknowledge: null);

    private static Refused Urgent(string reason) => new(Gateway, null, reason);

    private static AcceptedReadings Batch(long sequence) => new(Identity(sequence), DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, Simulated: false);

    private static RecordIdentity Identity(long sequence) => new(Gateway, new string('0', 32), sequence);
}
