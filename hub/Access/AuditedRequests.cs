using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Storage;

namespace EdgeGrid.Hub.Access;

/// <summary>
/// Puts every request that changes something on the audit trail, refused ones included. The entry of a change is written in
/// the change's own transaction, so that there is none that the trail does not know, whatever happens then; any other is on
/// the disk before the first byte of the answer leaves. What the store does not take makes no answer of success; a refusal
/// is told all the same, and stands in the log.
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

        await new AuditedRequest(context, context.RequestServices.GetRequiredService<ILogger<Audit>>()).CarryOutAsync(next);
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

    /// <summary>One of them.</summary>
    private sealed class AuditedRequest(HttpContext context, ILogger<Audit> logger)
    {
        private bool _settled;

        public async Task CarryOutAsync(RequestDelegate next)
        {
            var time = context.RequestServices.GetRequiredService<TimeProvider>();
            using var along = WrittenAlong.With(
                db => db.Add(Audit.Entry(CallerOf(context), What(context), context.Request.Path, StatusCodes.Status200OK, context.TraceIdentifier, time.GetUtcNow())),
                onlyWithAChange: true);

            // The answer waits for the entry: what is thrown once an answer has begun reaches nobody.
            await using var held = new HeldAnswer(context.Response);
            context.Response.OnStarting(() => WriteAsync(along));
            try
            {
                await next(context);
                await WriteAsync(along);
            }
            catch (Exception e) when (StoreFailure.Is(e))
            {
                // It would not take the entry either, and whoever asked has waited long enough.
                _settled = true;
                throw;
            }
            finally
            {
                if (context.RequestAborted.IsCancellationRequested)
                {
                    // Whoever hung up before the answer began may have changed something all the same.
                    await WriteAsync(along);
                }
            }

            await held.SendAsync(context.RequestAborted);
        }

        private async Task WriteAsync(WrittenAlong.Companion along)
        {
            var changed = along.IsWritten;
            along.Dispose();
            if (_settled || (changed && Outcome(context) < StatusCodes.Status400BadRequest) || !IsWorthIt(context))
            {
                return;
            }

            _settled = true;
            var outcome = Outcome(context);
            try
            {
                await context.RequestServices.GetRequiredService<Audit>().WriteAsync(
                    CallerOf(context), What(context), context.Request.Path, outcome, context.TraceIdentifier, CancellationToken.None);
            }
            catch (Exception e) when (StoreFailure.Is(e) && outcome >= StatusCodes.Status400BadRequest)
            {
                AuditLog.NotOnTrail(logger, CallerOf(context).Name, What(context), context.Request.Path, outcome, e.GetBaseException().Message);
            }
        }
    }

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
