using System.Text.Json;
using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Api;

/// <summary>What problem details (RFC 9457) say, in the language that is asked for.</summary>
internal static class Problems
{
    private static readonly Dictionary<int, Phrase> Titles = new()
    {
        [400] = new("Bad request", "请求无效"),
        [401] = new("Not signed in", "未登录"),
        [403] = new("Not allowed", "无权限"),
        [404] = new("Not found", "未找到"),
        [405] = new("Method not allowed", "方法不允许"),
        [406] = new("Not acceptable", "无法提供所需格式"),
        [409] = new("Conflict", "冲突"),
        [412] = new("Changed in the meantime", "版本已变更"),
        [413] = new("Body too large", "请求体过大"),
        [415] = new("Unsupported media type", "不支持的媒体类型"),
        [422] = new("Cannot be done", "无法处理"),
        [428] = new("Version required", "缺少版本"),
        [429] = new("Too many requests", "请求过多"),
        [500] = new("The hub failed", "系统内部错误"),
        [502] = new("The other side failed", "对方系统错误"),
        [503] = new("Not available", "暂不可用"),
    };

    /// <summary>Puts title, words, code and the request's number into a problem.</summary>
    public static void Complete(ProblemDetailsContext context)
    {
        var (problem, http) = (context.ProblemDetails, context.HttpContext);
        problem.Extensions["requestId"] = http.TraceIdentifier;
        problem.Extensions.Remove("traceId");
        if (problem.Status is not { } status || !Titles.TryGetValue(status, out var title) || RefusalOf(context, status) is not { } refusal)
        {
            return;
        }

        var language = Languages.Settle(http);
        problem.Title = title.In(language);
        problem.Detail = refusal.Text.In(language);
        problem.Extensions["code"] = refusal.Code;
        if (refusal.Field is { } field)
        {
            problem.Extensions["field"] = field;
        }

        if (refusal.Parts is { Count: > 0 } parts)
        {
            problem.Extensions["problems"] = parts.Select(part => new PartView(part.Code, part.Field, part.Text.In(language))).ToList();
        }
    }

    /// <summary>The endpoint's; else what the framework found.</summary>
    private static Refusal? RefusalOf(ProblemDetailsContext context, int status) =>
        context.ProblemDetails is RefusedProblem refused ? refused.Refusal
        : context.Exception is BadHttpRequestException bad ? RefusalOf(bad)
        : ApiRefusals.OfStatus.GetValueOrDefault(status);

    private static Refusal RefusalOf(BadHttpRequestException bad) => bad switch
    {
        { InnerException: JsonException json } => JsonBody.RefusalOf(json),
        { StatusCode: StatusCodes.Status413PayloadTooLarge } => ApiRefusals.TooLarge,
        { StatusCode: StatusCodes.Status415UnsupportedMediaType } => ApiRefusals.OfStatus[bad.StatusCode],
        _ => ApiRefusals.BadRequest(bad.Message),
    };
}

/// <summary>One of several reasons.</summary>
/// <param name="Code">For programs.</param>
/// <param name="Field">That it is about; null when it is about none.</param>
/// <param name="Detail">For people.</param>
internal sealed record PartView(string Code, string? Field, string Detail);
