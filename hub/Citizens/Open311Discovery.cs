using System.Globalization;

namespace EdgeGrid.Hub.Citizens;

/// <summary>Open311 service discovery (wiki.open311.org/Service_Discovery): which interfaces there are, where, and in which forms. Public.</summary>
internal static class Open311Discovery
{
    /// <summary>Above the version, where the standard has it, and beside the version's own paths, where clients look too.</summary>
    private static readonly string[] Roots = ["/open311", Open311Endpoints.Root];

    public static void MapOpen311Discovery(this IEndpointRouteBuilder app)
    {
        var started = app.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow();
        foreach (var root in Roots)
        {
            foreach (var ending in new[] { ".xml", ".json" })
            {
                app.MapGet($"{root}/discovery{ending}", (HttpRequest request, CitizenOptions options) => Answer(request, options, started))
                    .WithSummary("Where citizens' programs find this interface")
                    .AllowAnonymous();
            }
        }
    }

    private static Open311Answer Answer(HttpRequest request, CitizenOptions options, DateTimeOffset started)
    {
        var changed = (options.ChangedAt ?? started).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return new Open311Answer("discovery", new (string, object?)[]
        {
            ("changeset", changed),
            ("contact", options.Contact),
            ("key_service", options.KeyService),
            ("endpoints", new Open311List("endpoint", [new (string, object?)[]
            {
                ("specification", "http://wiki.open311.org/GeoReport_v2"),
                ("url", $"{request.Scheme}://{request.Host}{request.PathBase}{Open311Endpoints.Root}"),
                ("changeset", changed),
                ("type", "production"),
                ("formats", new Open311List("format", ["text/xml", "application/json"])),
            }])),
        });
    }
}
