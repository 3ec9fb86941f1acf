using System.Text.Json;
using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Configuration.Revisions;
using EdgeGrid.Agent.Tests.Configuration;
using EdgeGrid.Agent.Tests.Configuration.Revisions;
using EdgeGrid.Agent.Tests.Publishing;
using EdgeGrid.Contracts;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Simulation.Site;
using EdgeGrid.Testing;
using Microsoft.Extensions.Logging;

namespace EdgeGrid.Agent.Tests.Centre;

/// <summary>The agent's service on a simulated building, with a real broker behind which a test plays the hub.</summary>
internal sealed class CentreRig : IAsyncDisposable
{
    public const string Methane = """
        { "name": "kitchen", "kind": "mq4", "bus": "i2c:1", "address": "0x48", "channel": 0, "every": "20ms", "warmUp": "0s",
          "detect": { "level": { "steps": [ { "above": 10, "level": "orange" } ], "deadband": 1, "offDelay": "0s" } } }
        """;

    public const string Smoke = """
        { "name": "stairs", "kind": "contact", "chip": "gpio:0", "pin": 17, "debounce": "0ms", "every": "20ms",
          "detect": { "contact": { "kind": "smoke", "level": "orange", "onDelay": "0s", "offDelay": "0s" } } }
        """;

    public const string Siren = """{ "name": "siren", "kind": "relay", "chip": "gpio:0", "pin": 22, "on": ["gas", "smoke"], "atLeast": "orange", "sounder": true }""";

    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConfigurationResult _file;
    private AgentService? _service;
    private Task _running = Task.CompletedTask;

    public CentreRig(string devices = $"{Methane}, {Smoke}", string outputs = Siren)
    {
        var options = ConfigurationText.Valid(ConfigurationText.Of(devices, outputs, hub: $$"""{ "url": "mqtt://127.0.0.1:{{Hub.Port}}" }"""));
        _file = new ConfigurationResult(options with { Data = options.Data with { Folder = DataFolder } }, []);
    }

    public BuildingSite Site { get; } = new(TimeProvider.System);

    public PlayedHub Hub { get; } = new();

    public string DataFolder => _folder.File("data");

    /// <summary>Called whenever a life of the agent is put together.</summary>
    public Action Building { get; set; } = () => { };

    public IReadOnlyList<ReportedConfiguration> Reports =>
        [.. Hub.Messages.Where(message => message.Leaf == Topics.ConfigReportedLeaf).Select(message => JsonSerializer.Deserialize(message.Payload, WireJson.Default.ReportedConfiguration)!)];

    public IReadOnlyList<CommandAnswer> Answers =>
        [.. Hub.Messages.Where(message => message.Leaf == Topics.CommandAnswersLeaf).Select(message => JsonSerializer.Deserialize(message.Payload, WireJson.Default.CommandAnswer)!)];

    /// <summary>Transitions of alerts as the hub received them, each once.</summary>
    public IReadOnlyList<AlertEvent> Alerts =>
        [.. Hub.Alerts.DistinctBy(message => (message.Epoch, message.Sequence)).Select(message => JsonSerializer.Deserialize(message.Payload, WireJson.Default.AlertEvent)!)];

    public async Task StartAsync()
    {
        await Hub.StartAsync();
        Live();
        await Eventually.HoldsAsync("the agent reports", () => Reports.Count > 0);
    }

    public void Live()
    {
        _service = new AgentService(
            new AgentSurroundings(new SimulatedHardware(Site.Board, "i2c:1", "gpio:0")) { Logging = Note },
            _file.Options!) { Pace = new RevisionPace { StandsAfter = TimeSpan.FromMilliseconds(300), HubWithin = TimeSpan.FromSeconds(2) } };
        _running = _service.RunAsync(() => _file, _stopping.Token);
    }

    public async Task LiveToldToEndAsync()
    {
        await _stopping.CancelAsync();
        Live();
        await _running;
    }

    public Task WantAsync(long revision, string document) => Hub.SendAsync(Topics.Config(Desired.Gateway), Desired.Message(revision, document), retain: true);

    public Task ReportsAsync(long revision, ConfigurationState state) => Eventually.HoldsAsync(
        $"revision {revision} is {state}", () => Reports is [.., var last] && last.Revision == revision && last.State == state, seconds: 20);

    public static GatewayCommand Command(string name, string? arguments = null, double validSeconds = 60) => new()
    {
        Id = Guid.CreateVersion7().ToString("n"),
        Gateway = Desired.Gateway,
        Name = name,
        Arguments = arguments is null ? null : JsonElement.Parse(arguments),
        At = TimeProvider.System.GetUtcNow(),
        ValidUntil = TimeProvider.System.GetUtcNow().AddSeconds(validSeconds),
    };

    public Task SendAsync(GatewayCommand command) => Hub.SendAsync(
        Topics.Command(Desired.Gateway, command.Name), JsonSerializer.SerializeToUtf8Bytes(command, WireJson.Wire.GatewayCommand), Topics.CommandAnswers(Desired.Gateway));

    public async Task<CommandAnswer> AskAsync(GatewayCommand command)
    {
        await SendAsync(command);
        await Eventually.HoldsAsync($"{command.Name} is answered", () => Answers.Any(answer => answer.Id == command.Id), seconds: 20);
        return Answers.First(answer => answer.Id == command.Id);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        _service?.Dispose();
        await Hub.DisposeAsync();
        _stopping.Dispose();
        _folder.Dispose();
    }

    private void Note(ILoggingBuilder logging) => Building();
}
