using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Broker;
using EdgeGrid.Hub.Configuration;
using EdgeGrid.Hub.Console;
using EdgeGrid.Hub.Grids;
using EdgeGrid.Hub.Storage;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub;

/// <summary>
/// A whole hub in this process: broker, ingest, cases, API and page. <c>hub run</c> is one of these; the demo and the
/// tests are others.
/// </summary>
public sealed class HubHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private HubHost(WebApplication app) => _app = app;

    /// <summary>What can be read.</summary>
    public HubQueries Queries => _app.Services.GetRequiredService<HubQueries>();

    /// <summary>What is being committed.</summary>
    public LiveFeed Live => _app.Services.GetRequiredService<LiveFeed>();

    /// <summary>Where the page and the API are; known once started.</summary>
    public Uri HttpUrl => new(_app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());

    /// <summary>Puts a hub together; nothing is opened before <see cref="StartAsync"/>.</summary>
    public static HubHost Build(HubOptions options)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            // Whatever process hosts it: the static files and the page are this assembly's.
            ApplicationName = typeof(HubHost).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(options.Http));
        options.Logging?.Invoke(builder.Logging);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(options.Time);
        builder.Services.AddSingleton(new HubStore(options.DataFolder));
        builder.Services.AddSingleton<IDbContextFactory<HubDb>>(services => services.GetRequiredService<HubStore>());
        builder.Services.AddSingleton(GridRegistry.Empty);
        builder.Services.AddSingleton<IdentityConflicts>();
        builder.Services.AddSingleton<LiveFeed>();
        builder.Services.AddSingleton(services => new HubQueries(
            services.GetRequiredService<IDbContextFactory<HubDb>>(),
            services.GetRequiredService<GridRegistry>(),
            services.GetRequiredService<IdentityConflicts>()));
        builder.AddConsole();

        var app = builder.Build();
        app.MapConsole();
        return new HubHost(app);
    }

    /// <summary>Opens the store, the broker and the web server, in this order.</summary>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        await _app.Services.GetRequiredService<HubStore>().MigrateAsync(cancellationToken);
        await _app.StartAsync(cancellationToken);
    }

    /// <summary>Returns when the process is told to end.</summary>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken = default) => _app.WaitForShutdownAsync(cancellationToken);

    /// <summary>Says goodbye, commits what has arrived, closes.</summary>
    public Task StopAsync(CancellationToken cancellationToken = default) => _app.StopAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
