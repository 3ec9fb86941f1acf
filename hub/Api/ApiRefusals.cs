using EdgeGrid.Contracts;
using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Api;

/// <summary>Why the API does not take a request, whatever it is about.</summary>
internal static class ApiRefusals
{
    // Bodies.
    public static Refusal TooLarge { get; } = new("body-too-large", "The body is larger than this takes.", "请求体超过允许的大小。");

    public static Refusal CutShort { get; } = new("body-cut-short", "The body did not come whole.", "请求体不完整。");

    public static Refusal NoJson(long line) => new("no-json", $"The body is no JSON, line {line}.", $"请求体不是有效的JSON(第{line}行)。");

    public static Refusal NoObject { get; } = new("no-object", "The body is a JSON object.", "请求体须为JSON对象。");

    public static Refusal NullAt(string place) =>
        new("null-in-list", $"The body cannot be used: {place} is null.", $"请求体无法使用:{place}为null。") { Field = place };

    public static Refusal BadField(string path) =>
        new("bad-field", $"«{path}» is not a field of it, or not of the right kind.", $"“{path}”不是此处的字段,或类型不符。") { Field = path };

    public static Refusal FieldsMissing(string names) => new("missing", $"Missing: {names}.", $"缺少:{names}。");

    public static Refusal BadBody { get; } = new("bad-body", "The body is not the JSON that is wanted here.", "请求体不是此处所需的JSON。");

    /// <summary>What the framework found wrong with a parameter, in its own words.</summary>
    public static Refusal BadRequest(string reason) => new("bad-request", $"{reason}", $"请求中有无法识别的内容:{reason}");

    // Commands and reports on cases.
    public static Refusal NoCommand(string name, string known) =>
        new("no-such-command", $"There is no command «{name}». There are: {known}.", $"没有命令“{name}”。可用的命令:{known}。");

    public static Refusal NotAList(int most) => new(
        "no-list",
        $"The body is a list of at most {most} objects: {{\"caseId\": …, \"command\": …, \"expectedVersion\": …, and the command's own fields}}.",
        $"请求体须为最多{most}个对象的列表:{{\"caseId\": …, \"command\": …, \"expectedVersion\": …, 以及命令自身的字段}}。");

    public static Refusal NotAnElement { get; } = new("no-object", "Not an object.", "不是对象。");

    public static Refusal ElementKinds { get; } = new(
        "bad-field",
        "'caseId' and 'command' are texts, 'expectedVersion' is a number, and each stands once.",
        "'caseId'和'command'为文本,'expectedVersion'为数字,且各出现一次。");

    public static Refusal ElementMissing { get; } = new("missing", "'caseId' and 'command' are missing.", "缺少'caseId'和'command'。");

    public static Refusal Position { get; } = new(
        "bad-position",
        "'position' is latitude -90 to 90 and longitude -180 to 180, WGS-84.",
        "'position'的纬度为-90至90,经度为-180至180(WGS-84)。") { Field = "position" };

    // Parameters.
    public static Refusal NoWordOf(string parameter, string words) =>
        new("unknown-word", $"'{parameter}' is one of {words}.", $"'{parameter}'的取值为{words}之一。") { Field = parameter };

    public static Refusal CaseWords(string steps, string levels) =>
        new("unknown-word", $"'step' is one of {steps}; 'level' is one of {levels}.", $"'step'的取值为{steps}之一;'level'的取值为{levels}之一。");

    public static Refusal BadLimit(int most) =>
        new("bad-limit", $"'limit' is a number from 1 to {most}.", $"'limit'须为1至{most}的数字。") { Field = "limit" };

    public static Refusal BadCursor(string parameter) => new(
        "bad-cursor",
        $"'{parameter}' is the 'next' of a page that was read before.",
        $"'{parameter}'须为先前所读一页的'next'。") { Field = parameter };

    public static Refusal BadGateway { get; } =
        new("bad-gateway-id", $"'gateway' is {GatewayId.Rule}.", "'gateway'为1至64个a-z、0-9或'-',以字母或数字开头;'hub'和'cases'已被占用。") { Field = "gateway" };

    // Versions.
    public static Refusal IfMatch(string header) => new(
        "bad-if-match",
        $"If-Match is '{header}', and must be one version, as the ETag of a GET told it, like \"12\".",
        $"If-Match为'{header}',须为GET返回的ETag所示的一个版本,例如\"12\"。");

    public static Refusal VersionRequired { get; } = new(
        "version-required",
        "Send the version that you have read in If-Match; GET tells it as the ETag.",
        "请在If-Match中发送所读取的版本;GET以ETag返回该版本。");

    public static Refusal VersionChanged(Phrase what, object version, object expected) => new(
        "version-changed",
        $"{what} has changed: it is at version {version}, and {expected} was expected. Read it again.",
        $"{what}已变更:当前版本为{version},而请求所依据的是{expected}。请重新读取。");

    // Pictures.
    public static Refusal PictureTooLarge { get; } = new("picture-too-large", "A picture has at most 5 MB.", "图片最大5 MB。");

    public static Refusal NoPictureType { get; } = new(
        "no-picture",
        "The body is neither a JPEG nor a PNG: its bytes say so, whatever its name is. Send the picture itself as the body.",
        "请求体既不是JPEG也不是PNG(以其字节为准,与名称无关)。请将图片本身作为请求体发送。");

    public static Refusal NoPicture(string caseId, int number) => new("no-such-picture", $"Case {caseId} has no picture {number}.", $"案卷{caseId}没有图片{number}。");

    public static Refusal NoEvidence(string alertId) => new("no-such-picture", $"There is no picture of an alert {alertId}.", $"没有告警{alertId}的图片。");

    // Idempotency-Key.
    public static Refusal BadKey(int most) => new(
        "bad-idempotency-key",
        $"{Idempotency.Header} is 1 to {most} visible ASCII characters, one key for each change: a UUID will do.",
        $"{Idempotency.Header}为1至{most}个可见ASCII字符,每次变更使用一个键,可用UUID。");

    public static Refusal KeyUnderWay { get; } = new(
        "idempotency-under-way",
        $"A request with this {Idempotency.Header} is being carried out. Send it again in a moment.",
        $"带有该{Idempotency.Header}的请求正在执行。请稍后重发。");

    public static Refusal KeyOfAnother { get; } = new(
        "idempotency-key-reused",
        $"This {Idempotency.Header} named another request. Give each change a key of its own.",
        $"该{Idempotency.Header}已用于另一请求。请为每次变更使用单独的键。");

    public static Refusal AnswerForgotten(DateTimeOffset at) => new(
        "idempotency-answer-lost",
        $"The request with this {Idempotency.Header} was carried out at {at:O}, but its answer is not known any more. Read what it changed.",
        $"带有该{Idempotency.Header}的请求已于{at:O}执行,但其应答已不可知。请读取变更后的内容。");

    public static Refusal StoreAway { get; } = new(
        "store-unavailable",
        "The hub's store is busy or away. What was asked for was not answered; look whether a change was made before you ask for it again.",
        "系统存储繁忙或不可用,请求未得到应答;重新请求之前请先确认变更是否已经生效。");

    /// <summary>What is said when nobody else has said it.</summary>
    public static IReadOnlyDictionary<int, Refusal> OfStatus { get; } = new Dictionary<int, Refusal>
    {
        [400] = new("bad-request", "The request is not as it must be.", "请求不符合要求。"),
        [401] = new("no-token", "Send a token, `Authorization: Bearer …`.", "请发送令牌:`Authorization: Bearer …`。"),
        [403] = new("not-permitted", "You may not do this.", "您无权执行此操作。"),
        [404] = new("nothing-here", "There is nothing here. /openapi/v1.json lists what there is.", "此处没有内容。/openapi/v1.json列出了全部接口。"),
        [405] = new("method-not-allowed", "This can be asked, but not by this method: `Allow` says by which.", "此地址不支持该方法:`Allow`列出了支持的方法。"),
        [406] = new("not-acceptable", "It cannot be had in the form that `Accept` asks for.", "无法以`Accept`要求的格式提供。"),
        [409] = new("conflict", "It does not fit what has happened since.", "与此后发生的变更冲突。"),
        [412] = new("version-changed", "It has changed since you read it. Read it again.", "读取之后内容已变更。请重新读取。"),
        [413] = new("body-too-large", "The body is larger than is allowed here.", "请求体超过此处允许的大小。"),
        [415] = new("unsupported-media-type", "Send the body as `Content-Type` application/json.", "请以`Content-Type` application/json发送请求体。"),
        [422] = new("cannot-be-done", "It is understood, and cannot be done.", "请求可以理解,但无法执行。"),
        [428] = new("version-required", "Say which version you have seen, with `If-Match`.", "请用`If-Match`说明所读取的版本。"),
        [429] = new("too-many-requests", "Wait as long as `Retry-After` says.", "请按`Retry-After`所示时间等待。"),
        [500] = new("hub-failed", "This is the hub's fault, and stands in its log.", "系统内部错误,已记入日志。"),
        [503] = new("not-available", "Try again later.", "请稍后再试。"),
    };
}
