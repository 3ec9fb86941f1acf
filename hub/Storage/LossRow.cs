using EdgeGrid.Contracts;

namespace EdgeGrid.Hub.Storage;

/// <summary>One line of a gateway's loss ledger. <see cref="Id"/> rises by time of commit.</summary>
internal sealed class LossRow
{
    public long Id { get; set; }

    public required string Gateway { get; init; }

    /// <summary>Of the line itself, as it came.</summary>
    public required string Epoch { get; init; }

    /// <summary>Of the line itself, as it came.</summary>
    public required long Sequence { get; init; }

    /// <summary>CRC-32C of the record at its gateway: two records under one identity differ in it. Null from a sender that does not tell it.</summary>
    public long? Crc { get; init; }

    public required OutboxLane Lane { get; init; }

    /// <summary>Of what was lost; null when nobody knows.</summary>
    public string? LostEpoch { get; init; }

    /// <summary>The first record that was lost; 0 when nobody knows.</summary>
    public required long LostSequence { get; init; }

    /// <summary>How many records were lost; 0 when nobody knows.</summary>
    public required long LostCount { get; init; }

    /// <summary>A word of the wire, of later agents too.</summary>
    public required string Reason { get; init; }

    /// <summary>When the gateway found it out.</summary>
    public required DateTimeOffset FoundAt { get; init; }

    public required string Detail { get; init; }

    public required DateTimeOffset CommittedAt { get; init; }

    public required bool Historical { get; init; }

    public required bool Simulated { get; init; }
}
