using Microsoft.Extensions.Logging;

namespace EdgeGrid.Agent.Centre;

/// <summary>Event ids 1550 to 1599.</summary>
internal static partial class CentreLog
{
    [LoggerMessage(1550, LogLevel.Warning, "Command {Name} {Id} of the hub: {Outcome}. {Words}")]
    public static partial void Answered(this ILogger logger, string name, string id, string outcome, string words);

    [LoggerMessage(1551, LogLevel.Warning, "A command of {Bytes} bytes from the hub cannot be answered: {Reason}")]
    public static partial void CommandNotUnderstood(this ILogger logger, long bytes, string reason);

    [LoggerMessage(1552, LogLevel.Error, "{File} cannot be used ({Reason}). It is set aside")]
    public static partial void LedgerDamaged(this ILogger logger, string file, string reason);

    [LoggerMessage(1553, LogLevel.Error, "A message of the hub on {Leaf} could not be dealt with")]
    public static partial void ClerkStumbled(this ILogger logger, string leaf, Exception bug);

    [LoggerMessage(1554, LogLevel.Error, "The answer of command {Id} cannot be written to the disk: {Reason}")]
    public static partial void AnswerNotStored(this ILogger logger, string id, string reason);
}
