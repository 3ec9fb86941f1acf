using System.Globalization;
using EdgeGrid.Hub.Wording;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace EdgeGrid.Hub.Access;

/// <summary>What somebody is told whom the hub does not know: a program gets a number and words, a person a page to sign in.</summary>
internal sealed class TurnedAway(FailedSignIns failed) : IAuthorizationMiddlewareResultHandler
{
    /// <inheritdoc/>
    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded)
        {
            return next(context);
        }

        var request = context.Request;
        if (request.Headers.Authorization.Count > 0)
        {
            return failed.Note(context.Connection.RemoteIpAddress) is { } wait
                ? LaterAsync(context, wait)
                : UnknownAsync(context, AccessRefusals.UnknownToken);
        }

        if (HttpMethods.IsGet(request.Method) && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.Redirect(SignIn.PathFor(request.PathBase + request.Path + request.QueryString));
            return Task.CompletedTask;
        }

        return UnknownAsync(context, AccessRefusals.NoToken);
    }

    /// <summary>Too many failed: says when to come again.</summary>
    public static Task LaterAsync(HttpContext context, TimeSpan wait)
    {
        context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return AccessRefusals.TooManySignIns.Answer(StatusCodes.Status429TooManyRequests).ExecuteAsync(context);
    }

    private static Task UnknownAsync(HttpContext context, Refusal refusal)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return refusal.Answer(StatusCodes.Status401Unauthorized).ExecuteAsync(context);
    }
}
