using EdgeGrid.Contracts;

namespace EdgeGrid.Hub.Storage;

/// <summary>One committed transition of one alert. <see cref="Id"/> is its place in the stream.</summary>
internal sealed class AlertRow
{
    public long Id { get; set; }

    public required string Gateway { get; init; }

    public required string Epoch { get; init; }

    public required long Sequence { get; init; }

    /// <summary>CRC-32C of the record at its gateway: two records under one identity differ in it. Null from a sender that does not tell it.</summary>
    public long? Crc { get; init; }

    public required string AlertId { get; init; }

    public required AlertTransition Transition { get; init; }

    public required AlertKind Kind { get; init; }

    public required WarningLevel Level { get; init; }

    public required string Device { get; init; }

    public required string Place { get; init; }

    public required string Grid { get; init; }

    public double? Latitude { get; init; }

    public double? Longitude { get; init; }

    public double? AccuracyMetres { get; init; }

    public required string Measured { get; init; }

    public double? Value { get; init; }

    public string? Unit { get; init; }

    public double? Limit { get; init; }

    /// <summary>JSON array of texts.</summary>
    public required string Actions { get; init; }

    public required DateTimeOffset SampledAt { get; init; }

    public required DateTimeOffset DecidedAt { get; init; }

    public required DateTimeOffset RaisedAt { get; init; }

    public required ClockQuality Clock { get; init; }

    public required DateTimeOffset CommittedAt { get; init; }

    /// <summary>Another one, after cases were merged or split.</summary>
    public required string CaseId { get; set; }

    public required bool Historical { get; init; }

    public required bool Simulated { get; init; }
}

/// <summary>A picture that belongs to an alert.</summary>
internal sealed class EvidenceRow
{
    public long Id { get; set; }

    public required string Gateway { get; init; }

    public required string Epoch { get; init; }

    public required long Sequence { get; init; }

    /// <summary>CRC-32C of the record at its gateway: two records under one identity differ in it. Null from a sender that does not tell it.</summary>
    public long? Crc { get; init; }

    public required string AlertId { get; init; }

    public required byte[] Jpeg { get; init; }

    public required DateTimeOffset CommittedAt { get; init; }

    public required bool Simulated { get; init; }
}
