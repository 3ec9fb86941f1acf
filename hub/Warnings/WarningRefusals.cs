using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Warnings;

/// <summary>Why a warning is not shown or not published.</summary>
internal static class WarningRefusals
{
    public static Refusal None(string id) => new("no-such-warning", $"There is no warning {id}.", $"没有预警{id}。");

    public static Refusal Expiry(int days) =>
        new("bad-expiry", $"expiresAt must lie within the next {days} days.", $"expiresAt须在今后{days}天之内。") { Field = "expiresAt" };

    public static Refusal Holds(string caseId, string identifier) => new(
        "warning-holds",
        $"A warning of case {caseId} holds already, {identifier}: update or cancel it.",
        $"案卷{caseId}已有生效的预警{identifier}:请更新或解除该预警。");

    public static Refusal NoneHolds(string caseId) => new(
        "no-warning-holds",
        $"No warning of case {caseId} holds: publish an alert first.",
        $"案卷{caseId}没有生效的预警:请先发布。");

    public static Refusal Message { get; } =
        new("unknown-word", "message is one of alert, update, cancel.", "message的取值为alert、update、cancel之一。") { Field = "message" };

    public static Refusal Lengths(int headline, int text) => new(
        "bad-length",
        $"A headline has 1 to {headline} characters, description and instruction 1 to {text}. Leave out what the hub is to say.",
        $"标题为1至{headline}个字符,描述和指引为1至{text}个字符。由系统撰写的内容请省略。");
}
