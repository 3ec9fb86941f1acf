namespace EdgeGrid.Hub.Access;

internal static partial class AuditLog
{
    [LoggerMessage(2301, LogLevel.Error, "Not on the audit trail, for the store does not take it: {Who} was answered {Outcome} to {What} on {Target}: {Reason}")]
    public static partial void NotOnTrail(ILogger logger, string who, string what, string target, int outcome, string reason);
}
