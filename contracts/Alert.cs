using System.Text.Json.Serialization;

namespace EdgeGrid.Contracts;

/// <summary>
/// One transition of one alert: the payload of <see cref="Topics.Alerts"/>, a CloudEvents 1.0 event in
/// structured JSON mode (<see cref="ContentTypes.CloudEvents"/>).
/// </summary>
public sealed record AlertEvent
{
    /// <summary><c>1.0</c>.</summary>
    [JsonPropertyName("specversion")]
    public string SpecVersion { get; init; } = "1.0";

    /// <summary><see cref="RecordIdentity"/> as <c>gateway/epoch/sequence</c>.</summary>
    public required string Id { get; init; }

    /// <summary><c>edgegrid/v1/{gateway}</c>.</summary>
    public required string Source { get; init; }

    /// <summary><c>edgegrid.alert.{raised|escalated|cleared}.v1</c>: see <see cref="TypeOf"/>.</summary>
    public required string Type { get; init; }

    /// <summary>The device that measured.</summary>
    public required string Subject { get; init; }

    /// <summary>When the edge decided, UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary><c>application/json</c>.</summary>
    [JsonPropertyName("datacontenttype")]
    public string DataContentType { get; init; } = ContentTypes.Json;

    /// <summary>CloudEvents extension: true when a simulated sensor caused it.</summary>
    public bool Simulated { get; init; }

    /// <summary>What happened.</summary>
    public required Alert Data { get; init; }

    /// <summary>The CloudEvents type of a transition in this wire version.</summary>
    public static string TypeOf(AlertTransition transition) => transition switch
    {
        AlertTransition.Raised => "edgegrid.alert.raised.v1",
        AlertTransition.Escalated => "edgegrid.alert.escalated.v1",
        AlertTransition.Cleared => "edgegrid.alert.cleared.v1",
        _ => throw new ArgumentOutOfRangeException(nameof(transition), transition, null),
    };
}

/// <summary>What happened, in words and in numbers.</summary>
public sealed record Alert
{
    /// <summary>The same for every transition of one alert: UUIDv7, 32 hexadecimal digits.</summary>
    public required string AlertId { get; init; }

    /// <summary>Began, rose or ended.</summary>
    public required AlertTransition Transition { get; init; }

    /// <summary>What it is about.</summary>
    public required AlertKind Kind { get; init; }

    /// <summary>The level now.</summary>
    public required WarningLevel Level { get; init; }

    /// <summary>The configured name of the device.</summary>
    public required string Device { get; init; }

    /// <summary>Where, in words: address and room, as the technician configured them.</summary>
    public required string Place { get; init; }

    /// <summary>The grid cell's code, when the gateway was told; the hub finds it from <see cref="Position"/> otherwise.</summary>
    public string? Cell { get; init; }

    /// <summary>Where: the device's fixed position, or the last fix of a tracker.</summary>
    public Position? Position { get; init; }

    /// <summary>What was measured, in one line: <c>Methane 26 %LEL > 25 for 5 s</c>.</summary>
    public required string Measured { get; init; }

    /// <summary>The measured value, when there is a single one.</summary>
    public double? Value { get; init; }

    /// <summary>Its unit, a UCUM code: <c>%{LEL}</c>, <c>[ppm]</c>, <c>dB/m</c>, <c>%</c>, <c>m</c>, <c>s</c>.</summary>
    public string? Unit { get; init; }

    /// <summary>The level that was passed, in the same unit.</summary>
    public double? Limit { get; init; }

    /// <summary>When the sample that decided was taken, UTC.</summary>
    public required DateTimeOffset SampledAt { get; init; }

    /// <summary>When the alert first began: equal on all of its transitions unless the clock is set between them, UTC.</summary>
    public required DateTimeOffset RaisedAt { get; init; }

    /// <summary>How the times above came about.</summary>
    public required ClockReading Clock { get; init; }

    /// <summary>Somebody asked for this alert to try the way; nothing was measured. It is marked as simulated too, so that a reader who does not know this field makes no real case of it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Test { get; init; }

    /// <summary>What the gateway did by itself: <c>siren on</c>, <c>valve closed</c>.</summary>
    public IReadOnlyList<string> Actions { get; init; } = [];
}

/// <summary>WGS-84.</summary>
/// <param name="Latitude">Degrees, north positive.</param>
/// <param name="Longitude">Degrees, east positive.</param>
/// <param name="AccuracyMetres">Radius, when the source gives one.</param>
public sealed record Position(double Latitude, double Longitude, double? AccuracyMetres = null);

/// <summary>The clocks at the decision: what lets a wrong wall time be corrected later.</summary>
/// <param name="BootId">The kernel's id of this boot.</param>
/// <param name="MonotonicMs">Milliseconds since some instant of this boot; never jumps.</param>
/// <param name="Quality">Of the wall clock.</param>
public sealed record ClockReading(string BootId, long MonotonicMs, ClockQuality Quality)
{
    /// <summary>The times of this alert were moved by so many milliseconds, because the true time became known after it was stored; absent when they stand as they were.</summary>
    public long? CorrectedByMs { get; init; }
}
