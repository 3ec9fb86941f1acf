using System.Globalization;
using System.Text.Json;
using EdgeGrid.Contracts;

namespace EdgeGrid.Hub.Ingest;

/// <summary>
/// A day of alerts in small, taken all the way and thrown away before the commit when the hub starts: the first real
/// alert must wait neither for a query to be compiled nor for code that runs for the first time (some 40 ms). So each
/// way is gone that an alert can go: it files a case, joins one, rises, is over; with a position and without.
/// </summary>
internal static class WarmUp
{
    /// <summary>Ten alerts each: the runtime compiles a method well once it has seen it 30 times.</summary>
    public const int Rounds = 8;

    private static readonly GatewayId Gateway = GatewayId.Parse("warm-up");

    /// <summary>One round, in the order in which the messages would come.</summary>
    public static IReadOnlyList<IngestItem> Items(DateTimeOffset now) =>
    [
        Status(now),
        .. Incident(now, new Position(0, 0, 5), firstSequence: 1),
        .. Incident(now, position: null, firstSequence: 6),
    ];

    private static IEnumerable<IngestItem> Incident(DateTimeOffset now, Position? position, long firstSequence)
    {
        // What is at a place, and what belongs to its device alone: each is looked for in its own way, and neither joins the other.
        var (first, second, epoch) = (NewId(), NewId(), NewId());
        (string AlertId, AlertTransition Transition, WarningLevel Level)[] steps =
        [
            (first, AlertTransition.Raised, WarningLevel.Yellow),
            (first, AlertTransition.Escalated, WarningLevel.Orange),
            (second, AlertTransition.Raised, WarningLevel.Red),
            (second, AlertTransition.Cleared, WarningLevel.Red),
            (first, AlertTransition.Cleared, WarningLevel.Orange),
        ];
        return steps.Select((step, index) => Alert(now, new RecordIdentity(Gateway, epoch, firstSequence + index), new Alert
        {
            AlertId = step.AlertId,
            Transition = step.Transition,
            Kind = position is null ? AlertKind.Sos : AlertKind.Smoke,
            Level = step.Level,
            Device = position is null ? "inside" : "outside",
            Place = "nowhere",
            Position = position,
            Measured = "nothing",
            SampledAt = now,
            RaisedAt = now,
            Clock = new ClockReading("0", 0, ClockQuality.Unsynchronised),
        }));
    }

    private static IngestItem Status(DateTimeOffset now)
    {
        var status = new GatewayStatus
        {
            Gateway = Gateway,
            Online = true,
            Name = "warm-up",
            Place = "nowhere",
            Version = "0",
            BootId = "0",
            StartedAt = now,
            At = now,
            ConfigHash = "0",
            Simulated = true,
        };
        return Item(Topics.Status(Gateway), ContentTypes.Json, JsonSerializer.SerializeToUtf8Bytes(status, WireJson.Default.GatewayStatus), []);
    }

    private static IngestItem Alert(DateTimeOffset now, RecordIdentity identity, Alert alert)
    {
        var happened = new AlertEvent
        {
            Id = identity.ToString(),
            Source = $"{Topics.Root}/{Gateway}",
            Type = AlertEvent.TypeOf(alert.Transition),
            Subject = alert.Device,
            Time = now,
            Simulated = true,
            Data = alert,
        };
        var properties = new Dictionary<string, string>
        {
            [UserProperties.Epoch] = identity.Epoch,
            [UserProperties.Sequence] = identity.Sequence.ToString(CultureInfo.InvariantCulture),
        };
        return Item(Topics.Alerts(Gateway), ContentTypes.CloudEvents, JsonSerializer.SerializeToUtf8Bytes(happened, WireJson.Default.AlertEvent), properties);
    }

    private static IngestItem Item(string topic, string contentType, byte[] payload, Dictionary<string, string> properties)
    {
        var message = new InboundMessage { Topic = topic, ContentType = contentType, Payload = payload, Properties = properties };
        return new IngestItem(message, MessageReader.Read(message), Acknowledge: null);
    }

    private static string NewId() => Guid.CreateVersion7().ToString("n");
}
