using System.Text.Json;
using EdgeGrid.Contracts;

namespace EdgeGrid.Agent.Centre;

/// <summary>Understands a message of a command's topic, or says why not. What it asks for is not looked at yet.</summary>
internal static class CommandReader
{
    /// <returns>The command, or what is wrong with the message.</returns>
    public static (GatewayCommand? Command, string? Trouble) Read(CentreMessage message, GatewayId gateway)
    {
        if (message.Payload.Length > GatewayCommand.MaxBytes)
        {
            return (null, $"it is larger than {GatewayCommand.MaxBytes} bytes");
        }

        if (message.ResponseTopic != Topics.CommandAnswers(gateway))
        {
            return (null, $"its response topic is not {Topics.CommandAnswers(gateway)}");
        }

        try
        {
            var command = JsonSerializer.Deserialize(message.Payload.Span, WireJson.Default.GatewayCommand);
            return command is null ? (null, "it is null")
                : command.Gateway != gateway ? (null, $"it is for '{command.Gateway}'")
                : !RecordIdentity.IsEpoch(command.Id) ? (null, "its id is not 32 hexadecimal digits")
                : message.Leaf != $"{Topics.CommandsLeaf}/{command.Name}" ? (null, "its name is not that of its topic")
                : (command, null);
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            // The second: half a surrogate pair.
            return (null, malformed.Message);
        }
    }
}
