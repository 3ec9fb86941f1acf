namespace EdgeGrid.Hub.Gateways;

/// <summary>Event ids 2800 to 2849.</summary>
internal static partial class GatewayLog
{
    [LoggerMessage(2800, LogLevel.Warning, "Could not publish on {Topic}: {Reason}; it is done when the broker is reached again")]
    public static partial void NotCarried(ILogger logger, string topic, string reason);

    [LoggerMessage(2801, LogLevel.Error, "What is wanted of gateways could not be carried to them; it goes on in a moment")]
    public static partial void Stumbled(ILogger logger, Exception failure);
}
