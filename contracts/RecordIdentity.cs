using System.Globalization;

namespace EdgeGrid.Contracts;

/// <summary>
/// The identity of one or of consecutive records: stamped once, when the gateway's outbox appended them.
/// The hub deduplicates on it. It travels as MQTT 5 user properties (<see cref="UserProperties"/>) beside every
/// alert, batch and picture.
/// </summary>
/// <param name="Gateway">Who appended.</param>
/// <param name="Epoch">The life of one lane of one outbox: 32 lower-case hexadecimal digits (UUIDv7). A fresh one begins when a file had to be set aside.</param>
/// <param name="Sequence">Of the first record; counts from 1 within the epoch, without gaps.</param>
/// <param name="Count">How many consecutive records: 1 for an alert, a picture or a loss.</param>
public readonly record struct RecordIdentity(GatewayId Gateway, string Epoch, long Sequence, int Count = 1)
{
    /// <summary>Of the last record.</summary>
    public long LastSequence => Sequence + Count - 1;

    /// <summary><c>gateway/epoch/sequence</c>: the CloudEvents id of an alert.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Gateway}/{Epoch}/{Sequence}");

    /// <summary>True for 32 lower-case hexadecimal digits.</summary>
    public static bool IsEpoch(string? text) =>
        text is { Length: 32 } && text.AsSpan().IndexOfAnyExcept("0123456789abcdef") < 0;
}

/// <summary>Names of the MQTT 5 user properties that travel beside a record.</summary>
public static class UserProperties
{
    /// <summary><see cref="RecordIdentity.Epoch"/>.</summary>
    public const string Epoch = "epoch";

    /// <summary><see cref="RecordIdentity.Sequence"/>, decimal.</summary>
    public const string Sequence = "sequence";

    /// <summary><see cref="RecordIdentity.Count"/>, decimal; 1 when absent.</summary>
    public const string Count = "count";

    /// <summary>CRC-32C of the record as the gateway stored it, 8 hexadecimal digits: the same on every repetition, so that another record under the same identity is not taken for one.</summary>
    public const string Crc = "crc";

    /// <summary><c>true</c> on everything that a simulated sensor, clip or terminal caused; absent otherwise.</summary>
    public const string Simulated = "simulated";

    /// <summary><c>true</c> on what waited in the outbox for longer than a minute: history, not news. Absent on what is only sent again.</summary>
    public const string Historical = "historical";

    /// <summary>On readings and evidence: the word of a <see cref="ClockQuality"/> when it is not <c>ntp</c>; <c>unsynchronised</c> times may be years off, and nobody could correct them.</summary>
    public const string Clock = "clock";

    /// <summary>On evidence: the alert it belongs to.</summary>
    public const string AlertId = "alert";
}

/// <summary>Media types on the wire.</summary>
public static class ContentTypes
{
    /// <summary>Structured-mode CloudEvents 1.0.</summary>
    public const string CloudEvents = "application/cloudevents+json";

    /// <summary>RFC 8428 in CBOR: the default for readings.</summary>
    public const string SenmlCbor = "application/senml+cbor";

    /// <summary>RFC 8428 in JSON: for debugging.</summary>
    public const string SenmlJson = "application/senml+json";

    /// <summary>Everything else of ours.</summary>
    public const string Json = "application/json";

    /// <summary>Evidence.</summary>
    public const string Jpeg = "image/jpeg";
}
