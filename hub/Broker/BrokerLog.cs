using System.Net;

namespace EdgeGrid.Hub.Broker;

internal static partial class BrokerLog
{
    [LoggerMessage(2000, LogLevel.Information, "Broker listens on {EndPoint}")]
    public static partial void Listening(ILogger logger, IPEndPoint endPoint);

    [LoggerMessage(2001, LogLevel.Warning, "Refused {ClientId} from {Remote}: {Reason}")]
    public static partial void Refused(ILogger logger, string clientId, EndPoint? remote, string reason);

    [LoggerMessage(2002, LogLevel.Warning, "{Client} may not publish on {Topic}")]
    public static partial void PublishDenied(ILogger logger, ClientIdentity client, string topic);

    [LoggerMessage(2003, LogLevel.Warning, "{Client} may not subscribe to {Filter}")]
    public static partial void SubscriptionDenied(ILogger logger, ClientIdentity client, string filter);

    [LoggerMessage(2004, LogLevel.Warning, "Two agents use the identity of gateway {Gateway}: give one of them a gateway id of its own")]
    public static partial void TwoAgents(ILogger logger, string gateway);

    [LoggerMessage(2005, LogLevel.Warning, "{Remote} announced a packet of {Bytes} bytes, {Limit} are allowed: connection closed")]
    public static partial void PacketTooLarge(ILogger logger, EndPoint? remote, long bytes, int limit);

    [LoggerMessage(2006, LogLevel.Warning, "Closed the connection of {Remote}: {Limit} clients are connected already")]
    public static partial void TooManyConnections(ILogger logger, EndPoint? remote, int limit);

    [LoggerMessage(2007, LogLevel.Debug, "Connection of {Remote} failed: {Reason}")]
    public static partial void ConnectionFailed(ILogger logger, EndPoint? remote, string reason);

    [LoggerMessage(2008, LogLevel.Error, "Cannot accept connections: {Reason}")]
    public static partial void AcceptFailed(ILogger logger, string reason);

    [LoggerMessage(2009, LogLevel.Error, "{ClientId} does not read: {Count} messages for it were dropped so far")]
    public static partial void MessagesDropped(ILogger logger, string clientId, long count);
}
