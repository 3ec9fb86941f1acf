using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Console.Live;
using EdgeGrid.Hub.Console.Map;
using Microsoft.AspNetCore.DataProtection;
using MudBlazor.Services;

namespace EdgeGrid.Hub.Console;

/// <summary>
/// How the operator's page joins the hub's web host. The host must be built with
/// <c>ApplicationName = "EdgeGrid.Hub"</c> and <c>ContentRootPath = AppContext.BaseDirectory</c>: the page's scripts
/// and styles are found through manifests that carry the project's name and lie beside its assembly, and the hub is
/// run as built, as published, and hosted by other programs.
/// </summary>
internal static class ConsoleHosting
{
    /// <summary>Adds the page's services.</summary>
    public static void AddConsole(this WebApplicationBuilder builder)
    {
        // Serves the assets of packages from where the build found them; does nothing once published.
        builder.WebHost.UseStaticWebAssets();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddMudServices();

        builder.Services.AddSingleton<BoardReader>();
        builder.Services.AddSingleton<LiveBoard>();
        builder.Services.AddHostedService(services => services.GetRequiredService<LiveBoard>());
        builder.Services.AddSingleton(services => new District(services.GetRequiredService<HubQueries>().GridsGeoJson));
        builder.Services.AddScoped<LocalClock>();

        // Nothing of the page outlives the process: after a restart a browser loads it afresh, so keys need no file.
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
    }

    /// <summary>Maps the page, its assets and its headers.</summary>
    public static void MapConsole(this WebApplication app)
    {
        app.UseContentSecurity();
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapGet("/console/district", (District district) => Results.Bytes(district.GeoJson, "application/geo+json"))
            .ExcludeFromDescription();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(mode => mode.ContentSecurityFrameAncestorsPolicy = null);
    }
}
