using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Console.Client;
using EdgeGrid.Hub.Console.Live;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.SignalR;
using MudBlazor.Services;
using HubOptions = EdgeGrid.Hub.Configuration.HubOptions;

namespace EdgeGrid.Hub.Console;

/// <summary>
/// How the operator's page joins the hub's web host. The host must be built with
/// <c>ApplicationName = "EdgeGrid.Hub"</c> and <c>ContentRootPath = AppContext.BaseDirectory</c>: the page's scripts
/// and styles are found through manifests that carry the project's name and lie beside its assembly, and the hub is
/// run as built, as published, and hosted by other programs.
/// </summary>
internal static class ConsoleHosting
{
    /// <summary>The operator's page shows all of these at once.</summary>
    private static readonly Permission[] Needed = [Permission.ReadCases, Permission.ReadAlerts, Permission.ReadGrids, Permission.ReadGateways];

    /// <summary>Adds the page's services.</summary>
    public static void AddConsole(this WebApplicationBuilder builder)
    {
        // Serves the assets of packages from where the build found them; does nothing once published.
        builder.WebHost.UseStaticWebAssets();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents().AddHubOptions(hub => hub.AddFilter(new Credentials.Doorkeeper()));
        builder.Services.AddMudServices();

        // Each of these once for a visitor's connection. The page asks the API and nothing else, in their name.
        builder.Services.AddScoped(services => new HubClient(HubAddress.Of(services.GetRequiredService<IServer>()), Credentials.OfVisitor()));
        builder.Services.AddScoped<LiveBoard>();
        builder.Services.AddScoped(services => services.GetRequiredService<LiveBoard>().District ?? throw new InvalidOperationException("Nothing is drawn before the board is open."));
        builder.Services.AddScoped<LocalClock>();

        // Keys of cookies lie in the hub's own folder: whoever signed in stays so over a restart, and nothing is written
        // to a home folder. That folder is the hub's alone, so the library's warning about plain keys says nothing new.
        builder.Services.AddDataProtection().SetApplicationName("EdgeGrid.Hub");
        builder.Services.AddOptions<KeyManagementOptions>().Configure<HubOptions, ILoggerFactory>((keys, hub, loggers) =>
            keys.XmlRepository = new FileSystemXmlRepository(new DirectoryInfo(Path.Combine(hub.DataFolder, "keys")), loggers));
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
    }

    /// <summary>Maps the page, its assets and its headers.</summary>
    public static void MapConsole(this WebApplication app)
    {
        app.UseContentSecurity();
        app.UseAntiforgery();
        app.MapStaticAssets().Requires(Needed);
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(mode => mode.ContentSecurityFrameAncestorsPolicy = null).Requires(Needed);
    }
}
