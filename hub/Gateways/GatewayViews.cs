using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeGrid.Contracts;

namespace EdgeGrid.Hub.Gateways;

/// <summary>What is wanted of a gateway, and what it said.</summary>
/// <param name="Gateway">Which.</param>
/// <param name="Desired">Null when nothing was ever wanted: it runs the technician's file.</param>
/// <param name="Reported">Null when it never said anything.</param>
/// <param name="Standing">In one line: whether what is wanted runs, and why not.</param>
internal sealed record ConfigurationView(GatewayId Gateway, RevisionView? Desired, ReportedConfiguration? Reported, string Standing)
{
    public static ConfigurationView Of(GatewayId gateway, GatewayConfiguration now) => new(
        gateway, now.Desired is { } row ? RevisionView.Of(row, withDocument: true) : null, now.Reported, StandingOf(now));

    private static string StandingOf(GatewayConfiguration now) => now switch
    {
        { Desired: null } => "The technician's file runs; nothing is wanted of it here.",
        { Reported: null } => "The gateway has not said anything yet.",
        { Desired: { } desired, Reported: { } reported } when reported.Revision < desired.Revision => $"Revision {desired.Revision} is on its way.",
        { Desired: { } desired, Reported: { } reported } when reported.Revision > desired.Revision || reported.RevisionHash != desired.Hash =>
            "The gateway has heard of another revision than this store knows: an older store was put back. Put the configuration again; it gets a number that the gateway takes.",
        { Reported: { } reported } => reported.State switch
        {
            ConfigurationState.Applied => $"Revision {reported.Revision} runs.",
            ConfigurationState.Applying => $"Revision {reported.Revision} runs, and has still to show that it stands.",
            ConfigurationState.Refused => $"Revision {reported.Revision} was refused; {Running(reported)}.",
            ConfigurationState.RolledBack => $"Revision {reported.Revision} did not stand; {Running(reported)}. {reported.Reason}",
            _ => $"The technician's file runs. {reported.Reason}".TrimEnd(),
        },
    };

    private static string Running(ReportedConfiguration reported) => reported.InForce == 0 ? "the technician's file runs" : $"revision {reported.InForce} runs";
}

/// <summary>A revision of a gateway's configuration.</summary>
/// <param name="Revision">Its number.</param>
/// <param name="Hash">SHA-256 of the document.</param>
/// <param name="By">Who wanted it.</param>
/// <param name="At">When.</param>
/// <param name="Note">Why.</param>
/// <param name="RollbackOf">The earlier revision whose content it has.</param>
/// <param name="Document">Devices and outputs; left out in a list.</param>
internal sealed record RevisionView(long Revision, string Hash, string By, DateTimeOffset At, string Note, long? RollbackOf, JsonElement? Document)
{
    public static RevisionView Of(GatewayRevisionRow row, bool withDocument) =>
        new(row.Revision, row.Hash, row.By, row.At, row.Note, row.RollbackOf, withDocument ? JsonElement.Parse(row.Document) : null);
}

/// <summary>How a command stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CommandState>))]
internal enum CommandState
{
    /// <summary>Given, and not answered yet; the gateway may be away.</summary>
    [JsonStringEnumMemberName("sent")] Sent = 1,

    /// <summary>Carried out.</summary>
    [JsonStringEnumMemberName("done")] Done,

    /// <summary>Nothing was done.</summary>
    [JsonStringEnumMemberName("refused")] Refused,

    /// <summary>Begun, and not done.</summary>
    [JsonStringEnumMemberName("failed")] Failed,

    /// <summary>Its validity is over without an answer, or it came to the gateway after it. A late answer still counts.</summary>
    [JsonStringEnumMemberName("expired")] Expired,
}

/// <summary>A command with its result.</summary>
/// <param name="Id">Of the command.</param>
/// <param name="Gateway">Of which.</param>
/// <param name="Name">What was asked.</param>
/// <param name="Arguments">With what.</param>
/// <param name="By">Who asked.</param>
/// <param name="At">When.</param>
/// <param name="ValidUntil">After this it is not carried out.</param>
/// <param name="State">How it stands.</param>
/// <param name="Words">What the gateway said.</param>
/// <param name="AnsweredAt">When, by the gateway's clock.</param>
/// <param name="HasPicture">True once the picture that it took has come.</param>
internal sealed record CommandView(
    string Id, string Gateway, string Name, JsonElement Arguments, string By, DateTimeOffset At, DateTimeOffset ValidUntil, CommandState State, string? Words, DateTimeOffset? AnsweredAt, bool HasPicture)
{
    public static CommandView Of(GatewayCommandRow row, bool hasPicture, DateTimeOffset now)
    {
        var state = row.Outcome switch
        {
            CommandOutcome.Done => CommandState.Done,
            CommandOutcome.Refused => CommandState.Refused,
            CommandOutcome.Failed => CommandState.Failed,
            CommandOutcome.Expired => CommandState.Expired,
            _ => row.ValidUntil < now ? CommandState.Expired : CommandState.Sent,
        };
        var words = row.Words ?? (state == CommandState.Expired ? "No answer came: nobody knows whether the gateway heard of it in time." : null);
        return new CommandView(row.Id, row.Gateway, row.Name, JsonElement.Parse(row.Arguments), row.By, row.At, row.ValidUntil, state, words, row.AnsweredAt, hasPicture);
    }
}
