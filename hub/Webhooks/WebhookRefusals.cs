using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Webhooks;

/// <summary>Why something about webhooks is not answered or not done.</summary>
internal static class WebhookRefusals
{
    public static Refusal Address { get; } =
        new("bad-address", $"{OutwardAddress.Rule}.", "url须为http://或https://加主机名,不含用户名、密码和片段。") { Field = "url" };

    public static Refusal PrivateAddress(string host) => new(
        "private-address",
        $"{host} is this machine or a private network: the hub reaches those only when it runs with --webhooks-private.",
        $"{host}为本机或专用网络:仅当系统以--webhooks-private运行时才会访问。") { Field = "url" };

    public static Refusal Events(int most) => new(
        "bad-events",
        $"events is a list of at most {most} names of events, like CaseFiled; without it all are sent.",
        $"events为最多{most}个事件名称的列表,例如CaseFiled;省略则发送全部事件。") { Field = "events" };

    public static Refusal NoEvent(string name) => new(
        "bad-events",
        $"«{name}» is no event of a case: it would never be sent. /api/v1/glossary lists the names.",
        $"“{name}”不是案卷事件,永远不会发送。/api/v1/glossary列出了全部名称。") { Field = "events" };

    public static Refusal TooMany(int most) => new("too-many-webhooks", $"There are {most} webhooks already. Remove one first.", $"已有{most}个webhook。请先删除一个。");

    public static Refusal None(string id) => new("no-such-webhook", $"There is no webhook {id}.", $"没有webhook {id}。");

    public static Refusal NoLetter(string id, long letter) =>
        new("no-such-dead-letter", $"Webhook {id} has no dead letter {letter}.", $"webhook {id}没有死信{letter}。");

    public static Refusal NotTaken(string problem) => new("not-taken", $"The address did not take it: {problem}", $"对方地址未接收:{problem}");
}
