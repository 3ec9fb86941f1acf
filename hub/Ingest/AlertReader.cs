using System.Text.Json;
using EdgeGrid.Contracts;

namespace EdgeGrid.Hub.Ingest;

/// <summary>Understands a transition of an alert.</summary>
internal static class AlertReader
{
    private const string TypePrefix = "edgegrid.alert.";

    private static readonly DateTimeOffset Earliest = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static IngestResult Read(RecordIdentity identity, InboundMessage message)
    {
        if (MessageReader.CheckForm(message, ContentTypes.CloudEvents, MessageReader.MaxAlertBytes) is { } malformed)
        {
            return new Refused(identity.Gateway, identity, malformed);
        }

        AlertEvent? happened;
        try
        {
            if (Version(message.Payload.Span) is { } later)
            {
                return new Refused(identity.Gateway, identity, later);
            }

            happened = JsonSerializer.Deserialize(message.Payload.Span, WireJson.Default.AlertEvent);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The second: text in it that is no UTF-8, or half a surrogate pair.
            return new Refused(identity.Gateway, identity, $"no alert in JSON: {Stumble.Of(e)}");
        }

        var problem = happened is null ? "null" : Check(identity, happened);
        return problem is null
            ? new AcceptedAlert(
                identity,
                Doubted(happened!),
                happened!.Simulated || happened.Data.Test || MessageReader.IsMarked(message, UserProperties.Simulated),
                MessageReader.IsMarked(message, UserProperties.Historical))
            : new Refused(identity.Gateway, identity, problem);
    }

    /// <summary>True for 32 lower-case hexadecimal digits.</summary>
    public static bool IsAlertId(string? text) => RecordIdentity.IsEpoch(text);

    /// <summary>Looked at before anything else: what a later version looks like inside, nobody can know.</summary>
    private static string? Version(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        using var document = JsonDocument.ParseValue(ref reader);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            return "no alert: not a JSON object";
        }

        if (Text(document.RootElement, "specversion") is { } version && version != "1.0")
        {
            return $"CloudEvents version '{version}' is not understood, 1.0 is";
        }

        var type = Text(document.RootElement, "type");
        return type is not null && type.StartsWith(TypePrefix, StringComparison.Ordinal) && !type.EndsWith(".v1", StringComparison.Ordinal)
            ? $"'{type}' is of a version that this hub does not understand"
            : null;
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string? Check(RecordIdentity identity, AlertEvent happened)
    {
        var alert = happened.Data;
        if (happened.Source != $"{Topics.Root}/{identity.Gateway}")
        {
            return $"source '{happened.Source}' is not the gateway of the topic";
        }

        if (happened.Id != identity.ToString())
        {
            return $"id '{happened.Id}' is not {identity}, which the topic and the user properties say";
        }

        if (!Enum.IsDefined(alert.Transition) || !Enum.IsDefined(alert.Kind) || !Enum.IsDefined(alert.Level))
        {
            return "transition, kind or level is not one of the known words";
        }

        if (happened.Type != AlertEvent.TypeOf(alert.Transition))
        {
            return $"type '{happened.Type}' does not go with the transition {alert.Transition}";
        }

        if (!IsAlertId(alert.AlertId))
        {
            return $"alertId '{alert.AlertId}' is not 32 lower-case hexadecimal digits";
        }

        if (alert.Position is { } at && !MessageReader.IsOnEarth(at))
        {
            return "the position is not on the earth";
        }

        if (!double.IsFinite(alert.Value ?? 0) || !double.IsFinite(alert.Limit ?? 0))
        {
            return "value or limit is not finite";
        }

        return null;
    }

    // A clock that lies must cost nobody a case: the alert is taken, and its times are marked as what they are.
    private static AlertEvent Doubted(AlertEvent happened)
    {
        var alert = happened.Data;
        return IsSane(happened.Time) && IsSane(alert.SampledAt) && IsSane(alert.RaisedAt)
            ? happened
            : happened with { Data = alert with { Clock = alert.Clock with { Quality = ClockQuality.Unsynchronised } } };
    }

    private static bool IsSane(DateTimeOffset at) => at >= Earliest && at < Latest;
}
