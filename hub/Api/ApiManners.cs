using Microsoft.AspNetCore.Diagnostics;
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
            options.SuppressDiagnosticsCallback = thrown => thrown.Exception is BadHttpRequestException || thrown.ExceptionHandledBy == ExceptionHandledType.ExceptionHandlerService;
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
        return ApiRefusals.TooLarge.Answer(StatusCodes.Status413PayloadTooLarge).ExecuteAsync(context);
    }
}
