using Microsoft.Extensions.Logging;

namespace EdgeGrid.Agent.Sampling;

/// <summary>Event ids 1000 to 1099.</summary>
internal static partial class SamplingLog
{
    [LoggerMessage(1000, LogLevel.Information, "{Device}: found {Model} {Detail}")]
    public static partial void Found(this ILogger logger, string device, string model, string detail);

    [LoggerMessage(1001, LogLevel.Information, "{Device}: first sample {Sample}")]
    public static partial void FirstSample(this ILogger logger, string device, string sample);

    [LoggerMessage(1002, LogLevel.Warning, "{Device}: failed. {Reason} It is tried again.")]
    public static partial void Failed(this ILogger logger, string device, string reason);

    [LoggerMessage(1003, LogLevel.Warning, "{Device}: its values cannot be used. {Reason}")]
    public static partial void Degraded(this ILogger logger, string device, string reason);

    [LoggerMessage(1004, LogLevel.Information, "{Device}: works")]
    public static partial void Works(this ILogger logger, string device);

    [LoggerMessage(1005, LogLevel.Error, "{Device}: its driver failed in a way it should not. It is tried again.")]
    public static partial void DriverBug(this ILogger logger, string device, Exception bug);

    [LoggerMessage(1006, LogLevel.Warning, "{Device}: its source is at its end; it is not tried again")]
    public static partial void Ended(this ILogger logger, string device);

    [LoggerMessage(1007, LogLevel.Warning, "{Device}: {Words}")]
    public static partial void Told(this ILogger logger, string device, string words);

    [LoggerMessage(1008, LogLevel.Warning, "{Trouble}")]
    public static partial void CalibrationUnused(this ILogger logger, string trouble);
}
