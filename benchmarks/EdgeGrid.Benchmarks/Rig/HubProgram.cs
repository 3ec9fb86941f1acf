using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;

namespace EdgeGrid.Benchmarks.Rig;

/// <summary>The real hub, in a process of its own that can go and come back: embedded broker, a folder on the disk.</summary>
/// <param name="folder">Its data.</param>
/// <param name="environment">Of its process, besides what this one has.</param>
/// <param name="store">Arguments that name another store than SQLite in the folder.</param>
internal sealed class HubProgram(string folder, IReadOnlyDictionary<string, string>? environment = null, params string[] store) : IAsyncDisposable
{
    private readonly HttpClient _client = new();

    private static readonly TimeSpan StartsWithin = TimeSpan.FromMinutes(1);

    private readonly int _http = ChildProgram.FreePort();
    private ChildProgram? _process;

    /// <summary>Of the broker.</summary>
    public int MqttPort { get; } = ChildProgram.FreePort();

    /// <summary>Its data.</summary>
    public string Folder => folder;

    public bool IsThere => _process is not null;

    /// <summary>What it holds now.</summary>
    public ProcessState State() => _process?.State() ?? throw new InvalidOperationException("The hub is away.");

    /// <summary>Returns when gateways may connect.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _process = ChildProgram.Start(
            "EdgeGrid.Hub", environment ?? new Dictionary<string, string>(), ["run", "--http", $"127.0.0.1:{_http}", "--mqtt", $"127.0.0.1:{MqttPort}", "--data", folder, .. store]);
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(StartsWithin);
        await _process.SaysAsync("EdgeGrid hub:", bound.Token);
        var token = await File.ReadAllTextAsync(Path.Combine(folder, "administrator.token"), bound.Token);
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.Trim());
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            await process.DisposeAsync();
        }
    }

    /// <summary>What it has spent of the processors since it started.</summary>
    public TimeSpan Worked()
    {
        using var process = Process.GetProcessById(_process?.Id ?? throw new InvalidOperationException("The hub is away."));
        return process.TotalProcessorTime;
    }

    /// <summary>Asks its API, as the administrator.</summary>
    /// <param name="path">After <c>/api/v1/</c>, with the question.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<byte[]> AskAsync(string path, CancellationToken cancellationToken) => _client.GetByteArrayAsync(Url(path), cancellationToken);

    /// <summary>Listens to one of its streams, from now on.</summary>
    public Task<Stream> StreamAsync(string path, CancellationToken cancellationToken) => _client.GetStreamAsync(Url(path), cancellationToken);

    /// <summary>What it has committed of its one gateway.</summary>
    public async Task<CommittedSoFar> CommittedAsync(CancellationToken cancellationToken)
    {
        using var gateways = JsonDocument.Parse(await _client.GetStringAsync(Url("gateways"), cancellationToken));
        var gateway = gateways.RootElement[0];
        return new CommittedSoFar(gateway.GetProperty("readingsCommitted").GetInt64(), gateway.GetProperty("alertsCommitted").GetInt64());
    }

    /// <summary>Listens to what it commits, from now on.</summary>
    public async Task<Stream> AlertsAsync(CancellationToken cancellationToken) =>
        await StreamAsync("alerts/stream", cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await KillAsync();
    }

    private Uri Url(string path) => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_http}/api/v1/{path}"));
}

/// <summary>What a hub has of a gateway.</summary>
internal sealed record CommittedSoFar(long Readings, long Alerts);
