using EdgeGrid.Contracts;
using Microsoft.Extensions.Logging;

namespace EdgeGrid.Agent.Outbox;

internal static partial class OutboxLog
{
    [LoggerMessage(1300, LogLevel.Information, "Outbox open in {Folder}: {Alerts} alerts and {Readings} readings wait for the hub")]
    public static partial void Opened(this ILogger logger, string folder, long alerts, long readings);

    [LoggerMessage(1301, LogLevel.Error, "The {Lane} lane is full: its {Count} oldest records, {First} to {Last}, are lost. The hub has been away for too long, or data.maxMegabytes is too small")]
    public static partial void LaneFull(this ILogger logger, Lane lane, long count, long first, long last);

    [LoggerMessage(1302, LogLevel.Critical, "The disk takes no alerts ({Reason}): up to {Most} are kept in memory and sent when the hub is there. Free the disk, or replace the SD card")]
    public static partial void DiskTakesNothing(this ILogger logger, int most, string reason);

    [LoggerMessage(1303, LogLevel.Warning, "The disk takes alerts again; {Pending} that were kept in memory are on it")]
    public static partial void DiskTakesAgain(this ILogger logger, long pending);

    [LoggerMessage(1304, LogLevel.Critical, "A file of the {Lane} lane was damaged ({Reason}). It is set aside as {Aside}, {Saved} of its records are saved, and a fresh epoch begins. Check the disk or the SD card")]
    public static partial void LaneSetAside(this ILogger logger, Lane lane, string aside, string reason, int saved);

    [LoggerMessage(1305, LogLevel.Warning, "The file of the {Lane} lane failed and is opened anew")]
    public static partial void LaneReopened(this ILogger logger, Lane lane, Exception exception);

    [LoggerMessage(1306, LogLevel.Error, "Readings cannot be written to the disk; the next try is in {Pause}")]
    public static partial void CommitFailed(this ILogger logger, TimeSpan pause, Exception exception);

    [LoggerMessage(1307, LogLevel.Warning, "The picture of alert {AlertId} is not kept: {Reason}")]
    public static partial void EvidenceRefused(this ILogger logger, string alertId, string reason);

    [LoggerMessage(1308, LogLevel.Error, "{Readings} readings and {Alerts} alerts could not be written to the disk before the agent stopped")]
    public static partial void LastCommitFailed(this ILogger logger, long readings, long alerts, Exception exception);

    [LoggerMessage(1309, LogLevel.Error, "Record {Sequence} of the {Lane} lane cannot be sent and is given up: {Why}")]
    public static partial void Discarded(this ILogger logger, Lane lane, long sequence, string why);

    [LoggerMessage(1310, LogLevel.Error, "A line of the loss ledger could not be written ({Why}): {Entry}")]
    public static partial void LedgerNotWritten(this ILogger logger, Loss entry, string why);

    [LoggerMessage(1312, LogLevel.Warning, "The data folder {Folder} cannot be held against a second agent while its disk takes nothing ({Reason}); it is held before anything is written there")]
    public static partial void FolderNotHeld(this ILogger logger, string folder, string reason);

    [LoggerMessage(1313, LogLevel.Critical, "The files of the {Lane} lane cannot be opened to write ({Reason}). The agent runs without: what waits there is read and sent if it can be, and the files are tried again every few seconds. Free the disk, or replace the SD card")]
    public static partial void LaneNotOpened(this ILogger logger, Lane lane, string reason);

    [LoggerMessage(1314, LogLevel.Warning, "The files of the {Lane} lane are open now; {Pending} records in them wait for the hub")]
    public static partial void LaneOpenedLate(this ILogger logger, Lane lane, long pending);

    [LoggerMessage(1315, LogLevel.Warning, "The file {File} of the {Lane} lane cannot be read for now: {Reason}")]
    public static partial void FileNotRead(this ILogger logger, Lane lane, string file, string reason);

    [LoggerMessage(1311, LogLevel.Critical, "The file {File} of the {Lane} lane is not there any more, and what was in it is lost")]
    public static partial void FileMissing(this ILogger logger, Lane lane, string file);

    [LoggerMessage(1316, LogLevel.Error, "The hub has another record as {Old}: an older copy of the {Lane} lane's files has been put back. It is sent as {New}")]
    public static partial void Restamped(this ILogger logger, Lane lane, RecordIdentity old, RecordIdentity @new);
}
