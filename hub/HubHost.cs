using System.Net;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Broker;
using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Cases.Limits;
using EdgeGrid.Hub.Citizens;
using EdgeGrid.Hub.Configuration;
using EdgeGrid.Hub.Console;
using EdgeGrid.Hub.Dispatch;
using EdgeGrid.Hub.Gateways;
using EdgeGrid.Hub.Grids;
using EdgeGrid.Hub.Ingest;
using EdgeGrid.Hub.People;
using EdgeGrid.Hub.Rules;
using EdgeGrid.Hub.Storage;
using EdgeGrid.Hub.Tracking;
using EdgeGrid.Hub.Warnings;
using EdgeGrid.Hub.Webhooks;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace EdgeGrid.Hub;

/// <summary>
/// A whole hub in this process: broker, ingest, cases, API and page. <c>hub run</c> is one of these; the demo and the
/// tests are others.
/// </summary>
public sealed class HubHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HubOptions _options;
    private IStoreClaim? _claim;

    private HubHost(WebApplication app, HubOptions options)
    {
        _app = app;
        _options = options;
    }

    /// <summary>What can be read.</summary>
    public HubQueries Queries => _app.Services.GetRequiredService<HubQueries>();

    /// <summary>What is being committed.</summary>
    public LiveFeed Live => _app.Services.GetRequiredService<LiveFeed>();

    /// <summary>Where the page and the API are; known once started.</summary>
    public Uri HttpUrl => new(_app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());

    /// <summary>Where the administrator's token lies that lets people in; null when a token file was given.</summary>
    public string? AdministratorTokenFile => _options.TokensFile is null ? AdministratorToken.PathIn(_options.DataFolder) : null;

    /// <summary>Where gateways find the embedded broker; known once started. Null with another broker.</summary>
    public IPEndPoint? MqttEndPoint => _app.Services.GetService<EmbeddedBroker>()?.EndPoint;

    internal IServiceProvider Services => _app.Services;

    /// <summary>Puts a hub together; nothing is opened before <see cref="StartAsync"/>.</summary>
    /// <exception cref="HubStartException">A file cannot be used, or the hub would be open to strangers; the message says what to do.</exception>
    public static HubHost Build(HubOptions options)
    {
        if (HubExposure.Problem(options) is { } exposed)
        {
            throw new HubStartException(exposed);
        }

        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            // Whatever process hosts it: the static files and the page are this assembly's.
            ApplicationName = typeof(HubHost).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(options.Http);
            kestrel.Limits.MaxRequestBodySize = ApiManners.MaxBodyBytes;
        });
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);

        // Why a start failed is said by whoever started it, in a sentence in place of a stack trace.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        options.Logging?.Invoke(builder.Logging);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(options.Time);
        try
        {
            builder.Services.AddStore(options);
            builder.Services.AddGrids(options);
            builder.Services.AddRules();
            builder.Services.AddPeople();
            builder.Services.AddTracking(options);
            builder.Services.AddBroker(options);
            builder.Services.AddCases();
            builder.Services.AddLimits();
            builder.Services.AddIngest(options);
            builder.Services.AddDispatch();
            builder.Services.AddGateways();
            AddWeb(builder.Services, options);
            builder.AddConsole();
            return new HubHost(Assemble(builder), options);
        }
        catch (InvalidDataException e)
        {
            throw new HubStartException(e.Message, e);
        }
    }

    /// <summary>
    /// A path of <see cref="HttpUrl"/> that signs its first visitor in as the administrator, within the hour. Only where no
    /// token file was given: otherwise everyone has a token of their own.
    /// </summary>
    public string? NewSignInPath() =>
        _options.TokensFile is null && _app.Services.GetRequiredService<TokenFile>().Holders is [var administrator]
            ? SignIn.PathWith(_app.Services.GetRequiredService<SignInCodes>().New(administrator))
            : null;

    /// <summary>Opens the store, the broker, ingest and the web server, in this order. With the embedded broker everything is ready when it returns.</summary>
    /// <exception cref="HubStartException">It cannot; the message says why and what to do.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        var store = _app.Services.GetRequiredService<HubStore>();
        _claim = await DataFolder.ClaimAsync(_options.DataFolder, store, cancellationToken);
        _ = EndWhenLostAsync(_claim);
        RestoreIfHandedOver(store);
        await DataFolder.PrepareAsync(_options.DataFolder, store, told => StoreLog.BroughtUp(_app.Services.GetRequiredService<ILogger<HubStore>>(), told), cancellationToken);
        await TellOfAsync(store, cancellationToken);
        _ = _app.Services.GetRequiredService<TokenFile>();
        _ = _app.Services.GetRequiredService<WebhookSecret>();
        try
        {
            await _app.StartAsync(cancellationToken);
        }
        catch (IOException e)
        {
            await _app.StopAsync(CancellationToken.None);
            throw HubStartException.ForEndPoint("HTTP", _options.Http, "--http", e);
        }
    }

    /// <summary>Returns when the process is told to end.</summary>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken = default) => _app.WaitForShutdownAsync(cancellationToken);

    /// <summary>Returns when <c>hub restore</c> has handed a backup over: it is put in place when a hub starts on this store. Never, without anything, once it is cancelled.</summary>
    internal async Task BackupHandedOverAsync(CancellationToken cancellationToken)
    {
        var engine = _app.Services.GetRequiredService<HubStore>().Engine;
        while (!engine.HasBackupToRestore)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), _options.Time, cancellationToken);
        }

        StoreLog.HandedOver(_app.Services.GetRequiredService<ILogger<HubStore>>());
    }

    /// <summary>For a hub after this one: where clients find this one, they find that one.</summary>
    internal HubOptions OptionsToGoOn() => _options with
    {
        Http = new IPEndPoint(_options.Http.Address, HttpUrl.Port),
        Mqtt = MqttEndPoint ?? _options.Mqtt,
    };

    /// <summary>Says goodbye, commits what has arrived, closes.</summary>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        await _app.StopAsync(cancellationToken);
        await LetGoAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await LetGoAsync();
        await _app.DisposeAsync();
    }

    private async Task LetGoAsync()
    {
        if (Interlocked.Exchange(ref _claim, null) is { } claim)
        {
            await claim.DisposeAsync();
        }
    }

    private void RestoreIfHandedOver(HubStore store)
    {
        if (store.Engine.HasBackupToRestore)
        {
            var aside = store.Engine.Restore();
            StoreLog.Restored(_app.Services.GetRequiredService<ILogger<HubStore>>(), aside ?? "nothing");
        }
    }

    private async Task EndWhenLostAsync(IStoreClaim claim)
    {
        await claim.Lost;
        StoreLog.Taken(_app.Services.GetRequiredService<ILogger<HubStore>>());
        _app.Lifetime.StopApplication();
    }

    private async Task TellOfAsync(HubStore store, CancellationToken cancellationToken)
    {
        var logger = _app.Services.GetRequiredService<ILogger<HubStore>>();
        StoreLog.Opened(logger, store.Engine.Name);
        if (await store.Engine.DoubtAsync(cancellationToken) is { } doubt)
        {
            StoreLog.Doubted(logger, doubt);
        }
    }

    private static WebApplication Assemble(WebApplicationBuilder builder)
    {
        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.Use(AnswerHeadAsGet);
        app.UseRouting();
        app.UseAuthentication();
        app.UseAudit();
        app.UseAuthorization();
        app.UseRequirements();
        app.UseApiManners();
        app.MapSignIn();
        app.MapAudit();
        app.MapCaller();
        app.MapApi();
        app.MapRules();
        app.MapLimits();
        app.MapPeople();
        app.MapTracking();
        app.MapDispatch();
        app.MapGateways();
        app.MapWarnings();
        app.MapCitizens();
        app.MapWebhooks();
        app.MapConsole();
        return app;
    }

    /// <summary>HEAD is GET without the body (RFC 9110, section 9.3.2), which Kestrel leaves out. A stream has no end to answer with, and a sign-in is no mere look.</summary>
    private static Task AnswerHeadAsGet(HttpContext context, RequestDelegate next)
    {
        if (HttpMethods.IsHead(context.Request.Method) && !Streams.Is(context.Request.Path) && context.Request.Path != SignIn.Path)
        {
            context.Request.Method = HttpMethods.Get;
        }

        return next(context);
    }

    private static void AddWeb(IServiceCollection services, HubOptions options)
    {
        // Before the API's own: what is wrong is told in the first form that fits.
        services.AddCitizens(options.Citizens);
        services.AddApiManners();
        services.AddSingleton<Audit>();
        services.AddSingleton<EventStream>();
        services.AddWarnings(options.Warnings);
        services.AddWebhooks(options);
        services.AddOpenApi(options =>
        {
            OpenApiAccess.Describe(options);
            OpenApiLanguages.Describe(options);
            OpenApiManners.Describe(options);
        });
        services.AddHttpAccess(options);
        if (options.TokensFile is null)
        {
            // On loopback only: a web page elsewhere must not reach us under a name of its own (DNS rebinding).
            services.Configure<HostFilteringOptions>(filter => filter.AllowedHosts = ["localhost", "127.0.0.1", "[::1]"]);
        }
    }
}
