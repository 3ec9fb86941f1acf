namespace EdgeGrid.Hub.Ingest;

/// <summary>A message as it came, whatever it is.</summary>
internal sealed record InboundMessage
{
    public required string Topic { get; init; }

    public required ReadOnlyMemory<byte> Payload { get; init; }

    public string? ContentType { get; init; }

    /// <summary>Where the sender wants to be told what became of it.</summary>
    public string? ResponseTopic { get; init; }

    public byte[]? CorrelationData { get; init; }

    /// <summary>The broker had kept it: it says how its sender was, not that the sender is there.</summary>
    public bool Retained { get; init; }

    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>();

    /// <summary>A user property; null when it is absent.</summary>
    public string? Property(string name) => Properties.GetValueOrDefault(name);
}

/// <summary>A message on its way through ingest.</summary>
/// <param name="Message">As it came.</param>
/// <param name="Result">What it was understood to be.</param>
/// <param name="Acknowledge">Tells the broker that it is done with; null when it did not come through one.</param>
internal sealed record IngestItem(InboundMessage Message, IngestResult Result, Func<CancellationToken, Task>? Acknowledge)
{
    /// <summary>In the order in which they came.</summary>
    public long Place { get; init; }
}
