using System.Net;
using System.Net.Sockets;
using EdgeGrid.Hub.Configuration;
using EdgeGrid.Hub.Tests.Rig;
using EdgeGrid.Testing;
using Microsoft.Data.Sqlite;

namespace EdgeGrid.Hub.Tests.Configuration;

/// <summary>The real program: what it says, and its exit codes.</summary>
public sealed class HubCommandLineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_WithMistakes_SaysEachAndExitsWith2()
    {
        File.WriteAllText(_folder.File("hub.jsonc"), """{ /* misspelt */ "htpp": "5080" }""");

        var (code, said) = await RunAsync("run", "--http", "nowhere", "--broker", "tcp://x", "--grids", "/no/such", "--positions-days", "0", "--keep-readings", "0", "--warnings-sender", "a b", "--webhooks-private", "maybe", "--config", _folder.File("hub.jsonc"));

        Assert.Equal(2, code);
        Assert.Contains("--http is 'nowhere'", said, StringComparison.Ordinal);
        Assert.Contains("--broker is 'tcp://x'", said, StringComparison.Ordinal);
        Assert.Contains("--keep-readings is '0'", said, StringComparison.Ordinal);
        Assert.Contains("there is no file /no/such", said, StringComparison.Ordinal);
        Assert.Contains("--positions-days is '0', but must be 1 to 365", said, StringComparison.Ordinal);
        Assert.Contains("--warnings-sender is 'a b'", said, StringComparison.Ordinal);
        Assert.Contains("--webhooks-private is 'maybe'", said, StringComparison.Ordinal);
        Assert.Contains("'htpp' is no option", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--store-password-file does nothing without --store", "--store-password-file", "{file}")]
    [InlineData("--store cannot be used: it lacks Database", "--store", "Host=db")]
    [InlineData("--store cannot be used: it holds a password", "--store", "Host=db;Database=d;Password=p")]
    [InlineData("--store cannot be used: it is no connection string", "--store", "Hots=db")]
    [InlineData("--broker-user does nothing without --broker", "--broker-user", "hub")]
    [InlineData("--users is for the embedded broker", "--broker", "mqtt://127.0.0.1", "--users", "{file}")]
    [InlineData("--broker-ca needs TLS", "--broker", "mqtt://127.0.0.1", "--broker-ca", "{file}")]
    [InlineData("--broker-password-file needs --broker-user", "--broker", "mqtt://127.0.0.1", "--broker-password-file", "{file}")]
    public async Task Run_WithWhatWouldDoNothing_SaysSoAndExitsWith2(string problem, params string[] arguments)
    {
        File.WriteAllText(_folder.File("file"), "");

        var (code, said) = await RunAsync(["run", .. arguments.Select(text => text.Replace("{file}", _folder.File("file"), StringComparison.Ordinal))]);

        Assert.Equal(2, code);
        Assert.Contains(problem, said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a-z, 0-9 and '-'", "user", "add", "Gateway 1", "--users", "u")]
    [InlineData("letters, digits, '-', '_' or '.'", "user", "add", "a b", "--observer", "--users", "u")]
    [InlineData("letters, digits, '-', '_' or '.'", "token", "add", "a:b", "--role", "worker", "--tokens", "t")]
    [InlineData("goes with --observer", "user", "add", "gw-1", "--role", "worker", "--users", "u")]
    [InlineData("goes with --role department", "token", "add", "a", "--role", "worker", "--department", "urban", "--tokens", "t")]
    [InlineData("the roles are worker, leader", "token", "add", "a", "--role", "boss", "--tokens", "t")]
    public async Task Add_OfANameThatCannotBe_SaysItsRuleAndExitsWith2(string rule, params string[] arguments)
    {
        var (code, said) = await RunAsync(arguments);

        Assert.Equal(2, code);
        Assert.Contains(rule, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WithACertificateThatIsNone_SaysSoAndExitsWith1()
    {
        File.WriteAllText(_folder.File("file"), "");

        var (code, said) = await RunAsync("run", "--http", "0", "--mqtt", "0", "--data", _folder.Path, "--mqtt-cert", _folder.File("file"), "--mqtt-key", _folder.File("file"));

        Assert.Equal(1, code);
        Assert.Contains("cannot be used", said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WithAnUnknownOption_ExitsWith2() => Assert.Equal(2, (await RunAsync("run", "--prot", "1")).Code);

    [Fact]
    public async Task Run_OnAPortThatIsTaken_SaysSoAndExitsWith1()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var (mqttCode, mqtt) = await RunAsync("run", "--http", "0", "--mqtt", $"{port}", "--data", _folder.File("a"));
        var (httpCode, http) = await RunAsync("run", "--http", $"{port}", "--mqtt", "0", "--data", _folder.File("b"));

        Assert.Equal((1, 1), (mqttCode, httpCode));
        Assert.Contains($"Port {port} for MQTT is taken", mqtt, StringComparison.Ordinal);
        Assert.Contains("--mqtt", mqtt, StringComparison.Ordinal);
        Assert.Contains($"Port {port} for HTTP is taken", http, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", mqtt + http, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OnADataFolderThatCannotBe_SaysSoAndExitsWith1()
    {
        File.WriteAllText(_folder.File("file"), "");

        var (code, said) = await RunAsync("run", "--http", "0", "--mqtt", "0", "--data", _folder.File("file/below"));

        Assert.Equal(1, code);
        Assert.Contains("cannot be written", said, StringComparison.Ordinal);
        Assert.Contains("--data", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--http", "hub token add")]
    [InlineData("--mqtt", "hub user add")]
    public async Task Run_OpenToStrangers_IsRefusedWithWhatToSetAndExitsWith2(string option, string remedy)
    {
        var (code, said) = await RunAsync("run", option, "0.0.0.0:0", "--data", _folder.Path);

        Assert.Equal(2, code);
        Assert.Contains(remedy, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_AndInterrupted_EndsWith0()
    {
        await using var hub = RunningProcess.StartProgram("hub/EdgeGrid.Hub", "run", "--http", "0", "--mqtt", "0", "--data", _folder.Path);
        await hub.SaysAsync("EdgeGrid hub: page and API at", seconds: 60);

        await using var kill = RunningProcess.Start("kill", "-TERM", hub.Id.ToString());

        Assert.Equal(0, await hub.ExitsAsync());
    }

    [Fact]
    public async Task Run_InterruptedWhileTheStoreIsLocked_TakesTheTimeToDrain()
    {
        await using var hub = RunningProcess.StartProgram("hub/EdgeGrid.Hub", "run", "--http", "0", "--mqtt", "0", "--data", _folder.Path);
        await hub.SaysAsync("gateways at", seconds: 60);
        using var gateway = await GatewayDouble.ConnectAsync(IPEndPoint.Parse(hub.Output.Split("gateways at ")[1].Split('\n')[0]), "gw-1");
        await using var store = new SqliteConnection($"Data Source={_folder.File("hub.db")};Pooling=False");
        await store.OpenAsync();
        await using var locked = store.BeginTransaction();
        await gateway.AnnounceAsync();

        await using var kill = RunningProcess.Start("kill", "-TERM", hub.Id.ToString());

        Assert.Equal(0, await hub.ExitsAsync());
    }

    [Fact]
    public void Build_OpenToStrangers_IsRefusedToo()
    {
        var options = new HubOptions { DataFolder = _folder.Path, Http = new IPEndPoint(IPAddress.Any, 0) };

        Assert.Contains("--tokens", Assert.Throws<HubStartException>(() => HubHost.Build(options)).Message, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Said)> RunAsync(params string[] arguments)
    {
        await using var hub = RunningProcess.StartProgram("hub/EdgeGrid.Hub", arguments);
        var code = await hub.ExitsAsync(60);
        return (code, hub.Output);
    }
}
