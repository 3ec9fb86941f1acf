using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using EdgeGrid.Agent.Health;
using EdgeGrid.Agent.Outbox;
using EdgeGrid.Contracts;
using MQTTnet;
using MQTTnet.Protocol;

namespace EdgeGrid.Agent.Publishing;

/// <summary>A stored record as the message of wire version 1.</summary>
internal static class RecordMessage
{
    /// <summary>A clock that was right within this is left as it was.</summary>
    private static readonly TimeSpan NoticeableFrom = TimeSpan.FromSeconds(1);

    /// <summary>What waited for longer is history.</summary>
    public static readonly TimeSpan NewsFor = TimeSpan.FromMinutes(1);

    /// <summary>The message, or in words why the record cannot be sent.</summary>
    public static string? TryBuild(OutboxRecord record, ReadingsFormat format, out MqttApplicationMessage? message)
    {
        message = null;
        var problem = TryBuildPayload(record, format, out var topic, out var contentType, out var payload);
        if (problem is not null)
        {
            return problem;
        }

        var (gateway, epoch, sequence, count) = record.Identity;
        var builder = new MqttApplicationMessageBuilder()
            .WithTopic(topic)
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
            .WithContentType(contentType)
            .WithPayload(new ReadOnlySequence<byte>(payload))
            .WithResponseTopic(Topics.Acks(gateway))
            .WithCorrelationData(Encoding.ASCII.GetBytes(record.Identity.ToString()));
        Add(builder, UserProperties.Epoch, epoch);
        Add(builder, UserProperties.Sequence, sequence.ToString(CultureInfo.InvariantCulture));
        Add(builder, UserProperties.Count, count == 1 ? null : count.ToString(CultureInfo.InvariantCulture));
        Add(builder, UserProperties.Crc, record.Crc?.ToString("x8", CultureInfo.InvariantCulture));
        Add(builder, UserProperties.AlertId, record.AlertId);
        Add(builder, UserProperties.Simulated, record.Simulated ? "true" : null);
        Add(builder, UserProperties.Historical, record.Age is not { } age || age > NewsFor ? "true" : null);
        Add(builder, UserProperties.Clock, ClockWord(record));
        message = builder.Build();
        return null;
    }

    /// <summary>An alert as the hub and everyone else reads it.</summary>
    public static byte[] AlertPayload(RecordIdentity identity, Alert alert, DateTimeOffset at, bool simulated) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new AlertEvent
            {
                Id = identity.ToString(),
                Source = $"{Topics.Root}/{identity.Gateway}",
                Type = AlertEvent.TypeOf(alert.Transition),
                Subject = alert.Device,
                Time = at,
                Simulated = simulated,
                Data = alert,
            },
            WireJson.Wire.AlertEvent);

    private static string? TryBuildPayload(
        OutboxRecord record, ReadingsFormat format, out string topic, out string contentType, out ReadOnlyMemory<byte> payload)
    {
        var gateway = record.Identity.Gateway;
        payload = default;
        switch (record.Kind)
        {
            case RecordKind.Alert:
                (topic, contentType) = (Topics.Alerts(gateway), ContentTypes.CloudEvents);
                return TryBuildAlert(record, out payload);

            case RecordKind.Loss:
                (topic, contentType, payload) = (Topics.Losses(gateway), ContentTypes.Json, record.Payload);
                return null;

            case RecordKind.Evidence:
                (topic, contentType, payload) = (Topics.Evidence(gateway), ContentTypes.Jpeg, record.Payload);
                return null;

            case RecordKind.Readings:
                topic = Topics.Readings(gateway);
                contentType = format == ReadingsFormat.Cbor ? ContentTypes.SenmlCbor : ContentTypes.SenmlJson;
                var problem = ReadingBlockReader.TryRead(record.Payload.Span, out var readings);
                readings = Corrected(readings, record.TrueClock);
                payload = problem is not null ? default
                    : format == ReadingsFormat.Cbor ? SenmlEncoder.ToCbor(gateway, readings)
                    : SenmlEncoder.ToJson(gateway, readings);
                return problem;

            default:
                (topic, contentType) = ("", "");
                return $"it is of kind {(int)record.Kind}, which a newer agent wrote";
        }
    }

    private static string? TryBuildAlert(OutboxRecord record, out ReadOnlyMemory<byte> payload)
    {
        payload = default;
        try
        {
            var alert = JsonSerializer.Deserialize(record.Payload.Span, WireJson.Default.Alert);
            if (alert is null)
            {
                return "the stored alert is null";
            }

            var at = record.TrueClock?.At(record.AppendedAt.MonotonicMs) ?? record.AppendedAt.At;
            payload = AlertPayload(record.Identity, Corrected(alert, record.TrueClock), at, record.Simulated);
            return null;
        }
        catch (JsonException exception)
        {
            return "the stored alert cannot be read: " + exception.Message;
        }
    }

    // An alert says it itself, and a line of the ledger tells no time that anything depends on.
    private static string? ClockWord(OutboxRecord record) =>
        record.Kind is not (RecordKind.Readings or RecordKind.Evidence) ? null
        : (record.TrueClock?.Quality ?? record.Quality ?? ClockQuality.Unsynchronised) switch
        {
            ClockQuality.Ntp => null,
            ClockQuality.Gnss => "gnss",
            _ => "unsynchronised",
        };

    private static Alert Corrected(Alert alert, BootClock? trueClock)
    {
        if (trueClock is null)
        {
            return alert;
        }

        var late = trueClock.Correction(alert.SampledAt, alert.Clock.MonotonicMs);
        var clock = alert.Clock with { Quality = trueClock.Quality };
        return late.Duration() < NoticeableFrom
            ? alert with { Clock = clock }
            : alert with
            {
                SampledAt = alert.SampledAt + late,
                RaisedAt = alert.RaisedAt + late,
                Clock = clock with { CorrectedByMs = (long)late.TotalMilliseconds },
            };
    }

    private static IReadOnlyList<StoredReading> Corrected(IReadOnlyList<StoredReading> readings, BootClock? trueClock) =>
        trueClock is null || readings.All(reading => trueClock.Correction(reading.At.At, reading.At.MonotonicMs).Duration() < NoticeableFrom)
            ? readings
            : [.. readings.Select(reading => reading with { At = reading.At with { At = trueClock.At(reading.At.MonotonicMs) } })];

    private static void Add(MqttApplicationMessageBuilder builder, string name, string? value)
    {
        if (value is not null)
        {
            builder.WithUserProperty(name, Encoding.UTF8.GetBytes(value).AsMemory());
        }
    }
}

/// <summary>How readings are written on the wire.</summary>
internal enum ReadingsFormat
{
    /// <summary>The default.</summary>
    Cbor,

    /// <summary>For debugging.</summary>
    Json,
}
