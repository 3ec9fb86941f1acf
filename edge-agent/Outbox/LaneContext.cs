using System.Globalization;
using EdgeGrid.Contracts;
using Microsoft.Extensions.Logging;

namespace EdgeGrid.Agent.Outbox;

/// <summary>What a lane needs besides its file: where it stands, who tells of its losses, how large it may be.</summary>
internal sealed record LaneContext
{
    public required Lane Lane { get; init; }

    public required GatewayId Gateway { get; init; }

    public required string BootId { get; init; }

    /// <summary>The data file; LiteDB puts its log beside it.</summary>
    public required string File { get; init; }

    /// <summary>Of what the file holds.</summary>
    public required long MaxBytes { get; init; }

    /// <summary>Of the whole folder.</summary>
    public required long MaxFolderBytes { get; init; }

    public required LossLedger Ledger { get; init; }

    public required TimeProvider Time { get; init; }

    public required ILogger Log { get; init; }

    /// <summary>A line in the ledger. A full disk must not stop the lane for it: then the line stands in the log.</summary>
    public void Lose(string? epoch, long sequence, long count, LossReason reason, string detail)
    {
        var entry = new LossEntry(Lane, epoch, sequence, count, reason, Time.GetUtcNow(), detail);
        try
        {
            Ledger.Write(entry);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.LedgerNotWritten(entry, exception.Message);
        }
    }

    /// <summary>Moves the file and its log out of the way, under a name that says when and why.</summary>
    /// <returns>Where the data file is now.</returns>
    public string SetAside(string why)
    {
        var stamp = Time.GetUtcNow().ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture);
        var aside = $"{Path.ChangeExtension(File, null)}-{stamp}-{Slug(why)}{AsideFiles.Extension}";
        System.IO.File.Move(File, aside);
        var log = LogOf(File);
        if (System.IO.File.Exists(log))
        {
            System.IO.File.Move(log, LogOf(aside));
        }

        AsideFiles.Bound(Path.GetDirectoryName(File)!, MaxFolderBytes);
        return aside;
    }

    /// <summary>LiteDB's own name for the log of a data file.</summary>
    public static string LogOf(string file) =>
        Path.Combine(Path.GetDirectoryName(file)!, Path.GetFileNameWithoutExtension(file) + "-log" + Path.GetExtension(file));

    private static string Slug(string why)
    {
        var kept = why.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-').Take(60).ToArray();
        return string.Join('-', new string(kept).Split('-', StringSplitOptions.RemoveEmptyEntries));
    }
}
