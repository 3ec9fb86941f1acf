using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeGrid.Contracts;

/// <summary>
/// Something that the hub asks of a gateway now: on <see cref="Topics.Command"/>, never retained. The answer goes to the
/// response topic, which is <see cref="Topics.CommandAnswers"/>, with the correlation data. A gateway carries out a
/// command at most once, however often it is sent.
/// </summary>
public sealed record GatewayCommand
{
    /// <summary>Of the whole message.</summary>
    public const int MaxBytes = 16 * 1024;

    /// <summary>No command is valid for longer.</summary>
    public static readonly TimeSpan LongestValidity = TimeSpan.FromHours(1);

    /// <summary>UUIDv7, 32 hexadecimal digits: the same however often it is sent.</summary>
    public required string Id { get; init; }

    /// <summary>Of whom it is asked.</summary>
    public required GatewayId Gateway { get; init; }

    /// <summary>One of <see cref="CommandNames"/>, the last level of the topic.</summary>
    public required string Name { get; init; }

    /// <summary>An object; which keys it has depends on the name. Absent is as good as empty.</summary>
    public JsonElement? Arguments { get; init; }

    /// <summary>When it was asked, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>After this it is not carried out any more, UTC.</summary>
    public required DateTimeOffset ValidUntil { get; init; }
}

/// <summary>The commands of this version.</summary>
public static class CommandNames
{
    /// <summary>Local sounders are silent for a while; valves stay as they are, and a new alert sounds again. <c>{"for":"10m"}</c>, at most 30 minutes.</summary>
    public const string Silence = "silence";

    /// <summary>A picture of a camera, as evidence under the command's id. <c>{"camera":"…"}</c>.</summary>
    public const string Snapshot = "snapshot";

    /// <summary>A test alert of a device, marked as test and as simulated. <c>{"device":"…"}</c>.</summary>
    public const string Test = "test";

    /// <summary>The agent stops in order and starts again. No arguments.</summary>
    public const string Restart = "restart";
}

/// <summary>What became of a command.</summary>
public sealed record CommandAnswer
{
    /// <summary><see cref="GatewayCommand.Id"/>.</summary>
    public required string Id { get; init; }

    /// <summary>Who answers.</summary>
    public required GatewayId Gateway { get; init; }

    /// <summary>Done or not.</summary>
    public required CommandOutcome Outcome { get; init; }

    /// <summary>What was done, or why not, in words.</summary>
    public required string Words { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>What a gateway did with a command.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CommandOutcome>))]
public enum CommandOutcome
{
    /// <summary>It was carried out.</summary>
    [JsonStringEnumMemberName("done")] Done = 1,

    /// <summary>It is not known, its arguments are wrong, or it cannot be carried out here: nothing was done.</summary>
    [JsonStringEnumMemberName("refused")] Refused,

    /// <summary>It was begun and did not succeed.</summary>
    [JsonStringEnumMemberName("failed")] Failed,

    /// <summary>It came after its validity: nothing was done.</summary>
    [JsonStringEnumMemberName("expired")] Expired,
}
