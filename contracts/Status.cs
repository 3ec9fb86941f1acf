namespace EdgeGrid.Contracts;

/// <summary>Presence and health of one gateway: retained on <see cref="Topics.Status"/>, and its will (offline).</summary>
public sealed record GatewayStatus
{
    /// <summary>Who.</summary>
    public required GatewayId Gateway { get; init; }

    /// <summary>False in the will and in the farewell.</summary>
    public required bool Online { get; init; }

    /// <summary>In words: what the technician called it.</summary>
    public required string Name { get; init; }

    /// <summary>Where, in words.</summary>
    public required string Place { get; init; }

    /// <summary>Where it stands; null for one that moves.</summary>
    public Position? Position { get; init; }

    /// <summary>The grid cell's code, when the gateway was told.</summary>
    public string? Cell { get; init; }

    /// <summary>Of the agent.</summary>
    public required string Version { get; init; }

    /// <summary>The kernel's id of this boot.</summary>
    public required string BootId { get; init; }

    /// <summary>When this process started, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When this was written, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>SHA-256 of the configuration in force, first 12 hexadecimal digits.</summary>
    public required string ConfigHash { get; init; }

    /// <summary>True when any part of this gateway is simulated.</summary>
    public bool Simulated { get; init; }

    /// <summary>Of the wall clock.</summary>
    public ClockQuality Clock { get; init; }

    /// <summary>Every configured device.</summary>
    public IReadOnlyList<DeviceStatus> Devices { get; init; } = [];

    /// <summary>Lane of alerts and evidence.</summary>
    public LaneStatus? Alerts { get; init; }

    /// <summary>Lane of readings.</summary>
    public LaneStatus? Readings { get; init; }

    /// <summary>What the outbox writes to its disk; null from a gateway that does not tell.</summary>
    public DiskStatus? Disk { get; init; }

    /// <summary>Samples and readings that were dropped before the outbox, by reason, since start.</summary>
    public IReadOnlyDictionary<string, long> Dropped { get; init; } = new Dictionary<string, long>();
}

/// <summary>One device of a gateway.</summary>
/// <param name="Name">As configured.</param>
/// <param name="Kind">The driver: <c>mq4</c>, <c>contact</c>, <c>nmea</c>, <c>camera</c>, …</param>
/// <param name="Health">Now.</param>
/// <param name="Reason">Why it is not working, in words a technician can act on.</param>
public sealed record DeviceStatus(string Name, string Kind, DeviceHealth Health, string? Reason = null);

/// <summary>One lane of a gateway's outbox.</summary>
/// <param name="Epoch">The life of this lane's file.</param>
/// <param name="LastSequence">The highest sequence appended; 0 before the first.</param>
/// <param name="Pending">Records that the hub has not yet acknowledged.</param>
public sealed record LaneStatus(string Epoch, long LastSequence, long Pending);

/// <summary>What a gateway's outbox writes to its disk: an SD card wears by it.</summary>
/// <param name="WrittenBytes">Since the start, journals included.</param>
/// <param name="BytesForAReading">Written for each reading that was stored; null before the first.</param>
/// <param name="WrittenADayBytes">In a day, if it goes on as since the start; null in the first ten minutes.</param>
public sealed record DiskStatus(long WrittenBytes, double? BytesForAReading = null, long? WrittenADayBytes = null);

/// <summary>Presence of the hub: retained on <see cref="Topics.HubStatus"/>, and its will (offline).</summary>
/// <param name="Online">False in the will and in the farewell.</param>
/// <param name="Version">Of the hub.</param>
/// <param name="At">When this was written, UTC.</param>
public sealed record HubStatus(bool Online, string Version, DateTimeOffset At);

/// <summary>
/// What became of one message: published to the message's MQTT 5 response topic with its correlation data.
/// The edge removes the records from its outbox on this, and on nothing else.
/// </summary>
/// <param name="Epoch">Of the records.</param>
/// <param name="Sequence">Of the first.</param>
/// <param name="Count">How many.</param>
/// <param name="Outcome">Committed, committed before, or in quarantine.</param>
/// <param name="Reason">Of a quarantine, in words.</param>
public sealed record Ack(string Epoch, long Sequence, int Count, AckOutcome Outcome, string? Reason = null);

/// <summary>A step of a case, for anyone's own software: published on <see cref="Topics.Cases"/>.</summary>
public sealed record CaseNotice
{
    /// <summary>The case's number: <c>20261123-000042</c>.</summary>
    public required string CaseId { get; init; }

    /// <summary>Version of the case after this step, counting from 1.</summary>
    public required int Version { get; init; }

    /// <summary>What happened, in the past tense: <c>CaseFiled</c>, <c>AlertJoined</c>, …</summary>
    public required string Event { get; init; }

    /// <summary>The step the case is in now.</summary>
    public required CaseStep Step { get; init; }

    /// <summary>The level now.</summary>
    public required WarningLevel Level { get; init; }

    /// <summary>What its first alert is about; null when no sensor reported it.</summary>
    public AlertKind? Kind { get; init; }

    /// <summary>What it is about, as the district's catalogue codes it; null when a sensor reported it.</summary>
    public string? Category { get; init; }

    /// <summary>In one line.</summary>
    public required string Title { get; init; }

    /// <summary>Where, in words.</summary>
    public required string Place { get; init; }

    /// <summary>The grid cell's code; <c>unassigned</c> when no cell holds the place.</summary>
    public required string Grid { get; init; }

    /// <summary>The alert that caused this step, if one did.</summary>
    public string? AlertId { get; init; }

    /// <summary>When the step was committed, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>True when simulated data caused it.</summary>
    public bool Simulated { get; init; }
}
