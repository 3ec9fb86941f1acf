using EdgeGrid.Contracts;

namespace EdgeGrid.Hub.Ingest;

/// <summary>What a message was understood to be.</summary>
/// <param name="Gateway">The sender, by its topic; null when the topic names none.</param>
internal abstract record IngestResult(GatewayId? Gateway);

/// <summary>It could not be understood.</summary>
/// <param name="Gateway">The sender, by its topic or by its credentials.</param>
/// <param name="Identity">Of the record, as far as it could be read.</param>
/// <param name="Reason">What a developer of the sender has to know.</param>
internal sealed record Refused(GatewayId? Gateway, RecordIdentity? Identity, string Reason) : IngestResult(Gateway);

/// <summary>A transition of an alert.</summary>
internal sealed record AcceptedAlert(RecordIdentity Identity, AlertEvent Event, bool Simulated, bool Historical) : IngestResult(Identity.Gateway)
{
    public Alert Alert => Event.Data;
}

/// <summary>A block of readings.</summary>
internal sealed record AcceptedReadings(RecordIdentity Identity, DateTimeOffset FirstAt, DateTimeOffset LastAt, bool Simulated) : IngestResult(Identity.Gateway);

/// <summary>A picture.</summary>
internal sealed record AcceptedEvidence(RecordIdentity Identity, string AlertId, bool Simulated) : IngestResult(Identity.Gateway);

/// <summary>A line of the gateway's loss ledger; its texts are no longer than the store keeps.</summary>
internal sealed record AcceptedLoss(RecordIdentity Identity, Loss Loss, bool Simulated, bool Historical) : IngestResult(Identity.Gateway);

/// <summary>Presence and health.</summary>
internal sealed record AcceptedStatus(GatewayStatus Status) : IngestResult(Status.Gateway);

/// <summary>What a gateway says of its configuration.</summary>
internal sealed record AcceptedReport(ReportedConfiguration Report) : IngestResult(Report.Gateway);

/// <summary>What became of a command.</summary>
internal sealed record AcceptedAnswer(CommandAnswer Answer) : IngestResult(Answer.Gateway);
