using System.Formats.Cbor;
using System.Text.Json;
using EdgeGrid.Contracts;

namespace EdgeGrid.Hub.Ingest;

/// <summary>Understands a block of readings: SenML (RFC 8428) in CBOR or in JSON.</summary>
internal static class SenmlReader
{
    private const double Earliest = 0;
    private const double Latest = 4_102_444_800; // 2100-01-01

    public static IngestResult Read(RecordIdentity identity, InboundMessage message)
    {
        var cbor = message.ContentType != ContentTypes.SenmlJson;
        if (MessageReader.CheckForm(message, cbor ? ContentTypes.SenmlCbor : ContentTypes.SenmlJson, MessageReader.MaxBlockBytes) is { } malformed)
        {
            return new Refused(identity.Gateway, identity, malformed);
        }

        try
        {
            var records = cbor
                ? SenmlCbor.Decode(message.Payload)
                : JsonSerializer.Deserialize(message.Payload.Span, WireJson.Default.SenmlRecordArray) ?? [];
            var (problem, first, last) = Resolve(identity.Gateway, records);
            return problem is null
                ? new AcceptedReadings(identity, At(first), At(last), MessageReader.IsMarked(message, UserProperties.Simulated))
                : new Refused(identity.Gateway, identity, problem);
        }
        catch (Exception e) when (e is CborContentException or InvalidOperationException or OverflowException or InvalidDataException)
        {
            return new Refused(identity.Gateway, identity, $"no SenML in CBOR: {e.Message}");
        }
        catch (JsonException e)
        {
            return new Refused(identity.Gateway, identity, $"no SenML in JSON: {Stumble.Of(e)}");
        }
    }

    /// <summary>Carries the base fields forward (RFC 8428, section 4.1) and checks every record.</summary>
    private static (string? Problem, double First, double Last) Resolve(GatewayId gateway, IReadOnlyList<SenmlRecord?> records)
    {
        if (records.Count == 0)
        {
            return ("no records", 0, 0);
        }

        var (baseName, baseTime, first, last) = ("", 0d, double.MaxValue, double.MinValue);
        var own = $"{gateway}:";
        for (var i = 0; i < records.Count; i++)
        {
            if (records[i] is not { } record)
            {
                return ($"record {i} is null", 0, 0);
            }

            if (record.BaseVersion is > SenmlLabels.Version)
            {
                return ($"SenML version {record.BaseVersion} is not understood, {SenmlLabels.Version} is", 0, 0);
            }

            baseName = record.BaseName ?? baseName;
            baseTime = record.BaseTime ?? baseTime;
            if (!IsOwn(baseName, record.Name, own))
            {
                return ($"record {i} has the name '{baseName + record.Name}', which does not begin with '{own}'", 0, 0);
            }

            if (record.Value is null == record.Text is null || record.Value is { } value && !double.IsFinite(value))
            {
                return ($"record {i} must have either a number or a text", 0, 0);
            }

            var at = baseTime + (record.Time ?? 0);
            if (!(at is >= Earliest and < Latest))
            {
                return ($"record {i} has a time that is not between 1970 and 2100", 0, 0);
            }

            (first, last) = (Math.Min(first, at), Math.Max(last, at));
        }

        return (null, first, last);
    }

    /// <summary>Whether both together begin with the gateway's name and go on; put together only where that is needed to know.</summary>
    private static bool IsOwn(string baseName, string? name, string own) =>
        baseName == own
            ? name is { Length: > 0 }
            : (baseName + name) is var whole && whole.StartsWith(own, StringComparison.Ordinal) && whole.Length > own.Length;

    private static DateTimeOffset At(double seconds) => DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(seconds);
}
