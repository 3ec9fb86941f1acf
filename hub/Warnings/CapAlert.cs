using System.Text.Json.Serialization;

namespace EdgeGrid.Hub.Warnings;

/// <summary>A message of the Common Alerting Protocol 1.2 (OASIS), as far as this hub sends it: public, two languages, one area.</summary>
internal sealed record CapAlert
{
    public required string Identifier { get; init; }

    public required string Sender { get; init; }

    public required DateTimeOffset SentAt { get; init; }

    /// <summary>True makes its status Test, whatever else it says.</summary>
    public required bool Simulated { get; init; }

    public required CapMessage Message { get; init; }

    /// <summary>The earlier messages that an update or a cancellation is about.</summary>
    public IReadOnlyList<CapReference> References { get; init; } = [];

    /// <summary>The case's number.</summary>
    public required string Incident { get; init; }

    public required IReadOnlyList<CapInfo> Infos { get; init; }

    public required CapArea Area { get; init; }
}

/// <summary>What a message is to those before it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CapMessage>))]
internal enum CapMessage
{
    [JsonStringEnumMemberName("alert")] Alert = 1,

    [JsonStringEnumMemberName("update")] Update,

    [JsonStringEnumMemberName("cancel")] Cancel,
}

/// <summary>An earlier message.</summary>
internal sealed record CapReference(string Sender, string Identifier, DateTimeOffset SentAt);

/// <summary>What it says, in one language.</summary>
internal sealed record CapInfo
{
    /// <summary>RFC 3066: <c>zh-CN</c>, <c>en</c>.</summary>
    public required string Language { get; init; }

    public required string Category { get; init; }

    public required string Event { get; init; }

    public required string ResponseType { get; init; }

    public required string Urgency { get; init; }

    public required string Severity { get; init; }

    public required string Certainty { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public required string SenderName { get; init; }

    public required string Headline { get; init; }

    public required string Description { get; init; }

    public required string Instruction { get; init; }
}

/// <summary>Where.</summary>
/// <param name="Description">In words.</param>
/// <param name="Polygons">Rings of latitude and longitude, each closed.</param>
/// <param name="GridCode">The cell's code; null when it lies in none.</param>
internal sealed record CapArea(string Description, IReadOnlyList<IReadOnlyList<(double Latitude, double Longitude)>> Polygons, string? GridCode);
