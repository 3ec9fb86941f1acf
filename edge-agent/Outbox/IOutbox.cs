using EdgeGrid.Agent.Detection;
using EdgeGrid.Agent.Health;
using EdgeGrid.Agent.Sampling;
using EdgeGrid.Contracts;

namespace EdgeGrid.Agent.Outbox;

/// <summary>The two lanes; each is a file with its own epoch and sequence, and alerts are drained first.</summary>
internal enum Lane
{
    /// <summary>Alerts and evidence: each append is on the disk when it returns.</summary>
    Alerts,

    /// <summary>Readings: committed together, by size or age.</summary>
    Readings,
}

/// <summary>What a record holds, and so on which topic it goes.</summary>
internal enum RecordKind : byte
{
    /// <summary>UTF-8 JSON of <see cref="Contracts.Alert"/>.</summary>
    Alert,

    /// <summary>JPEG.</summary>
    Evidence,

    /// <summary>A block of consecutive readings.</summary>
    Readings,

    /// <summary>Stands where records were that could not be saved from a damaged file. Never sent.</summary>
    Lost,

    /// <summary>UTF-8 JSON of <see cref="Contracts.Loss"/>: a line of the loss ledger, on its way to the hub.</summary>
    Loss,
}

/// <summary>How long readings are of use while they wait. A block holds one of them.</summary>
internal enum ReadingClass : byte
{
    /// <summary>What a sensor measured.</summary>
    Measurement,

    /// <summary>Where somebody was.</summary>
    Position,
}

/// <summary>One stored record: an alert, a picture, or a block of readings.</summary>
/// <param name="Kind">Of the payload.</param>
/// <param name="Identity">Stamped at Append.</param>
/// <param name="AppendedAt">When, on both clocks.</param>
/// <param name="BootId">The boot of the monotonic clock.</param>
/// <param name="Quality">Of the wall clock then; null from an agent that did not note it.</param>
/// <param name="Simulated">To be marked on the wire.</param>
/// <param name="AlertId">Of evidence: the alert it belongs to.</param>
/// <param name="Payload">By <paramref name="Kind"/>.</param>
internal sealed record OutboxRecord(
    RecordKind Kind,
    RecordIdentity Identity,
    Instant AppendedAt,
    string BootId,
    ClockQuality? Quality,
    bool Simulated,
    string? AlertId,
    ReadOnlyMemory<byte> Payload)
{
    /// <summary>Of readings.</summary>
    public ReadingClass Class { get; init; }

    /// <summary>CRC-32C of its epoch and its stored bytes; null when it was never stored.</summary>
    public uint? Crc { get; init; }

    /// <summary>How long ago it was appended; null when no clock knows.</summary>
    public TimeSpan? Age { get; init; } = TimeSpan.Zero;

    /// <summary>The true time of its boot, known since; null when the record's own wall clock was right, or nobody ever said the time.</summary>
    public BootClock? TrueClock { get; init; }
}

/// <summary>
/// The durable boundary. What has been appended stays until <see cref="Remove"/>, whatever happens to the process or
/// the power. Safe to call from the pipeline and the publisher at once.
/// </summary>
internal interface IOutbox
{
    /// <summary>Stores an alert. It is on the disk when this returns; in memory while the disk takes nothing.</summary>
    RecordIdentity Append(DetectedAlert alert);

    /// <summary>Stores the picture of an alert. It is on the disk when this returns.</summary>
    /// <returns>Null when it was refused: larger than 512 KB, pictures already fill their half of the lane, or the disk takes nothing. The alert stands without it.</returns>
    RecordIdentity? AppendEvidence(string alertId, ReadOnlyMemory<byte> jpeg, bool simulated);

    /// <summary>Takes a reading into the block that is committed next. Never waits for the disk.</summary>
    /// <returns>False when the disk cannot follow: the caller counts <see cref="Filtering.DropReason.OutboxRefused"/>.</returns>
    bool Append(in Reading reading);

    /// <summary>The oldest records of a kind, in order: from the first, or from the one that follows <paramref name="behind"/>.</summary>
    /// <returns>Fewer than asked when others lie between, none only when there are none.</returns>
    IReadOnlyList<OutboxRecord> Read(RecordKind kind, RecordIdentity? behind, int maxRecords);

    /// <summary>Removes what the hub has acknowledged. Unknown or foreign identities are ignored: an ack may come twice.</summary>
    void Remove(Lane lane, string epoch, long sequence, int count);

    /// <summary>Gives up a record that can never be sent, with a line in the loss ledger that says why.</summary>
    void Discard(Lane lane, RecordIdentity identity, string why);

    /// <summary>
    /// Gives a record that waits a new identity, in a fresh epoch: the hub has another one under the identity that it has.
    /// That happens when somebody puts an older copy of the files back.
    /// </summary>
    void Restamp(RecordKind kind, RecordIdentity identity);

    /// <summary>Epoch, last sequence and backlog of a lane.</summary>
    LaneStatus Status(Lane lane);

    /// <summary>Completes when any lane has had something committed since the last call.</summary>
    Task WaitForAppendAsync(CancellationToken cancellationToken);
}
