using System.Globalization;
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
                : UnknownAsync(context, "This token is not known here. `hub token add` makes one.");
        }

        if (HttpMethods.IsGet(request.Method) && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.Redirect(SignIn.PathFor(request.PathBase + request.Path + request.QueryString));
            return Task.CompletedTask;
        }

        return UnknownAsync(context, $"Send a token, `Authorization: Bearer …`, or sign in at {SignIn.Path}.");
    }

    /// <summary>Too many failed: says when to come again.</summary>
    public static Task LaterAsync(HttpContext context, TimeSpan wait)
    {
        context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return TypedResults.Problem("Too many sign-ins from this address failed. Try again later.", statusCode: StatusCodes.Status429TooManyRequests).ExecuteAsync(context);
    }

    private static Task UnknownAsync(HttpContext context, string detail)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return TypedResults.Problem(detail, statusCode: StatusCodes.Status401Unauthorized).ExecuteAsync(context);
    }
}
