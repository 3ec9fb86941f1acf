namespace EdgeGrid.Hub.Ingest;

internal static partial class IngestLog
{
    [LoggerMessage(2100, LogLevel.Information, "Ingest is connected to the broker at {Broker}")]
    public static partial void Connected(ILogger logger, string broker);

    [LoggerMessage(2101, LogLevel.Warning, "Ingest lost the broker: {Reason}; connecting again")]
    public static partial void Disconnected(ILogger logger, string reason);

    [LoggerMessage(2102, LogLevel.Warning, "Ingest cannot reach the broker at {Broker}: {Reason}; trying again")]
    public static partial void ConnectFailed(ILogger logger, string broker, string reason);

    [LoggerMessage(2103, LogLevel.Warning, "Quarantined a message on {Topic}: {Reason}")]
    public static partial void Quarantined(ILogger logger, string topic, string reason);

    [LoggerMessage(2104, LogLevel.Error, "The store cannot be written: {Reason}. Nothing is acknowledged and nothing is lost; trying again until it can")]
    public static partial void StoreFailed(ILogger logger, string reason);

    [LoggerMessage(2105, LogLevel.Information, "The store can be written again")]
    public static partial void StoreRecovered(ILogger logger);

    [LoggerMessage(2106, LogLevel.Error, "A message on {Topic} made ingest stumble; it goes to quarantine")]
    public static partial void Stumbled(ILogger logger, Exception exception, string topic);

    [LoggerMessage(2107, LogLevel.Warning, "Could not acknowledge {Count} messages: {Reason}. Their senders will send them again")]
    public static partial void AckFailed(ILogger logger, int count, string reason);

    [LoggerMessage(2109, LogLevel.Error, "A part of ingest stumbled and is started again")]
    public static partial void WorkerStumbled(ILogger logger, Exception exception);

    [LoggerMessage(2108, LogLevel.Warning, "Could not publish a case's step: {Reason}; trying again")]
    public static partial void NoticeFailed(ILogger logger, string reason);

    [LoggerMessage(2110, LogLevel.Warning, "A message on {Topic} has the identity of another record of {Gateway}: older files have been put back there. The gateway is asked to rename it")]
    public static partial void Conflicting(ILogger logger, string topic, string? gateway);
}
