using EdgeGrid.Contracts;
using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Gateways;

/// <summary>Why something about a gateway is not answered or not done.</summary>
internal static class GatewayRefusals
{
    public static Refusal None(string id) => new(
        "no-such-gateway",
        $"There is no gateway '{id}': one is known when its agent has announced itself.",
        $"没有网关'{id}':网关的代理程序首次报到后系统才认识它。");

    public static Refusal NoName(string id) => new(
        "no-such-gateway",
        $"'{id}' is no gateway's name: {GatewayId.Rule}.",
        $"'{id}'不是网关名称:名称为1至64个a-z、0-9或'-',以字母或数字开头;'hub'和'cases'已被占用。");

    // Configurations.
    public static Phrase Configuration { get; } = new("The configuration", "配置");

    public static Refusal NoRevision(string id, long revision) =>
        new("no-such-revision", $"The configuration of gateway '{id}' has no revision {revision}.", $"网关'{id}'的配置没有修订版{revision}。");

    public static Refusal NoWayBack(long? revision) =>
        new("no-such-revision", $"There is no revision {revision} to go back to.", $"没有可回退的修订版{revision}。");

    public static Refusal NoteTooLong(int most) => new("too-long", $"The note has more than {most} characters.", $"备注超过{most}个字符。") { Field = "note" };

    public static Refusal Document(int problems, Phrase first) => new(
        "document-unusable",
        $"Nothing was changed: the document has {problems} problem(s). First: {first}",
        $"未作任何变更:文档有{problems}个问题。第一个:{first}");

    // Commands.
    public static Refusal NoCommand(string id, string command) =>
        new("no-such-gateway-command", $"Gateway '{id}' was given no command '{command}'.", $"没有向网关'{id}'下达过命令'{command}'。");

    public static Refusal NoPicture(string command) => new(
        "no-such-picture",
        $"There is no picture of a command '{command}'; one that was just taken may be on its way.",
        $"没有命令'{command}'的图片;刚拍摄的图片可能仍在传输。");

    public static Refusal CommandName(int most, string known) =>
        new("bad-command-name", $"\"name\" is 1 to {most} of a-z and '-': {known}.", $"\"name\"为1至{most}个a-z或'-':{known}。") { Field = "name" };

    public static Refusal Arguments(int kilobytes) =>
        new("bad-arguments", $"\"arguments\" is an object of at most {kilobytes} KB.", $"\"arguments\"为最大{kilobytes} KB的对象。") { Field = "arguments" };

    public static Refusal ValidFor(TimeSpan longest) => new(
        "bad-validity",
        $"\"validFor\" is a time from \"00:00:01\" to \"{longest:c}\".",
        $"\"validFor\"为\"00:00:01\"至\"{longest:c}\"的时长。") { Field = "validFor" };
}
