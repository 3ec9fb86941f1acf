using System.Security.Claims;
using System.Text.Encodings.Web;
using EdgeGrid.Hub.Configuration;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace EdgeGrid.Hub.Api;

/// <summary>
/// Who may use HTTP. With a token file: programs send <c>Authorization: Bearer</c>, people sign in once with their
/// token and keep a cookie. Without one the hub listens on loopback only, and asks nobody.
/// </summary>
internal static class HttpAccess
{
    public const string TokenScheme = "token";

    private const string TokenClaim = "token";

    private const string SignInPath = "/sign-in";

    public static void AddHttpAccess(this IServiceCollection services, HubOptions options)
    {
        var authentication = services.AddAuthentication();
        var authorization = services.AddAuthorizationBuilder();
        if (options.TokensFile is not { } file)
        {
            return;
        }

        var tokens = TokenFile.Load(file);
        services.AddSingleton(tokens);
        authentication
            .AddScheme<AuthenticationSchemeOptions, TokenHandler>(TokenScheme, null)
            .AddCookie(CookieAuthenticationDefaults.AuthenticationScheme, cookie =>
            {
                cookie.LoginPath = SignInPath;
                cookie.Cookie.SameSite = SameSiteMode.Strict;
                cookie.Cookie.HttpOnly = true;
                cookie.ExpireTimeSpan = TimeSpan.FromHours(12);
                cookie.Events.OnValidatePrincipal = seen =>
                {
                    // Who takes a token out of the file shuts out whoever signed in with it, too.
                    if (!tokens.Holds(seen.Principal?.FindFirst(TokenClaim)?.Value))
                    {
                        seen.RejectPrincipal();
                    }

                    return Task.CompletedTask;
                };
                cookie.Events.OnRedirectToLogin = redirect =>
                {
                    // A program wants a number, a person a page to sign in.
                    if (redirect.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
                    {
                        redirect.Response.StatusCode = StatusCodes.Status401Unauthorized;
                    }
                    else
                    {
                        redirect.Response.Redirect(redirect.RedirectUri);
                    }

                    return Task.CompletedTask;
                };
            });
        authorization.SetFallbackPolicy(new AuthorizationPolicyBuilder(TokenScheme, CookieAuthenticationDefaults.AuthenticationScheme).RequireAuthenticatedUser().Build());
    }

    public static void MapHttpAccess(this WebApplication app)
    {
        if (app.Services.GetService<TokenFile>() is not { } tokens)
        {
            return;
        }

        app.MapGet(SignInPath, () => Results.Content(SignInPage(""), "text/html")).AllowAnonymous().ExcludeFromDescription();
        app.MapPost(SignInPath, async (HttpContext context) =>
        {
            var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(context.RequestAborted) : FormCollection.Empty;
            var token = form["token"].ToString().Trim();
            if (tokens.HolderOf(token) is not { } holder)
            {
                return Results.Content(SignInPage("That token is not known here."), "text/html", statusCode: StatusCodes.Status401Unauthorized);
            }

            await context.SignInAsync(
                CookieAuthenticationDefaults.AuthenticationScheme,
                Principal(holder, CookieAuthenticationDefaults.AuthenticationScheme, new Claim(TokenClaim, TokenFile.FingerprintOf(token))));
            return Results.Redirect("/");
        }).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
    }

    private static ClaimsPrincipal Principal(string holder, string scheme, params Claim[] more) =>
        new(new ClaimsIdentity([new Claim(ClaimTypes.Name, holder), .. more], scheme));

    private static string SignInPage(string message) => $$"""
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>EdgeGrid: sign in</title>
        <style>body{font:14px/1.4 -apple-system,"Segoe UI","Noto Sans","Liberation Sans",system-ui,sans-serif;background:#f5f6f8;color:#1b2332;display:grid;place-items:center;min-height:100vh;margin:0}
        form{display:grid;gap:12px;width:320px;padding:24px;background:#fff;border:1px solid #e3e7ee;border-radius:8px}h1{margin:0;font-size:18px}h1 b{color:#1f5fc4}
        input,button{font:inherit;padding:9px;border:1px solid #c9d0db;border-radius:6px}button{background:#1f5fc4;border-color:#1f5fc4;color:#fff;font-weight:600;cursor:pointer}
        :focus-visible{outline:2px solid #1f5fc4;outline-offset:1px}p{color:#9b2c1f;margin:0}p:empty{display:none}</style></head>
        <body><form method="post"><h1>Edge<b>Grid</b></h1><label for="token">Token, as <code>hub token add</code> showed it</label>
        <input id="token" name="token" type="password" autocomplete="current-password" autofocus><p role="alert">{{message}}</p><button>Sign in</button></form></body></html>
        """;

    private sealed class TokenHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, TokenFile tokens)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        private const string Bearer = "Bearer ";

        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            var header = Request.Headers.Authorization.ToString();
            if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            {
                return Task.FromResult(AuthenticateResult.NoResult());
            }

            return Task.FromResult(tokens.HolderOf(header[Bearer.Length..].Trim()) is { } holder
                ? AuthenticateResult.Success(new AuthenticationTicket(Principal(holder, TokenScheme), TokenScheme))
                : AuthenticateResult.Fail("unknown token"));
        }
    }
}
