namespace EdgeGrid.Hub.Access;

/// <summary>Keeps pages of other sites from changing anything in the name of whoever looks at them.</summary>
internal static class SameOrigin
{
    /// <summary>
    /// Turns away what a browser sends to the API from a page that is not the hub's own. A browser says where a page is from
    /// (RFC 6454, section 7); programs that are none say nothing, and are let through.
    /// </summary>
    public static void UseSameOrigin(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var request = context.Request;
        var origin = request.Headers.Origin.ToString();
        var changes = !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !HttpMethods.IsOptions(request.Method);
        if (changes && origin.Length > 0 && request.Path.StartsWithSegments("/api/v1", StringComparison.Ordinal)
            && !(Uri.TryCreate(origin, UriKind.Absolute, out var from) && string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase)))
        {
            await TypedResults.Problem($"A page of {origin} may not change anything here.", statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(context);
            return;
        }

        await next(context);
    });
}
