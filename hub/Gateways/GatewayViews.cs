using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Gateways;

/// <summary>What is wanted of a gateway, and what it said.</summary>
/// <param name="Gateway">Which.</param>
/// <param name="Desired">Null when nothing was ever wanted: it runs the technician's file.</param>
/// <param name="Reported">Null when it never said anything.</param>
/// <param name="Standing">In one line: whether what is wanted runs, and why not.</param>
internal sealed record ConfigurationView(GatewayId Gateway, RevisionView? Desired, ReportedConfiguration? Reported, string Standing)
{
    public static ConfigurationView Of(GatewayId gateway, GatewayConfiguration now, Language language = Language.English) => new(
        gateway, now.Desired is { } row ? RevisionView.Of(row, withDocument: true) : null, now.Reported, StandingOf(now).In(language));

    private static Phrase StandingOf(GatewayConfiguration now) => now switch
    {
        { Desired: null } => new("The technician's file runs; nothing is wanted of it here.", "正在使用技术员的文件;中心未下发配置。"),
        { Reported: null } => new("The gateway has not said anything yet.", "网关尚未回报。"),
        { Desired: { } desired, Reported: { } reported } when reported.Revision < desired.Revision => new($"Revision {desired.Revision} is on its way.", $"修订版{desired.Revision}正在下发。"),
        { Desired: { } desired, Reported: { } reported } when reported.Revision > desired.Revision || reported.RevisionHash != desired.Hash =>
            new(
                "The gateway has heard of another revision than this store knows: an older store was put back. Put the configuration again; it gets a number that the gateway takes.",
                "网关收到过本存储未知的修订版:存储曾恢复为旧版本。请重新下发配置;它将获得网关接受的编号。"),
        { Reported: { } reported } => reported.State switch
        {
            ConfigurationState.Applied => new($"Revision {reported.Revision} runs.", $"修订版{reported.Revision}正在使用。"),
            ConfigurationState.Applying => new($"Revision {reported.Revision} runs, and has still to show that it stands.", $"修订版{reported.Revision}正在使用,尚待验证其稳定。"),
            ConfigurationState.Refused => new($"Revision {reported.Revision} was refused; {Running(reported)}.", $"修订版{reported.Revision}被拒绝;{Running(reported)}。"),
            ConfigurationState.RolledBack => new($"Revision {reported.Revision} did not stand; {Running(reported)}. {reported.Reason}", $"修订版{reported.Revision}未能稳定运行;{Running(reported)}。{reported.Reason}"),
            _ => string.IsNullOrEmpty(reported.Reason)
                ? new("The technician's file runs.", "正在使用技术员的文件。")
                : new($"The technician's file runs. {reported.Reason}", $"正在使用技术员的文件。{reported.Reason}"),
        },
    };

    private static Phrase Running(ReportedConfiguration reported) => reported.InForce == 0
        ? new("the technician's file runs", "正在使用技术员的文件")
        : new($"revision {reported.InForce} runs", $"正在使用修订版{reported.InForce}");
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
    private static readonly Phrase NoAnswer = new("No answer came: nobody knows whether the gateway heard of it in time.", "未收到应答:无法得知网关是否及时收到。");

    public static CommandView Of(GatewayCommandRow row, bool hasPicture, DateTimeOffset now, Language language)
    {
        var state = row.Outcome switch
        {
            CommandOutcome.Done => CommandState.Done,
            CommandOutcome.Refused => CommandState.Refused,
            CommandOutcome.Failed => CommandState.Failed,
            CommandOutcome.Expired => CommandState.Expired,
            _ => row.ValidUntil < now ? CommandState.Expired : CommandState.Sent,
        };
        var words = row.Words ?? (state == CommandState.Expired ? NoAnswer.In(language) : null);
        return new CommandView(row.Id, row.Gateway, row.Name, JsonElement.Parse(row.Arguments), row.By, row.At, row.ValidUntil, state, words, row.AnsweredAt, hasPicture);
    }
}
