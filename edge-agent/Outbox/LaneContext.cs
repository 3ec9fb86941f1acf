using System.Globalization;
using EdgeGrid.Agent.Health;
using EdgeGrid.Contracts;
using Microsoft.Extensions.Logging;

namespace EdgeGrid.Agent.Outbox;

/// <summary>What a lane needs besides its file: where it stands, who tells of its losses, how large it may be.</summary>
internal sealed record LaneContext
{
    public required Lane Lane { get; init; }

    public required GatewayId Gateway { get; init; }

    public required string BootId { get; init; }

    /// <summary>How old a record is.</summary>
    public required RecordTimes Times { get; init; }

    /// <summary>Holds the lane's files, the other lane's and the ledger.</summary>
    public required string Folder { get; init; }

    /// <summary>Of all files of the lane.</summary>
    public required long MaxBytes { get; init; }

    /// <summary>Records kept in memory while the disk takes nothing; 0 for a lane that waits.</summary>
    public required int MaxInMemory { get; init; }

    /// <summary>To be taken before anything is written.</summary>
    public required FolderHold Hold { get; init; }

    /// <summary>Of the whole folder.</summary>
    public required long MaxFolderBytes { get; init; }

    public required LossLedger Ledger { get; init; }

    public required StorageTrouble Trouble { get; init; }

    public required DiskWear Wear { get; init; }

    public required TimeProvider Time { get; init; }

    public required ILogger Log { get; init; }

    /// <summary>
    /// Of one file: a sixteenth of the lane at most, so that the space of what the hub has, or of the oldest, comes back in
    /// pieces; and small, because LiteDB keeps all pages of an open file in memory: up to 162 of them in arrays of at most
    /// 100, the next in arrays of 4 and 8 MB, which the garbage collector gives back late.
    /// </summary>
    public long MaxSegmentBytes => Math.Clamp(MaxBytes / 16, 128 * 1024, 150 * 8192);

    /// <summary>Bytes of this lane went to the disk.</summary>
    public Action<long> Wrote => Lane == Lane.Readings ? Wear.WroteForReadings : Wear.Wrote;

    /// <summary>
    /// Small commits of readings stand in a <see cref="LaneTail"/> first: they come every second and would wear the disk.
    /// Alerts are rare, and go where no single damage of a file takes several.
    /// </summary>
    public bool HasTail => Lane == Lane.Readings;

    /// <summary>As its files' names begin.</summary>
    public string LaneName => Lane.ToString().ToLowerInvariant();

    /// <summary>Says which files there must be.</summary>
    public string ListFile => Path.Combine(Folder, LaneName + ".list");

    /// <summary>Where a segment's file stands.</summary>
    public string PathOf(SegmentName name) => Path.Combine(Folder, name.ToString());

    /// <summary>A line in the ledger, with one of <see cref="LossReasons"/>. A full disk must not stop the lane for it: it is written later, and stands in the log meanwhile.</summary>
    public void Lose(string? epoch, long sequence, long count, string reason, string detail)
    {
        var entry = new Loss
        {
            Lane = Lane == Lane.Alerts ? OutboxLane.Alerts : OutboxLane.Readings,
            Epoch = epoch,
            Sequence = sequence,
            Count = count,
            Reason = reason,
            At = Time.GetUtcNow(),
            Detail = detail,
        };
        if (Ledger.Write(entry) is { } problem)
        {
            Log.LedgerNotWritten(entry, problem);
        }
    }

    /// <summary>Moves a file and its journal out of the way, under a name that says when and why.</summary>
    /// <returns>Where the data file is now.</returns>
    public string SetAside(string file, string why)
    {
        var stamp = Time.GetUtcNow().ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture);
        var aside = $"{Path.ChangeExtension(file, null)}-{stamp}-{Slug(why)}{AsideFiles.Extension}";
        if (!File.Exists(file))
        {
            // What it has left beside it is found by its name.
            File.Create(aside).Dispose();
        }

        Move(file, aside);
        Move(JournaledStream.JournalOf(file), JournaledStream.JournalOf(aside));
        Move(LaneTail.TailOf(file), LaneTail.TailOf(aside));
        AsideFiles.Bound(Folder, MaxFolderBytes);
        return aside;
    }

    /// <summary>Takes that back.</summary>
    public static void PutBack(string aside, string file)
    {
        Move(aside, file);
        Move(JournaledStream.JournalOf(aside), JournaledStream.JournalOf(file));
        Move(LaneTail.TailOf(aside), LaneTail.TailOf(file));
    }

    private static void Move(string from, string to)
    {
        if (File.Exists(from))
        {
            File.Move(from, to, overwrite: true);
        }
    }

    private static string Slug(string why)
    {
        var kept = why.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-').Take(60).ToArray();
        return string.Join('-', new string(kept).Split('-', StringSplitOptions.RemoveEmptyEntries));
    }
}
