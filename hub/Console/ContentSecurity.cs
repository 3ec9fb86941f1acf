namespace EdgeGrid.Hub.Console;

/// <summary>
/// What a browser is told to allow: everything from the hub itself, and nothing else. Scripts are files, never text;
/// styles may be inline, because MudBlazor writes its theme as a style element.
/// </summary>
internal static class ContentSecurity
{
    public const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
        + "connect-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public static void UseContentSecurity(this WebApplication app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        return next(context);
    });
}
