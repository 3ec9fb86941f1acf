using System.Net;
using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.Configuration;
using EdgeGrid.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace EdgeGrid.Hub.Tests.Rig;

/// <summary>A real hub on ports that the system chooses, with a store in a folder of its own.</summary>
internal sealed class HubRig : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly bool _ownsFolder;

    private readonly List<HttpClient> _clients = [];

    private HubRig(HubHost hub, TemporaryFolder folder, bool ownsFolder, LogCapture log)
    {
        (Hub, _folder, _ownsFolder, Log) = (hub, folder, ownsFolder, log);
        Http = new HttpClient { BaseAddress = hub.HttpUrl };
    }

    public HubHost Hub { get; }

    /// <summary>The administrator's; nobody's, where a test sets who may use HTTP.</summary>
    public HttpClient Http { get; }

    public LogCapture Log { get; }

    public string DatabaseFile => _folder.File("hub.db");

    public static async Task<HubRig> StartAsync(Func<HubOptions, HubOptions>? configure = null, TemporaryFolder? folder = null)
    {
        var owns = folder is null;
        folder ??= new TemporaryFolder();
        var log = new LogCapture();
        var options = new HubOptions
        {
            DataFolder = folder.Path,
            TokensFile = Tokens.Write(folder.File("rig.tokens")),
            Http = new IPEndPoint(IPAddress.Loopback, 0),
            Mqtt = new IPEndPoint(IPAddress.Loopback, 0),
            Logging = logging => logging.ClearProviders().AddProvider(log),
        };
        var configured = configure?.Invoke(options) ?? options;
        if (configured.Store is null)
        {
            await MadeStore.PutAsync(configured.DataFolder);
        }

        var hub = HubHost.Build(configured);
        await hub.StartAsync();
        var rig = new HubRig(hub, folder, owns, log);
        if (configured.TokensFile == options.TokensFile)
        {
            rig.Http.DefaultRequestHeaders.Authorization = Tokens.Header(Role.Administrator);
        }

        return rig;
    }

    /// <summary>A client that acts in a role; its name is the role's.</summary>
    public HttpClient HttpAs(Role role)
    {
        var client = new HttpClient { BaseAddress = Hub.HttpUrl };
        client.DefaultRequestHeaders.Authorization = Tokens.Header(role);
        _clients.Add(client);
        return client;
    }

    /// <summary>A client that has no token.</summary>
    public HttpClient HttpAsAnyone()
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Hub.HttpUrl };
        _clients.Add(client);
        return client;
    }

    /// <summary>A client that is let in as this gateway's agent, and that has told its status.</summary>
    public async Task<GatewayDouble> GatewayAsync(string gateway = "gw-1")
    {
        var client = await GatewayDouble.ConnectAsync(Hub.MqttEndPoint!, gateway);
        await client.AnnounceAsync();
        return client;
    }

    /// <summary>Waits until it has reached a broker that is not its own.</summary>
    public Task ConnectedAsync() => Eventually.HoldsAsync("the hub is connected", async () => (await Http.GetAsync("/health")).IsSuccessStatusCode, seconds: 20);

    /// <summary>The ids of the newest alerts' transitions.</summary>
    public async Task<IReadOnlyList<string>> FiledAlertsAsync() => [.. (await Hub.Queries.RecentAlertsAsync()).Select(change => change.Alert.AlertId)];

    /// <summary>Why each message in quarantine was not understood.</summary>
    public async Task<IReadOnlyList<string>> QuarantineAsync() => [.. (await Hub.Queries.QuarantineAsync()).Select(row => $"{row.Topic}: {row.Reason}")];

    /// <summary>Keeps everyone else from writing the store until it is disposed.</summary>
    public IDisposable LockStore()
    {
        var connection = new SqliteConnection($"Data Source={DatabaseFile};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        command.ExecuteNonQuery();
        return connection;
    }

    /// <summary>Does something to the store that no hub does.</summary>
    public void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={DatabaseFile};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _clients.ForEach(client => client.Dispose());
        await Hub.StopAsync();
        await Hub.DisposeAsync();
        if (_ownsFolder)
        {
            _folder.Dispose();
        }
    }
}
