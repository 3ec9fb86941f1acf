using Microsoft.Extensions.Logging;

namespace EdgeGrid.Agent.Configuration.Revisions;

/// <summary>Event ids 1500 to 1549.</summary>
internal static partial class RevisionLog
{
    [LoggerMessage(1500, LogLevel.Information, "Configuration in force: {Configuration}")]
    public static partial void InForce(this ILogger logger, string configuration);

    [LoggerMessage(1501, LogLevel.Warning, "Revision {Revision} of the hub is taken, and the agent starts anew with it")]
    public static partial void Taken(this ILogger logger, long revision);

    [LoggerMessage(1502, LogLevel.Error, "Revision {Revision} of the hub is refused: {Problems}")]
    public static partial void Refused(this ILogger logger, long revision, string problems);

    [LoggerMessage(1503, LogLevel.Information, "Revision {Revision} of the hub stands")]
    public static partial void Stands(this ILogger logger, long revision);

    [LoggerMessage(1504, LogLevel.Error, "Revision {Revision} of the hub did not stand, and {Before} runs again: {Reason}")]
    public static partial void RolledBack(this ILogger logger, long revision, string before, string reason);

    [LoggerMessage(1505, LogLevel.Error, "{Trouble}. It is set aside, and the technician's own configuration runs")]
    public static partial void RevisionsDamaged(this ILogger logger, string trouble);

    [LoggerMessage(1506, LogLevel.Error, "What became of the hub's configuration cannot be written to the disk: {Reason}. What ran before runs on")]
    public static partial void RevisionsNotStored(this ILogger logger, string reason);

    [LoggerMessage(1507, LogLevel.Warning, "A configuration of {Bytes} bytes from the hub cannot be understood: {Reason}")]
    public static partial void DesiredNotUnderstood(this ILogger logger, long bytes, string reason);

    [LoggerMessage(1508, LogLevel.Warning, "The technician's file cannot be used any more; what was read of it at the last start runs on. {Problems}")]
    public static partial void FileNotUsable(this ILogger logger, string problems);
}
