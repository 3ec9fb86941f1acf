using System.Text.Json.Serialization;

namespace EdgeGrid.Contracts;

/// <summary>Warning level: I red is the highest, IV blue the lowest.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WarningLevel>))]
public enum WarningLevel
{
    /// <summary>I.</summary>
    [JsonStringEnumMemberName("red")] Red = 1,

    /// <summary>II.</summary>
    [JsonStringEnumMemberName("orange")] Orange = 2,

    /// <summary>III.</summary>
    [JsonStringEnumMemberName("yellow")] Yellow = 3,

    /// <summary>IV.</summary>
    [JsonStringEnumMemberName("blue")] Blue = 4,
}

/// <summary>What an alert is about.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AlertKind>))]
public enum AlertKind
{
    /// <summary>Combustible gas above a level.</summary>
    [JsonStringEnumMemberName("gas")] Gas = 1,

    /// <summary>Carbon monoxide above a level.</summary>
    [JsonStringEnumMemberName("carbon-monoxide")] CarbonMonoxide,

    /// <summary>Smoke: a detector's contact, or obscuration above a level.</summary>
    [JsonStringEnumMemberName("smoke")] Smoke,

    /// <summary>Someone where and when nobody should be.</summary>
    [JsonStringEnumMemberName("intrusion")] Intrusion,

    /// <summary>A worker pressed the SOS button.</summary>
    [JsonStringEnumMemberName("sos")] Sos,

    /// <summary>A worker or vehicle left its grid.</summary>
    [JsonStringEnumMemberName("grid-exit")] GridExit,

    /// <summary>A sensor gives no value, or only faults: in an early-warning system silence is data.</summary>
    [JsonStringEnumMemberName("sensor-silent")] SensorSilent,

    /// <summary>A device says that it is out of order, or a part of the gateway itself failed.</summary>
    [JsonStringEnumMemberName("device-fault")] DeviceFault,

    /// <summary>A fire alarm system says fire: a detector, a manual call point.</summary>
    [JsonStringEnumMemberName("fire")] Fire,

    /// <summary>A toxic gas other than carbon monoxide above a level: hydrogen sulfide.</summary>
    [JsonStringEnumMemberName("toxic-gas")] ToxicGas,

    /// <summary>Too little oxygen to breathe, or so much that things burn that else would not.</summary>
    [JsonStringEnumMemberName("oxygen")] Oxygen,
}

/// <summary>How one alert changed.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AlertTransition>))]
public enum AlertTransition
{
    /// <summary>It began.</summary>
    [JsonStringEnumMemberName("raised")] Raised = 1,

    /// <summary>Its level rose.</summary>
    [JsonStringEnumMemberName("escalated")] Escalated,

    /// <summary>Its condition is over at the sensor. The case stays until people close it.</summary>
    [JsonStringEnumMemberName("cleared")] Cleared,
}

/// <summary>How far a gateway's wall clock can be trusted.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ClockQuality>))]
public enum ClockQuality
{
    /// <summary>Never set since boot: wall times may be years off.</summary>
    [JsonStringEnumMemberName("unsynchronised")] Unsynchronised = 0,

    /// <summary>Set from a satellite receiver.</summary>
    [JsonStringEnumMemberName("gnss")] Gnss,

    /// <summary>Kept by NTP.</summary>
    [JsonStringEnumMemberName("ntp")] Ntp,
}

/// <summary>State of a device, for its gateway's status.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DeviceHealth>))]
public enum DeviceHealth
{
    /// <summary>Not yet opened.</summary>
    [JsonStringEnumMemberName("starting")] Starting = 0,

    /// <summary>Measures.</summary>
    [JsonStringEnumMemberName("working")] Working,

    /// <summary>Answers, and says that its values cannot be used yet or any more.</summary>
    [JsonStringEnumMemberName("degraded")] Degraded,

    /// <summary>Does not answer; retried with backoff.</summary>
    [JsonStringEnumMemberName("failed")] Failed,
}

/// <summary>The lanes of a gateway's outbox.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OutboxLane>))]
public enum OutboxLane
{
    /// <summary>Alerts, evidence and losses.</summary>
    [JsonStringEnumMemberName("alerts")] Alerts = 1,

    /// <summary>Readings.</summary>
    [JsonStringEnumMemberName("readings")] Readings,
}

/// <summary>The seven steps of the closed loop.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CaseStep>))]
public enum CaseStep
{
    /// <summary>1, 采集上报.</summary>
    [JsonStringEnumMemberName("reported")] Reported = 1,

    /// <summary>2, 案卷建立.</summary>
    [JsonStringEnumMemberName("filed")] Filed,

    /// <summary>3, 任务派遣.</summary>
    [JsonStringEnumMemberName("dispatched")] Dispatched,

    /// <summary>4, 任务处理.</summary>
    [JsonStringEnumMemberName("handling")] Handling,

    /// <summary>5, 情况反馈.</summary>
    [JsonStringEnumMemberName("fed-back")] FedBack,

    /// <summary>6, 核查结案.</summary>
    [JsonStringEnumMemberName("closed")] Closed,

    /// <summary>7, 考核评价.</summary>
    [JsonStringEnumMemberName("assessed")] Assessed,
}

/// <summary>What the hub did with a record.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AckOutcome>))]
public enum AckOutcome
{
    /// <summary>It is on the hub's disk.</summary>
    [JsonStringEnumMemberName("committed")] Committed = 1,

    /// <summary>It had been committed before.</summary>
    [JsonStringEnumMemberName("duplicate")] Duplicate,

    /// <summary>It could not be understood, and is kept in quarantine with the reason: never sent again.</summary>
    [JsonStringEnumMemberName("quarantined")] Quarantined,

    /// <summary>Another record has been committed under its identity: the gateway's files are an older copy of themselves. It is not committed; the gateway gives it a new identity.</summary>
    [JsonStringEnumMemberName("conflict")] Conflict,
}
