using System.Security.Claims;
using System.Text.Encodings.Web;
using EdgeGrid.Hub.Configuration;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace EdgeGrid.Hub.Access;

/// <summary>
/// Who may use HTTP: programs send <c>Authorization: Bearer</c>, people sign in once with their token and keep a cookie.
/// Without either nothing answers but what says of itself that it is public, on loopback too.
/// </summary>
internal static class HttpAccess
{
    public const string TokenScheme = "token";

    /// <summary>Which department a department's token stands for.</summary>
    public const string DepartmentClaim = "department";

    private const string TokenClaim = "token";

    private static readonly string[] Schemes = [TokenScheme, CookieAuthenticationDefaults.AuthenticationScheme];

    /// <exception cref="InvalidDataException">The token file cannot be used.</exception>
    public static void AddHttpAccess(this IServiceCollection services, HubOptions options)
    {
        if (options.TokensFile is { } file)
        {
            services.AddSingleton(TokenFile.Load(file));
        }
        else
        {
            // Later: the data folder it lies in is made at the start.
            services.AddSingleton(_ => AdministratorToken.ReadOrMake(options.DataFolder));
        }

        services.AddSingleton<SignInCodes>();
        services.AddSingleton<FailedSignIns>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, TurnedAway>();
        services.AddAuthentication()
            .AddScheme<AuthenticationSchemeOptions, TokenHandler>(TokenScheme, null)
            .AddCookie(CookieAuthenticationDefaults.AuthenticationScheme, cookie =>
            {
                cookie.Cookie.SameSite = SameSiteMode.Strict;
                cookie.Cookie.HttpOnly = true;
                cookie.ExpireTimeSpan = TimeSpan.FromHours(12);
                cookie.Events.OnValidatePrincipal = Revalidate;
            });
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder(Schemes).RequireAuthenticatedUser().Build());
    }

    /// <summary>Gives a person the cookie that stands for their token.</summary>
    public static Task SignInAsync(HttpContext context, TokenHolder holder) => context.SignInAsync(
        CookieAuthenticationDefaults.AuthenticationScheme,
        Principal(holder, CookieAuthenticationDefaults.AuthenticationScheme));

    /// <summary>True when it was a cookie that let the sender in: a browser sends it along whoever made it ask.</summary>
    public static bool IsByCookie(HttpContext context) => context.User.Identity?.AuthenticationType == CookieAuthenticationDefaults.AuthenticationScheme;

    /// <summary>Who takes a token out of the file shuts out whoever signed in with it, too; and a role is the file's, not the cookie's.</summary>
    private static Task Revalidate(CookieValidatePrincipalContext seen)
    {
        var tokens = seen.HttpContext.RequestServices.GetRequiredService<TokenFile>();
        if (tokens.WithFingerprint(seen.Principal?.FindFirst(TokenClaim)?.Value) is { } holder)
        {
            seen.ReplacePrincipal(Principal(holder, CookieAuthenticationDefaults.AuthenticationScheme));
        }
        else
        {
            seen.RejectPrincipal();
        }

        return Task.CompletedTask;
    }

    private static ClaimsPrincipal Principal(TokenHolder holder, string scheme) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.Name, holder.Name), new Claim(ClaimTypes.Role, holder.Role.ToString()), new Claim(TokenClaim, holder.Fingerprint),
            .. holder.Department is { } department ? [new Claim(DepartmentClaim, department)] : Array.Empty<Claim>(),
        ],
        scheme));

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
