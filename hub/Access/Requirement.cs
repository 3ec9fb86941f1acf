using EdgeGrid.Hub.Tracking;
using EdgeGrid.Hub.Wording;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;

namespace EdgeGrid.Hub.Access;

/// <summary>A permission that an endpoint needs: metadata of the endpoint, which a test looks for on every one.</summary>
/// <param name="Permission">Which.</param>
internal sealed record Requirement(Permission Permission);

/// <summary>Says what endpoints need, and holds callers to it.</summary>
internal static class RequirementEndpoints
{
    /// <summary>Only who has the permission gets in; named more than once, only who has them all.</summary>
    public static TBuilder Requires<TBuilder>(this TBuilder endpoint, params ReadOnlySpan<Permission> permissions)
        where TBuilder : IEndpointConventionBuilder
    {
        foreach (var permission in permissions)
        {
            endpoint.WithMetadata(new Requirement(permission));
        }

        return endpoint;
    }

    /// <summary>Turns away who lacks what an endpoint needs, and tells them what that is.</summary>
    public static void UseRequirements(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (IsFromElsewhere(context))
        {
            await AccessRefusals.FromElsewhere.Answer(StatusCodes.Status403Forbidden).ExecuteAsync(context);
            return;
        }

        var caller = Caller.Of(context);
        if (RefusalOf(caller, context.GetEndpoint()) is not { } refusal)
        {
            await next(context);
            return;
        }

        if (HttpMethods.IsGet(context.Request.Method) && context.GetEndpoint()!.Metadata.GetOrderedMetadata<Requirement>().Any(one => one.Permission == Permission.ReadPositions))
        {
            // Who tried to look at people is as good to know as who did; other reading leaves no entry.
            await context.RequestServices.GetRequiredService<Audit>().WriteAsync(
                caller, PositionLooks.LookedAt, context.Request.Path, StatusCodes.Status403Forbidden, context.TraceIdentifier, context.RequestAborted);
        }

        await (context.GetEndpoint()!.Metadata.GetMetadata<ComponentTypeMetadata>() is null
            ? refusal.Answer(StatusCodes.Status403Forbidden).ExecuteAsync(context)
            : SignIn.SayAsync(context, StatusCodes.Status403Forbidden, refusal.Text));
    });

    private static Refusal? RefusalOf(Caller caller, Endpoint? endpoint)
    {
        var needed = endpoint?.Metadata.GetOrderedMetadata<Requirement>() ?? [];
        if (endpoint is RouteEndpoint && needed.Count == 0 && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null)
        {
            // Whoever forgot to name a permission has opened it to nobody else.
            return caller.Role == Role.Administrator ? null : AccessRefusals.AdministratorsOnly(caller);
        }

        var lacking = needed.Where(one => !caller.May(one.Permission)).Select(one => one.Permission).ToList();
        return lacking.Count == 0 ? null : AccessRefusals.NotPermitted(caller, lacking);
    }

    /// <summary>
    /// A browser sends the cookie along whatever page asks, also one of another port of this machine, which is the same
    /// site to it; and it says whose page that is (RFC 6454, section 7). Programs that are no browsers say nothing.
    /// </summary>
    private static bool IsFromElsewhere(HttpContext context)
    {
        var request = context.Request;
        var changes = !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !HttpMethods.IsOptions(request.Method);
        return request.Headers.Origin.ToString() is { Length: > 0 } origin
            && (HttpAccess.IsByCookie(context) || (changes && request.Path.StartsWithSegments("/api/v1", StringComparison.Ordinal)))
            && !(Uri.TryCreate(origin, UriKind.Absolute, out var page) && HostString.FromUriComponent(page) == request.Host);
    }
}
