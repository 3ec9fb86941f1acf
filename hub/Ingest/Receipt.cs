using EdgeGrid.Contracts;
using EdgeGrid.Hub.Api;

namespace EdgeGrid.Hub.Ingest;

/// <summary>What became of one message, once it is committed.</summary>
internal sealed record Receipt(IngestItem Item, AckOutcome Outcome, string? Reason = null)
{
    private RecordIdentity? Identity => Item.Result switch
    {
        AcceptedAlert alert => alert.Identity,
        AcceptedReadings readings => readings.Identity,
        AcceptedEvidence evidence => evidence.Identity,
        AcceptedLoss loss => loss.Identity,
        Refused refused => refused.Identity,
        _ => null,
    };

    /// <summary>Where to tell the sender; null when it did not ask, or asked for someone else's topic.</summary>
    public string? ResponseTopic =>
        Item.Result.Gateway is { } gateway && Item.Message.ResponseTopic == Topics.Acks(gateway) ? Item.Message.ResponseTopic : null;

    /// <summary>What to tell the sender.</summary>
    public Ack Ack => Identity is { } identity
        ? new Ack(identity.Epoch, identity.Sequence, identity.Count, Outcome, Reason)
        : new Ack("", 0, 0, Outcome, Reason);
}

/// <summary>What a committed batch leads to.</summary>
/// <param name="Receipts">One for each message, in order.</param>
/// <param name="Changes">What the live feed is told.</param>
/// <param name="Notices">How many notices of cases wait to be published because of it.</param>
internal sealed record Committed(IReadOnlyList<Receipt> Receipts, IReadOnlyList<LiveChange> Changes, int Notices);
