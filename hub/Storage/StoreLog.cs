namespace EdgeGrid.Hub.Storage;

internal static partial class StoreLog
{
    [LoggerMessage(2350, LogLevel.Information, "The store is {Store}")]
    public static partial void Opened(ILogger logger, string store);

    [LoggerMessage(2351, LogLevel.Error, "The store can lose what it has committed: {Doubt}")]
    public static partial void Doubted(ILogger logger, string doubt);

    [LoggerMessage(2352, LogLevel.Information, "Deleted readings that were taken more than {Days} days ago")]
    public static partial void ReadingsDeleted(ILogger logger, double days);

    [LoggerMessage(2353, LogLevel.Warning, "Old readings could not be deleted: {Reason}; trying again in an hour")]
    public static partial void ReadingsKept(ILogger logger, string reason);

    [LoggerMessage(2354, LogLevel.Critical, "Another hub has taken the store while it was out of reach: this one ends")]
    public static partial void Taken(ILogger logger);

    [LoggerMessage(2355, LogLevel.Warning, "A backup is to be restored: the hub ends its work and begins again on it")]
    public static partial void HandedOver(ILogger logger);

    [LoggerMessage(2356, LogLevel.Warning, "A backup was restored; what was there before is {Aside}")]
    public static partial void Restored(ILogger logger, string aside);

    [LoggerMessage(2357, LogLevel.Information, "Bringing the store up to this version: {Progress}")]
    public static partial void BroughtUp(ILogger logger, string progress);

    [LoggerMessage(2358, LogLevel.Error, "The store does not take changes: {Reason}. Whoever asks for one is told so; trying every second whether it does again")]
    public static partial void Refuses(ILogger logger, string reason);

    [LoggerMessage(2359, LogLevel.Information, "The store takes changes again")]
    public static partial void TakesAgain(ILogger logger);

    [LoggerMessage(2360, LogLevel.Warning, "{Method} {Path} was answered with 503, for the store is away or busy: {Reason}")]
    public static partial void Away(ILogger logger, string method, string path, string reason);
}
