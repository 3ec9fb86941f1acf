namespace EdgeGrid.Contracts;

/// <summary>
/// One line of a gateway's loss ledger: records that its outbox had accepted and that will not reach the hub. The
/// payload of <see cref="Topics.Losses"/>. The line is itself a record of the alerts lane, with an identity of its own
/// in the user properties; what is told here is the identity of what was lost.
/// </summary>
public sealed record Loss
{
    /// <summary>Where it was lost.</summary>
    public required OutboxLane Lane { get; init; }

    /// <summary>The lane's epoch that held it; null when nobody knows.</summary>
    public string? Epoch { get; init; }

    /// <summary>Of the first lost record; 0 when nobody knows.</summary>
    public required long Sequence { get; init; }

    /// <summary>How many records; 0 when nobody knows.</summary>
    public required long Count { get; init; }

    /// <summary>Why: one of <see cref="LossReasons"/>, or a word of a later agent.</summary>
    public required string Reason { get; init; }

    /// <summary>When it was found out, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What happened, in words a technician can act on.</summary>
    public required string Detail { get; init; }
}

/// <summary>
/// Why records were lost: an open list. Whoever reads acts on none of these words, so that one of a later agent is
/// shown as it is.
/// </summary>
public static class LossReasons
{
    /// <summary>The lane was full: its oldest records went.</summary>
    public const string Full = "full";

    /// <summary>A record failed its checksum, or was of a format that the agent does not know.</summary>
    public const string DamagedRecord = "damaged-record";

    /// <summary>Sequences that the file should hold are not in it.</summary>
    public const string Gap = "gap";

    /// <summary>The file could not be used, and was set aside with all that was in it.</summary>
    public const string FileSetAside = "file-set-aside";

    /// <summary>A file was deleted from outside, with all that was in it.</summary>
    public const string FileMissing = "file-missing";

    /// <summary>A whole record that the agent cannot make a message of.</summary>
    public const string Unsendable = "unsendable";

    /// <summary>It waited for longer than its kind is of use.</summary>
    public const string Expired = "expired";

    /// <summary>The disk took nothing, and what is kept in memory meanwhile had reached its bound.</summary>
    public const string MemoryFull = "memory-full";
}
