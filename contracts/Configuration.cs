using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeGrid.Contracts;

/// <summary>
/// The configuration that the hub wants a gateway to run: retained on <see cref="Topics.Config"/>. It is the part that
/// the centre may set: devices with their filters and detection, and outputs. Who the gateway is and whom it talks to
/// stays in the technician's file.
/// </summary>
public sealed record DesiredConfiguration
{
    /// <summary>A gateway with a hundred devices has 60 KB.</summary>
    public const int MaxDocumentBytes = 256 * 1024;

    /// <summary>Of the whole message: the document and what goes with it.</summary>
    public const int MaxBytes = MaxDocumentBytes + (4 * 1024);

    private static readonly string[] PasswordSigns = ["pass=", "password=", "passwd=", "pwd="];

    /// <summary>For whom.</summary>
    public required GatewayId Gateway { get; init; }

    /// <summary>Counts from 1; a higher one takes the place of a lower one, and never the other way round.</summary>
    public required long Revision { get; init; }

    /// <summary>SHA-256 of <see cref="Document"/> as it stands here, 64 hexadecimal digits: see <see cref="HashOf"/>.</summary>
    public required string Hash { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>An object with exactly <c>devices</c> and <c>outputs</c>, in the form of the technician's file.</summary>
    public required JsonElement Document { get; init; }

    /// <summary>
    /// By its signs, for what is not escaped as it should be makes no address that could be taken apart: <c>://…@</c>, and
    /// the <c>password=</c> that some makers' cameras have in their path. The hub keeps every revision, for others to read.
    /// </summary>
    public static bool HoldsPassword(string text) =>
        text.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme
        && (text.IndexOf('@', scheme) >= 0 || PasswordSigns.Any(sign => text.IndexOf(sign, scheme, StringComparison.OrdinalIgnoreCase) >= 0));

    /// <summary>SHA-256 of a text, 64 hexadecimal digits.</summary>
    public static string HashOf(string document) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(document)));
}

/// <summary>What a gateway says of its configuration: on <see cref="Topics.ConfigReported"/>, whenever the hub is there and whenever it changes.</summary>
public sealed record ReportedConfiguration
{
    /// <summary>Who.</summary>
    public required GatewayId Gateway { get; init; }

    /// <summary>The newest revision that it has heard of: the one that <see cref="State"/> is about; 0 before the first.</summary>
    public required long Revision { get; init; }

    /// <summary><see cref="DesiredConfiguration.Hash"/> of that revision; null before the first.</summary>
    public string? RevisionHash { get; init; }

    /// <summary>What became of it.</summary>
    public required ConfigurationState State { get; init; }

    /// <summary>The revision that the gateway runs; 0 is the technician's file.</summary>
    public required long InForce { get; init; }

    /// <summary>Of what the gateway runs, the same as <see cref="GatewayStatus.ConfigHash"/>.</summary>
    public required string Hash { get; init; }

    /// <summary>Every problem of a revision that was refused, at most 100.</summary>
    public IReadOnlyList<ConfigurationIssue> Problems { get; init; } = [];

    /// <summary>Why it is so, in words.</summary>
    public string? Reason { get; init; }

    /// <summary>When that came about, UTC.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>One thing that is wrong in a document.</summary>
/// <param name="Path">Of the value: <c>devices[2].adress</c>; empty for the document as a whole.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Remedy">What to do.</param>
public sealed record ConfigurationIssue(string Path, string Message, string Remedy);

/// <summary>What became of a revision at its gateway.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ConfigurationState>))]
public enum ConfigurationState
{
    /// <summary>The technician's file runs: no revision was heard of yet, or the technician took the gateway back.</summary>
    [JsonStringEnumMemberName("local")] Local = 1,

    /// <summary>It runs, and has still to show that it stands.</summary>
    [JsonStringEnumMemberName("applying")] Applying,

    /// <summary>It runs, and stands.</summary>
    [JsonStringEnumMemberName("applied")] Applied,

    /// <summary>It was not taken: see the problems.</summary>
    [JsonStringEnumMemberName("refused")] Refused,

    /// <summary>It did not stand, and the one before it runs again: see the reason.</summary>
    [JsonStringEnumMemberName("rolled-back")] RolledBack,
}
