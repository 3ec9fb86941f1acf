using System.Text.Json;
using EdgeGrid.Contracts;

namespace EdgeGrid.Hub.Ingest;

/// <summary>
/// A status and an alert that are taken all the way and thrown away before the commit, when the hub starts: the first
/// real alert must not wait until the queries are compiled.
/// </summary>
internal static class WarmUp
{
    private static readonly GatewayId Gateway = GatewayId.Parse("warm-up");

    public static IReadOnlyList<IngestItem> Items(DateTimeOffset now) => [Status(now), Alert(now)];

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

    private static IngestItem Alert(DateTimeOffset now)
    {
        var identity = new RecordIdentity(Gateway, Guid.CreateVersion7().ToString("n"), 1);
        var happened = new AlertEvent
        {
            Id = identity.ToString(),
            Source = $"{Topics.Root}/{Gateway}",
            Type = AlertEvent.TypeOf(AlertTransition.Raised),
            Subject = "warm-up",
            Time = now,
            Simulated = true,
            Data = new Alert
            {
                AlertId = Guid.CreateVersion7().ToString("n"),
                Transition = AlertTransition.Raised,
                Kind = AlertKind.DeviceFault,
                Level = WarningLevel.Blue,
                Device = "warm-up",
                Place = "nowhere",
                Measured = "nothing",
                SampledAt = now,
                RaisedAt = now,
                Clock = new ClockReading("0", 0, ClockQuality.Unsynchronised),
            },
        };
        var properties = new Dictionary<string, string> { [UserProperties.Epoch] = identity.Epoch, [UserProperties.Sequence] = "1" };
        return Item(Topics.Alerts(Gateway), ContentTypes.CloudEvents, JsonSerializer.SerializeToUtf8Bytes(happened, WireJson.Default.AlertEvent), properties);
    }

    private static IngestItem Item(string topic, string contentType, byte[] payload, Dictionary<string, string> properties)
    {
        var message = new InboundMessage { Topic = topic, ContentType = contentType, Payload = payload, Properties = properties };
        return new IngestItem(message, MessageReader.Read(message), Acknowledge: null);
    }
}
