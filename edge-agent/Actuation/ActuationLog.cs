using Microsoft.Extensions.Logging;

namespace EdgeGrid.Agent.Actuation;

/// <summary>Event ids 1200 to 1299.</summary>
internal static partial class ActuationLog
{
    [LoggerMessage(1200, LogLevel.Information, "{Output}: found {Model} {Detail}")]
    public static partial void Found(this ILogger logger, string output, string model, string detail);

    [LoggerMessage(1201, LogLevel.Warning, "{Output}: failed. {Reason} It is tried again.")]
    public static partial void Failed(this ILogger logger, string output, string reason);

    [LoggerMessage(1202, LogLevel.Information, "{Output}: {State}, {Reason}")]
    public static partial void Switched(this ILogger logger, string output, string state, string reason);

    [LoggerMessage(1203, LogLevel.Error, "{Output}: its driver failed in a way it should not. It is tried again.")]
    public static partial void DriverBug(this ILogger logger, string output, Exception bug);

    [LoggerMessage(1204, LogLevel.Warning, "{Output}: was no longer as it was switched, and was switched {State} again. {Reason}")]
    public static partial void SwitchedAgain(this ILogger logger, string output, string state, string reason);
}
