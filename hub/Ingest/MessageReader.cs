using System.Globalization;
using EdgeGrid.Contracts;

namespace EdgeGrid.Hub.Ingest;

/// <summary>
/// Understands a message, or says why not. Pure: reads nothing but the message. Times are only held against the
/// calendar, never against the hub's own clock: a hub that woke up in the wrong year would otherwise throw every alert
/// of the district into quarantine.
/// </summary>
internal static class MessageReader
{
    public const int MaxAlertBytes = 64 * 1024;
    public const int MaxStatusBytes = 256 * 1024;
    public const int MaxBlockBytes = 1024 * 1024;

    private const int MaxCount = 100_000;

    public static IngestResult Read(InboundMessage message)
    {
        if (!Topics.TryParse(message.Topic, out var gateway, out var leaf))
        {
            return new Refused(null, null, "no topic of a gateway");
        }

        switch (leaf)
        {
            case Topics.StatusLeaf:
                return StatusReader.Read(gateway, message);
            case Topics.ConfigReportedLeaf:
                return ReplyReader.ReadReport(gateway, message);
            case Topics.CommandAnswersLeaf:
                return ReplyReader.ReadAnswer(gateway, message);
            default:
                break;
        }

        var identity = ReadIdentity(gateway, message);
        if (message.ResponseTopic is { } answer && answer != Topics.Acks(gateway))
        {
            return new Refused(gateway, identity, $"the response topic must be {Topics.Acks(gateway)}");
        }

        if (identity is null)
        {
            return new Refused(gateway, null, "the user properties epoch (32 hexadecimal digits), sequence (from 1) and count (from 1, or absent) do not name a record");
        }

        return leaf switch
        {
            Topics.AlertsLeaf => AlertReader.Read(identity.Value, message),
            Topics.ReadingsLeaf => SenmlReader.Read(identity.Value, message),
            Topics.EvidenceLeaf => ReadEvidence(identity.Value, message),
            Topics.LossesLeaf => LossReader.Read(identity.Value, message),
            _ => new Refused(gateway, identity, "nothing is expected on this topic"),
        };
    }

    /// <summary>The reason why a message is not what it should be in form; null when it is.</summary>
    public static string? CheckForm(InboundMessage message, string contentType, int maxBytes)
    {
        if (message.Payload.IsEmpty)
        {
            return "empty";
        }

        if (message.Payload.Length > maxBytes)
        {
            return $"larger than {maxBytes} bytes";
        }

        return message.ContentType == contentType ? null : $"content type '{message.ContentType}', expected {contentType}";
    }

    /// <summary>Either the message or its content says so: the mark is never lost.</summary>
    public static bool IsMarked(InboundMessage message, string property) => message.Property(property) == "true";

    /// <summary>What tells a record from another one of the same identity; null when the sender does not say.</summary>
    public static long? Crc(InboundMessage message) =>
        uint.TryParse(message.Property(UserProperties.Crc), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var crc) ? crc : null;

    /// <summary>A message that is certainly not a repetition of the record that is committed under its identity.</summary>
    public static bool IsAnother(InboundMessage message, long? known) => known is not null && Crc(message) is { } crc && crc != known;

    /// <summary>True when a map can show it and JSON can hold it.</summary>
    public static bool IsOnEarth(Position at) =>
        Math.Abs(at.Latitude) <= 90 && Math.Abs(at.Longitude) <= 180 && double.IsFinite(at.AccuracyMetres ?? 0);

    private static RecordIdentity? ReadIdentity(GatewayId gateway, InboundMessage message)
    {
        var epoch = message.Property(UserProperties.Epoch);
        var count = 1;
        return RecordIdentity.IsEpoch(epoch)
            && long.TryParse(message.Property(UserProperties.Sequence), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            && sequence is > 0 and < long.MaxValue - MaxCount
            && (message.Property(UserProperties.Count) is not { } text || int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count))
            && count is > 0 and <= MaxCount
            ? new RecordIdentity(gateway, epoch!, sequence, count)
            : null;
    }

    private static IngestResult ReadEvidence(RecordIdentity identity, InboundMessage message)
    {
        if (CheckForm(message, ContentTypes.Jpeg, MaxBlockBytes) is { } malformed)
        {
            return new Refused(identity.Gateway, identity, malformed);
        }

        if (!message.Payload.Span.StartsWith<byte>([0xFF, 0xD8, 0xFF]))
        {
            return new Refused(identity.Gateway, identity, "not a JPEG");
        }

        var alert = message.Property(UserProperties.AlertId);
        return AlertReader.IsAlertId(alert)
            ? new AcceptedEvidence(identity, alert!, IsMarked(message, UserProperties.Simulated))
            : new Refused(identity.Gateway, identity, "the user property alert does not name an alert");
    }
}
