using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;

namespace EdgeGrid.Hub.Api;

/// <summary>What all of the API does alike: problems in words, bodies of a bounded size, changes that are made once.</summary>
internal static class ApiManners
{
    /// <summary>Of a request, unless its endpoint says otherwise. The web server reads no byte beyond it.</summary>
    public const long MaxBodyBytes = 16 * 1024 * 1024;

    public static void AddApiManners(this IServiceCollection services)
    {
        services.AddProblemDetails(problems => problems.CustomizeProblemDetails = Problems.Complete);
        services.Configure<RouteHandlerOptions>(handlers => handlers.ThrowOnBadRequest = true);
        services.AddExceptionHandler(options =>
        {
            options.StatusCodeSelector = thrown => (thrown as BadHttpRequestException)?.StatusCode ?? StatusCodes.Status500InternalServerError;

            // What a client did wrong is told to the client: the log is for what the hub did wrong.
            options.SuppressDiagnosticsCallback = thrown => thrown.Exception is BadHttpRequestException;
        });
        services.AddSingleton<Idempotency>();
    }

    /// <summary>Between the check of permissions and the endpoints.</summary>
    public static void UseApiManners(this IApplicationBuilder app)
    {
        app.Use(RefuseTooLarge);
        app.Use((context, next) => IsNamedChange(context.Request) ? context.RequestServices.GetRequiredService<Idempotency>().HandleAsync(context, next) : next(context));
    }

    private static bool IsNamedChange(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && request.Headers.ContainsKey(Idempotency.Header) && request.Path.StartsWithSegments(ApiEndpoints.Root, StringComparison.Ordinal);

    /// <summary>By what the sender says of its size, before a byte of it is read.</summary>
    private static Task RefuseTooLarge(HttpContext context, RequestDelegate next)
    {
        var limit = context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize;
        if (limit is null || context.Request.ContentLength is null || context.Request.ContentLength <= limit)
        {
            return next(context);
        }

        context.Response.Headers.Connection = "close";
        return TypedResults.Problem("The body is larger than this takes.", statusCode: StatusCodes.Status413PayloadTooLarge).ExecuteAsync(context);
    }
}

/// <summary>What problem details (RFC 9457) say when nobody else has said it.</summary>
internal static class Problems
{
    private static readonly Dictionary<int, (string En, string Zh, string Detail)> Words = new()
    {
        [400] = ("Bad request", "请求无效", "The request is not as it must be."),
        [401] = ("Not signed in", "未登录", "Send a token, `Authorization: Bearer …`."),
        [403] = ("Not allowed", "无权限", "You may not do this."),
        [404] = ("Not found", "未找到", "There is nothing here. /openapi/v1.json lists what there is."),
        [405] = ("Method not allowed", "方法不允许", "This can be asked, but not by this method: `Allow` says by which."),
        [406] = ("Not acceptable", "无法提供所需格式", "It cannot be had in the form that `Accept` asks for."),
        [409] = ("Conflict", "冲突", "It does not fit what has happened since."),
        [412] = ("Changed in the meantime", "版本已变更", "It has changed since you read it. Read it again."),
        [413] = ("Body too large", "请求体过大", "The body is larger than is allowed here."),
        [415] = ("Unsupported media type", "不支持的媒体类型", "Send the body as `Content-Type` application/json."),
        [422] = ("Cannot be done", "无法处理", "It is understood, and cannot be done."),
        [428] = ("Version required", "缺少版本", "Say which version you have seen, with `If-Match`."),
        [429] = ("Too many requests", "请求过多", "Wait as long as `Retry-After` says."),
        [500] = ("The hub failed", "系统内部错误", "This is the hub's fault, and stands in its log."),
        [503] = ("Not available", "暂不可用", "Try again later."),
    };

    /// <summary>Puts title, words and the request's number into a problem.</summary>
    public static void Complete(ProblemDetailsContext context)
    {
        var (problem, http) = (context.ProblemDetails, context.HttpContext);
        problem.Extensions["requestId"] = http.TraceIdentifier;
        problem.Extensions.Remove("traceId");
        if (problem.Status is not { } status || !Words.TryGetValue(status, out var words))
        {
            return;
        }

        var chinese = WantsChinese(http.Request);
        problem.Title = chinese ? words.Zh : words.En;
        problem.Detail ??= context.Exception is BadHttpRequestException bad ? Reason(bad) : words.Detail;
        http.Response.Headers.ContentLanguage = chinese ? "zh" : "en";
    }

    private static string Reason(BadHttpRequestException bad) => bad.InnerException is JsonException json
        ? $"The body is not the JSON that is wanted here: {json.Message}"
        : bad.Message;

    private static bool WantsChinese(HttpRequest request)
    {
        var wanted = request.GetTypedHeaders().AcceptLanguage.OrderByDescending(one => one.Quality ?? 1).FirstOrDefault()?.Value;
        return wanted is { HasValue: true } language && language.StartsWith("zh", StringComparison.OrdinalIgnoreCase);
    }
}
