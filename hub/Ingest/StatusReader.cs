using System.Text.Json;
using EdgeGrid.Contracts;

namespace EdgeGrid.Hub.Ingest;

/// <summary>Understands a gateway's status.</summary>
internal static class StatusReader
{
    public static IngestResult Read(GatewayId gateway, InboundMessage message)
    {
        if (MessageReader.CheckForm(message, ContentTypes.Json, MessageReader.MaxStatusBytes) is { } malformed)
        {
            return new Refused(gateway, null, malformed);
        }

        try
        {
            var status = JsonSerializer.Deserialize(message.Payload.Span, WireJson.Default.GatewayStatus);
            return status switch
            {
                null => new Refused(gateway, null, "null"),
                _ when status.Gateway != gateway => new Refused(gateway, null, $"tells the status of '{status.Gateway}'"),
                { Position: { } at } when !MessageReader.IsOnEarth(at) => new Refused(gateway, null, "the position is not on the earth"),

                // What the types rule out JSON can still say.
                _ when status.Devices.Any(device => device is null) => new Refused(gateway, null, "a device is null"),
                _ when !Enum.IsDefined(status.Clock) || status.Devices.Any(device => !Enum.IsDefined(device.Health)) =>
                    new Refused(gateway, null, "clock or health is not one of the known words"),
                _ => new AcceptedStatus(status),
            };
        }
        catch (JsonException e)
        {
            return new Refused(gateway, null, $"no status in JSON: {Stumble.Of(e)}");
        }
    }
}
