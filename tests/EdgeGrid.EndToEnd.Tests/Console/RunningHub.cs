using System.Text.RegularExpressions;
using EdgeGrid.Testing;

namespace EdgeGrid.EndToEnd.Tests.Console;

/// <summary>The hub's own program with a small district, on ports and in a folder of a test's own.</summary>
internal sealed partial class RunningHub : IAsyncDisposable
{
    private const string District = """
        {"type":"FeatureCollection","name":"Quanshan District","features":[
          {"type":"Feature","properties":{"code":"0001","kind":"basic","name":"West","street":"s","community":"c"},
           "geometry":{"type":"Polygon","coordinates":[[[117.18,34.24],[117.19,34.24],[117.19,34.25],[117.18,34.25],[117.18,34.24]]]}},
          {"type":"Feature","properties":{"code":"0002","kind":"exclusive","name":"School","street":"s","community":"c"},
           "geometry":{"type":"Polygon","coordinates":[[[117.19,34.24],[117.20,34.24],[117.20,34.25],[117.19,34.25],[117.19,34.24]]]}}]}
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly int _http = Ports.Free();
    private readonly Dictionary<string, string> _tokens = [];
    private string[] _roles = [];
    private RunningProcess? _process;

    public Uri Page => new($"http://127.0.0.1:{_http}/");

    /// <summary>As the administrator reads it.</summary>
    public string Token => File.ReadAllText(Path.Combine(_folder.File("data"), "administrator.token")).Trim();

    public int MqttPort { get; } = Ports.Free();

    public static async Task<RunningHub> StartAsync()
    {
        var hub = new RunningHub();
        await File.WriteAllTextAsync(hub._folder.File("grids.geojson"), District);
        await hub.RunAsync();
        return hub;
    }

    /// <summary>One whose users stand in a file of tokens, and no administrator's token beside its data.</summary>
    public static async Task<RunningHub> StartWithTokensAsync(params string[] roles)
    {
        var hub = new RunningHub { _roles = roles };
        await File.WriteAllTextAsync(hub._folder.File("grids.geojson"), District);
        foreach (var role in roles)
        {
            await using var add = RunningProcess.StartProgram("hub/EdgeGrid.Hub", "token", "add", role, "--role", role, "--tokens", hub._folder.File("tokens.txt"));
            Assert.Equal(0, await add.ExitsAsync());
            hub._tokens[role] = TokenLine().Match(add.Output).Value;
        }

        await hub.RunAsync();
        return hub;
    }

    /// <summary>Of the user who has a role.</summary>
    public string TokenOf(string role) => _tokens[role];

    /// <summary>Starts the program, again after <see cref="KillAsync"/>.</summary>
    public async Task RunAsync()
    {
        _process = RunningProcess.StartProgram(
            "hub/EdgeGrid.Hub",
            [
                "run",
                "--http", $"127.0.0.1:{_http}",
                "--mqtt", $"127.0.0.1:{MqttPort}",
                "--data", _folder.File("data"),
                "--grids", _folder.File("grids.geojson"),
                .. _roles.Length == 0 ? [] : (string[])["--tokens", _folder.File("tokens.txt")],
            ]);
        using var http = new HttpClient { BaseAddress = Page };
        await Eventually.HoldsAsync($"the hub answers, which said:\n{_process.Output}", () => AnswersAsync(http), seconds: 30);
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            await process.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _folder.Dispose();
    }

    [GeneratedRegex(@"\b[0-9a-f]{64}\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TokenLine();

    private static async Task<bool> AnswersAsync(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync("health");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
