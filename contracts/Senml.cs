using System.Text.Json.Serialization;

namespace EdgeGrid.Contracts;

/// <summary>
/// One record of a SenML pack (RFC 8428): the payload of <see cref="Topics.Readings"/> is an array of these, in CBOR
/// with the integer labels of <see cref="SenmlLabels"/>, or in JSON with the names below. The first record carries the
/// base fields. A name is <c>{gateway}:{device}:{quantity}</c>, the base name being <c>{gateway}:</c>.
/// </summary>
public sealed record SenmlRecord
{
    /// <summary>Base name, prefixed to every name that follows.</summary>
    [JsonPropertyName("bn")] public string? BaseName { get; init; }

    /// <summary>Base time, seconds since 1970 UTC, added to every time that follows.</summary>
    [JsonPropertyName("bt")] public double? BaseTime { get; init; }

    /// <summary>Base version: 10 is RFC 8428. A higher one is not understood.</summary>
    [JsonPropertyName("bver")] public int? BaseVersion { get; init; }

    /// <summary>Name: <c>{device}:{quantity}</c>.</summary>
    [JsonPropertyName("n")] public string? Name { get; init; }

    /// <summary>Unit: a UCUM code (RFC 8428's own list lacks %LEL and dB/m).</summary>
    [JsonPropertyName("u")] public string? Unit { get; init; }

    /// <summary>Value.</summary>
    [JsonPropertyName("v")] public double? Value { get; init; }

    /// <summary>Text value: a fault's name where there is no number (<c>not-responding</c>, <c>warming-up</c>, …).</summary>
    [JsonPropertyName("vs")] public string? Text { get; init; }

    /// <summary>Time, seconds after the base time.</summary>
    [JsonPropertyName("t")] public double? Time { get; init; }
}

/// <summary>The integer labels of SenML in CBOR (RFC 8428, section 6).</summary>
public static class SenmlLabels
{
    /// <summary><c>bver</c>.</summary>
    public const int BaseVersion = -1;

    /// <summary><c>bn</c>.</summary>
    public const int BaseName = -2;

    /// <summary><c>bt</c>.</summary>
    public const int BaseTime = -3;

    /// <summary><c>n</c>.</summary>
    public const int Name = 0;

    /// <summary><c>u</c>.</summary>
    public const int Unit = 1;

    /// <summary><c>v</c>.</summary>
    public const int Value = 2;

    /// <summary><c>vs</c>.</summary>
    public const int Text = 3;

    /// <summary><c>t</c>.</summary>
    public const int Time = 6;

    /// <summary>The version of RFC 8428.</summary>
    public const int Version = 10;
}
