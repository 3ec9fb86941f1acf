using Microsoft.Net.Http.Headers;

namespace EdgeGrid.Hub.Wording;

/// <summary>What the hub speaks.</summary>
internal enum Language
{
    English,
    Chinese,
}

/// <summary>Which language an answer is in.</summary>
internal static class Languages
{
    /// <summary>The one of ours that <c>Accept-Language</c> wants most (RFC 9110, section 12.5.4); English where it names neither.</summary>
    public static Language WantedBy(HttpRequest request) => request.GetTypedHeaders().AcceptLanguage
        .Where(wanted => wanted.Quality != 0)
        .OrderByDescending(wanted => wanted.Quality ?? 1)
        .Select(Ours)
        .FirstOrDefault(ours => ours is not null) ?? Language.English;

    /// <summary>The language of the answer, which says so, and tells caches that it could have been another.</summary>
    public static Language Settle(HttpContext context)
    {
        var language = WantedBy(context.Request);
        context.Response.Headers.ContentLanguage = language == Language.Chinese ? "zh" : "en";
        context.Response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptLanguage);
        return language;
    }

    private static Language? Ours(StringWithQualityHeaderValue wanted) => wanted.Value.Value?.Split('-')[0].ToLowerInvariant() switch
    {
        "zh" => Language.Chinese,
        "en" or "*" => Language.English,
        _ => null,
    };
}
