using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Rules;

/// <summary>Why something about the catalogue is not answered or not done.</summary>
internal static class RuleRefusals
{
    public static Refusal NoRule(string code) => new("no-such-rule", $"There has never been a rule '{code}'.", $"从未有过规则'{code}'。");

    public static Refusal NoCalendar(string code) => new("no-such-calendar", $"There has never been a calendar '{code}'.", $"从未有过日历'{code}'。");

    public static Refusal TooLarge(int megabytes) =>
        new("body-too-large", $"The document cannot be taken: a catalogue has at most {megabytes} MB.", $"文档无法接收:目录最大{megabytes} MB。");

    public static Refusal Changed(long revision, long expected) => ApiRefusals.VersionChanged(new("The catalogue", "目录"), revision, expected);

    public static Refusal Document(int problems, Phrase first) => new(
        "document-unusable",
        $"Nothing was changed: the document has {problems} problem(s). First: {first}.",
        $"未作任何变更:文档有{problems}个问题。第一个:{first}。");
}
