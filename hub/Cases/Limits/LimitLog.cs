namespace EdgeGrid.Hub.Cases.Limits;

/// <summary>What the watch over limits logs.</summary>
internal static partial class LimitLog
{
    [LoggerMessage(2450, LogLevel.Error, "Limits could not be watched; trying again in {Seconds} s")]
    public static partial void Failed(ILogger logger, Exception e, double seconds);

    [LoggerMessage(2451, LogLevel.Warning, "Case {CaseId} does not take what is to be said of its limit «{Stage}»: {Why}")]
    public static partial void Refused(ILogger logger, string caseId, string stage, string why);

    [LoggerMessage(2452, LogLevel.Information, "The wall clock was set by {Seconds:F1} s; limits go by it")]
    public static partial void ClockSet(ILogger logger, double seconds);
}
