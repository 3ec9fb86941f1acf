using EdgeGrid.Hub.Storage;

namespace EdgeGrid.Hub.Access;

/// <summary>
/// Puts every request that changes something on the audit trail, refused ones included. The entry of a change is written in
/// the change's own transaction, so that there is none that the trail does not know, whatever happens then; any other is on
/// the disk before the first byte of the answer leaves.
/// </summary>
internal static class AuditedRequests
{
    /// <summary>In place of who sent the request: who it made them.</summary>
    private static readonly object ActedAs = new();

    /// <summary>Set by whoever answered with what had been done before: nothing was changed.</summary>
    private static readonly object Repeated = new();

    public static void UseAudit(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        // What a request was shows in every answer, so that a person can tell us which they mean.
        context.Response.OnStarting(() =>
        {
            context.Response.Headers["X-Request-Id"] = context.TraceIdentifier;
            return Task.CompletedTask;
        });
        if (!IsChange(context.Request))
        {
            await next(context);
            return;
        }

        var written = false;
        var time = context.RequestServices.GetRequiredService<TimeProvider>();
        using var along = WrittenAlong.With(
            db => db.Add(Audit.Entry(CallerOf(context), What(context), context.Request.Path, StatusCodes.Status200OK, context.TraceIdentifier, time.GetUtcNow())),
            onlyWithAChange: true);
        context.Response.OnStarting(WriteAsync);
        try
        {
            await next(context);
        }
        finally
        {
            if (context.RequestAborted.IsCancellationRequested)
            {
                // Whoever hung up before the answer began may have changed something all the same.
                await WriteAsync();
            }
        }

        Task WriteAsync()
        {
            var changed = along.IsWritten;
            along.Dispose();
            if (written || (changed && Outcome(context) < StatusCodes.Status400BadRequest) || !IsWorthIt(context))
            {
                return Task.CompletedTask;
            }

            written = true;
            return context.RequestServices.GetRequiredService<Audit>().WriteAsync(
                CallerOf(context), What(context), context.Request.Path, Outcome(context), context.TraceIdentifier, CancellationToken.None);
        }
    });

    /// <summary>Says who the sender has become by this request.</summary>
    public static void NoteCaller(HttpContext context, Caller caller) => context.Items[ActedAs] = caller;

    /// <summary>Says that this request only had an earlier answer told again.</summary>
    public static void NoteRepeat(HttpContext context) => context.Items[Repeated] = true;

    /// <summary>The page's own channel is one long request, and what people do there goes through the API's commands.</summary>
    private static bool IsChange(HttpRequest request) =>
        (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !HttpMethods.IsOptions(request.Method) && !HttpMethods.IsConnect(request.Method)
            && !request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal))
        || request.Path == SignIn.Path;

    /// <summary>A stranger who is turned away could fill the disk with entries: the log counts those.</summary>
    private static bool IsWorthIt(HttpContext context)
    {
        if (context.Items.ContainsKey(Repeated) || context.Items.ContainsKey(ActedAs))
        {
            return context.Items.ContainsKey(ActedAs);
        }

        return !HttpMethods.IsGet(context.Request.Method) && (context.User.Identity is { IsAuthenticated: true } || Outcome(context) < StatusCodes.Status300MultipleChoices);
    }

    private static Caller CallerOf(HttpContext context) => context.Items[ActedAs] as Caller ?? Caller.Of(context);

    private static int Outcome(HttpContext context) =>
        context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted ? StatusCodes.Status499ClientClosedRequest : context.Response.StatusCode;

    private static string What(HttpContext context)
    {
        var pattern = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
        return $"{context.Request.Method} {pattern ?? "?"}";
    }
}
