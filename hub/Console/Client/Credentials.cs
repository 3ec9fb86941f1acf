using System.Net;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.SignalR;

namespace EdgeGrid.Hub.Console.Client;

/// <summary>
/// What the visitor's browser sent when it opened the page's connection, and what the page sends on to the API in their
/// name: their own sign-in, and the language they want. Written nowhere.
/// </summary>
internal sealed class Credentials
{
    private static readonly string SignIn = CookieAuthenticationDefaults.CookiePrefix + CookieAuthenticationDefaults.AuthenticationScheme;

    private static readonly AsyncLocal<Credentials?> Arriving = new();

    private Credentials(HttpRequest request)
    {
        Authorization = request.Headers.Authorization.ToString();
        AcceptLanguage = request.Headers.AcceptLanguage.ToString();

        // A long cookie comes in numbered pieces. No other is the API's business.
        SignInCookies = [.. request.Cookies.Where(one => one.Key.StartsWith(SignIn, StringComparison.Ordinal)).Select(one => new Cookie(one.Key, one.Value))];
    }

    public string Authorization { get; }

    public string AcceptLanguage { get; }

    public IReadOnlyList<Cookie> SignInCookies { get; }

    /// <summary>Those of the browser whose message is being answered.</summary>
    /// <exception cref="InvalidOperationException">No browser's message is.</exception>
    public static Credentials OfVisitor() => Arriving.Value ?? throw new InvalidOperationException("There are no credentials outside a visitor's connection.");

    /// <summary>Those of a request.</summary>
    public static Credentials Of(HttpRequest request) => new(request);

    /// <summary>Keeps at hand what a connection's request sent, while a message of it is being answered.</summary>
    public sealed class Doorkeeper : IHubFilter
    {
        public ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
        {
            Arriving.Value = invocationContext.Context.GetHttpContext() is { } context ? Of(context.Request) : null;
            return next(invocationContext);
        }
    }
}
