namespace EdgeGrid.Hub.Storage;

internal static partial class StoreLog
{
    [LoggerMessage(2350, LogLevel.Information, "The store is {Store}")]
    public static partial void Opened(ILogger logger, string store);

    [LoggerMessage(2351, LogLevel.Error, "The store can lose what it has committed: {Doubt}")]
    public static partial void Doubted(ILogger logger, string doubt);
}
