using EdgeGrid.Contracts;
using Microsoft.Extensions.Logging;

namespace EdgeGrid.Agent.Detection;

/// <summary>Event ids 1100 to 1199.</summary>
internal static partial class DetectionLog
{
    [LoggerMessage(1100, LogLevel.Information, "Alert {AlertId} {Transition}: {Kind}, {Level}, {Device}: {Measured} [{Identity}]")]
    public static partial void Accepted(
        this ILogger logger,
        string alertId,
        AlertTransition transition,
        AlertKind kind,
        WarningLevel level,
        string device,
        string measured,
        RecordIdentity identity);

    [LoggerMessage(1101, LogLevel.Error, "The pipeline failed in a way it should not. It goes on in {Seconds} s.")]
    public static partial void PipelineFailed(this ILogger logger, double seconds, Exception bug);

    [LoggerMessage(1102, LogLevel.Warning, "The picture of alert {AlertId} could not be kept; the alert stands without it")]
    public static partial void EvidenceFailed(this ILogger logger, string alertId, Exception failure);

    [LoggerMessage(1103, LogLevel.Warning, "The picture of alert {AlertId} could not be kept: {Waiting} others wait to be encoded")]
    public static partial void EvidenceOverflowed(this ILogger logger, string alertId, int waiting);

    [LoggerMessage(1104, LogLevel.Critical, "An alert could not be stored; {Waiting} wait for the disk. Decisions and local outputs go on; the next try is in {Seconds} s")]
    public static partial void NotStored(this ILogger logger, int waiting, double seconds, Exception failure);
}
