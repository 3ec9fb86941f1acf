using System.Text.Json;
using EdgeGrid.Contracts;

namespace EdgeGrid.Agent.Configuration.Revisions;

/// <summary>Understands a message of <see cref="Topics.Config"/>, or says why not. The document in it is not looked at yet.</summary>
internal static class DesiredReader
{
    /// <returns>The desired configuration, or what is wrong with the message; neither for an emptied retained message.</returns>
    public static (DesiredConfiguration? Desired, string? Trouble) Read(ReadOnlySpan<byte> message, GatewayId gateway)
    {
        if (message.IsEmpty)
        {
            return (null, null);
        }

        if (message.Length > DesiredConfiguration.MaxBytes)
        {
            return (null, $"it is larger than {DesiredConfiguration.MaxBytes} bytes");
        }

        try
        {
            var desired = JsonSerializer.Deserialize(message, WireJson.Default.DesiredConfiguration);
            return desired is null ? (null, "it is null")
                : desired.Gateway != gateway ? (null, $"it is for '{desired.Gateway}'")
                : desired.Revision < 1 ? (null, $"it has the number {desired.Revision}, and revisions count from 1")
                : (desired, null);
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            // The second: half a surrogate pair.
            return (null, malformed.Message);
        }
    }
}
