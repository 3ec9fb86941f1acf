using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Console.Client;
using EdgeGrid.Hub.Tests.Rig;
using Microsoft.AspNetCore.Http;

namespace EdgeGrid.Hub.Tests.Console.Client;

/// <summary>The page's way to the API, as if a browser had opened it.</summary>
internal static class Visiting
{
    /// <summary>As a browser whose holder of a token is in a role.</summary>
    public static HubClient As(Role role, Uri hub, string language = "") => With(hub, headers => headers.Authorization = Tokens.Header(role).ToString(), language);

    /// <summary>As a browser that sends a cookie.</summary>
    public static HubClient WithCookie(string cookie, Uri hub) => With(hub, headers => headers.Cookie = cookie, language: "");

    private static HubClient With(Uri hub, Action<IHeaderDictionary> send, string language)
    {
        var request = new DefaultHttpContext().Request;
        send(request.Headers);
        request.Headers.AcceptLanguage = language;
        return new HubClient(hub, Credentials.Of(request));
    }
}
