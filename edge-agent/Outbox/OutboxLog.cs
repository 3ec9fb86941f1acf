using Microsoft.Extensions.Logging;

namespace EdgeGrid.Agent.Outbox;

internal static partial class OutboxLog
{
    [LoggerMessage(1300, LogLevel.Information, "Outbox open in {Folder}: {Alerts} alerts and {Readings} readings wait for the hub")]
    public static partial void Opened(this ILogger logger, string folder, long alerts, long readings);

    [LoggerMessage(1301, LogLevel.Error, "The {Lane} lane is full: its {Count} oldest records are lost, within {First} to {Last}. The hub has been away for too long, or data.maxMegabytes is too small")]
    public static partial void LaneFull(this ILogger logger, Lane lane, long count, long first, long last);

    [LoggerMessage(1302, LogLevel.Error, "Record {Sequence} of the {Lane} lane is damaged and skipped: {Problem}")]
    public static partial void RecordDamaged(this ILogger logger, Lane lane, long sequence, string problem);

    [LoggerMessage(1303, LogLevel.Error, "The {Lane} lane lacks records {First} to {Last}: its file was damaged. See losses.jsonl, and check the disk or the SD card")]
    public static partial void Gap(this ILogger logger, Lane lane, long first, long last);

    [LoggerMessage(1304, LogLevel.Critical, "The file of the {Lane} lane cannot be used ({Reason}). It is set aside as {Aside}, and a fresh one begins. Check the disk or the SD card")]
    public static partial void LaneSetAside(this ILogger logger, Lane lane, string aside, string reason);

    [LoggerMessage(1305, LogLevel.Warning, "The file of the {Lane} lane failed and is opened anew")]
    public static partial void LaneReopened(this ILogger logger, Lane lane, Exception exception);

    [LoggerMessage(1306, LogLevel.Error, "Readings cannot be written to the disk; the next try is in {Pause}")]
    public static partial void CommitFailed(this ILogger logger, TimeSpan pause, Exception exception);

    [LoggerMessage(1307, LogLevel.Warning, "The picture of alert {AlertId} is not kept: {Reason}")]
    public static partial void EvidenceRefused(this ILogger logger, string alertId, string reason);

    [LoggerMessage(1308, LogLevel.Error, "{Count} readings could not be written to the disk before the agent stopped")]
    public static partial void LastCommitFailed(this ILogger logger, long count, Exception exception);

    [LoggerMessage(1309, LogLevel.Error, "Record {Sequence} of the {Lane} lane cannot be sent and is given up: {Why}")]
    public static partial void Discarded(this ILogger logger, Lane lane, long sequence, string why);

    [LoggerMessage(1310, LogLevel.Error, "A line of the loss ledger could not be written ({Why}): {Entry}")]
    public static partial void LedgerNotWritten(this ILogger logger, LossEntry entry, string why);
}
