using EdgeGrid.Agent.Outbox;
using EdgeGrid.Contracts;
using Microsoft.Extensions.Logging;

namespace EdgeGrid.Agent.Publishing;

internal static partial class PublishingLog
{
    [LoggerMessage(1400, LogLevel.Information, "Connected to {Broker} as {ClientId}")]
    public static partial void Connected(this ILogger logger, string broker, string clientId);

    [LoggerMessage(1401, LogLevel.Warning, "No connection to {Broker}: {Why}. Everything is kept; the next try is in {Pause}")]
    public static partial void NotConnected(this ILogger logger, string broker, string why, TimeSpan pause);

    [LoggerMessage(1402, LogLevel.Information, "The hub is there: {Alerts} alerts and {Readings} readings wait to be sent")]
    public static partial void HubPresent(this ILogger logger, long alerts, long readings);

    [LoggerMessage(1403, LogLevel.Warning, "The hub is not there. Everything is kept until it comes back")]
    public static partial void HubAbsent(this ILogger logger);

    [LoggerMessage(1404, LogLevel.Error, "Another agent uses the identity {Gateway}: the broker gave it this one's connection. Find the other one, and give each gateway an id of its own. The next try is in {Pause}")]
    public static partial void TakenOver(this ILogger logger, GatewayId gateway, TimeSpan pause);

    [LoggerMessage(1405, LogLevel.Warning, "The hub has not acknowledged {Kind} {Sequence} within {After}: it is sent again")]
    public static partial void SentAgain(this ILogger logger, RecordKind kind, long sequence, TimeSpan after);

    [LoggerMessage(1406, LogLevel.Error, "The hub could not understand record {Sequence} and keeps it in quarantine: {Reason}")]
    public static partial void Quarantined(this ILogger logger, long sequence, string? reason);

    [LoggerMessage(1407, LogLevel.Warning, "The broker did not take {Kind} {Sequence}: {Answer}. It is sent again")]
    public static partial void NotTaken(this ILogger logger, RecordKind kind, long sequence, string answer);

    [LoggerMessage(1408, LogLevel.Warning, "A message of {Length} bytes on {Topic} cannot be understood: {Why}")]
    public static partial void MessageNotUnderstood(this ILogger logger, string topic, long length, string why);

    [LoggerMessage(1410, LogLevel.Error, "Record {Identity} could not be given a new identity, which the hub asked for; it is tried again")]
    public static partial void NotRestamped(this ILogger logger, RecordIdentity identity, Exception exception);

    [LoggerMessage(1411, LogLevel.Warning, "The broker does not let this gateway subscribe to {Topic} ({Answer}): what the hub wants there is not heard of. Everything else goes on")]
    public static partial void NotSubscribed(this ILogger logger, string topic, string answer);

    [LoggerMessage(1412, LogLevel.Warning, "The broker did not take what was told on {Topic}: {Answer}. It is told again when the hub comes again")]
    public static partial void ReplyNotTaken(this ILogger logger, string topic, string answer);

    [LoggerMessage(1409, LogLevel.Information, "The farewell did not reach the broker ({Why}); the will tells the same")]
    public static partial void FarewellNotTaken(this ILogger logger, string why);
}
