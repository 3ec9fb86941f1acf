namespace EdgeGrid.Hub.Storage;

/// <summary>A gateway that has announced itself.</summary>
internal sealed class GatewayRow
{
    public required string Gateway { get; init; }

    /// <summary>Its last status, JSON of the wire.</summary>
    public required string Status { get; set; }

    public required string Grid { get; set; }

    public bool Online { get; set; }

    public required DateTimeOffset SeenAt { get; set; }

    public long AlertsCommitted { get; set; }

    public long ReadingsCommitted { get; set; }

    public long Quarantined { get; set; }

    /// <summary>Lines of its loss ledger, those that are no longer kept included.</summary>
    public long LossLines { get; set; }

    /// <summary>Records that these lines say are lost, as far as they can tell.</summary>
    public long RecordsLost { get; set; }

    /// <summary>Those of these lines that cannot tell how many.</summary>
    public long LossLinesUncounted { get; set; }

    /// <summary>The newest line, in words.</summary>
    public string? LastLoss { get; set; }

    public DateTimeOffset? LastLossAt { get; set; }

    /// <summary>Of the newest line that is no longer kept: one of the same epoch that is not newer has been counted.</summary>
    public string? ForgottenLossEpoch { get; set; }

    public long ForgottenLossSequence { get; set; }
}

/// <summary>Consecutive readings of one gateway, stored as they came.</summary>
internal sealed class ReadingBlockRow
{
    public required string Gateway { get; init; }

    public required string Epoch { get; init; }

    public required long Sequence { get; init; }

    /// <summary>CRC-32C of the record at its gateway: two records under one identity differ in it. Null from a sender that does not tell it.</summary>
    public long? Crc { get; init; }

    public required int Count { get; init; }

    public required DateTimeOffset FirstAt { get; init; }

    public required DateTimeOffset LastAt { get; init; }

    /// <summary>When the hub took it, by the hub's clock: what it is kept by, for a gateway's clock may never have been set.</summary>
    public required DateTimeOffset CommittedAt { get; init; }

    /// <summary>The media type of <see cref="Payload"/>: SenML in CBOR or in JSON.</summary>
    public required string ContentType { get; init; }

    public required byte[] Payload { get; init; }

    public required bool Simulated { get; init; }
}

/// <summary>What could not be understood. Alike ones from one sender share a row.</summary>
internal sealed class QuarantineRow
{
    public long Id { get; set; }

    public required string Topic { get; init; }

    /// <summary>The sender; empty when nobody knows.</summary>
    public required string Gateway { get; init; }

    public required string Reason { get; init; }

    /// <summary>The newest one's first 4 KB.</summary>
    public required byte[] Payload { get; set; }

    /// <summary>The newest one's whole size in bytes.</summary>
    public required long Size { get; set; }

    public required DateTimeOffset FirstAt { get; init; }

    public required DateTimeOffset LastAt { get; set; }

    public long Count { get; set; }
}
