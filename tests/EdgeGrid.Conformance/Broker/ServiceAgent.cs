using System.Net;
using EdgeGrid.Agent;
using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Configuration.Revisions;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Simulation.Site;
using EdgeGrid.Simulation.Video;
using EdgeGrid.Testing;
using Microsoft.Extensions.Logging;

namespace EdgeGrid.Conformance.Broker;

/// <summary>The agent's whole service on a simulated building with a gas sensor, a siren and a camera. It may end and begin again with the same files.</summary>
internal sealed class ServiceAgent : IAsyncDisposable
{
    /// <summary>The siren: in the technician's configuration, and in revisions.</summary>
    public const string Outputs = """{ "name": "siren", "kind": "relay", "chip": "gpio:0", "pin": 22, "on": ["gas"], "atLeast": "orange", "sounder": true }""";

    private readonly TemporaryFolder _folder = new();
    private readonly BuildingSite _site = new(TimeProvider.System);
    private readonly RevisionPace _pace;
    private readonly ConfigurationResult _file;
    private CancellationTokenSource _stopping = new();
    private AgentService? _service;
    private Task _running = Task.CompletedTask;

    /// <param name="broker">Where it connects.</param>
    /// <param name="standsAfter">How long a revision is tried.</param>
    /// <param name="password">Of the user that has the gateway's name; null where the broker asks for none.</param>
    public ServiceAgent(IPEndPoint broker, TimeSpan? standsAfter = null, string? password = null)
    {
        File.WriteAllText(_folder.File("password"), password);
        var credentials = password is null ? "" : """, "user": "gw-1", "passwordFile": "password" """;
        _pace = new RevisionPace { StandsAfter = standsAfter ?? TimeSpan.FromMilliseconds(300), HubWithin = TimeSpan.FromMinutes(1) };
        var clip = _folder.File("clip.avi");
        ClipRenderer.Render(clip, new ClipScript { Width = 320, Height = 180, Length = TimeSpan.FromSeconds(1), Noise = 4, Events = [] });
        Devices = $$"""
            { "name": "kitchen", "kind": "mq4", "bus": "i2c:1", "address": "0x48", "channel": 0, "every": "50ms", "warmUp": "0s",
              "detect": { "level": { "steps": [ { "above": 10, "level": "orange" } ] } } },
            { "name": "street", "kind": "camera", "source": "{{clip}}", "loop": true }
            """;
        _file = new AgentConfiguration(Agent.Configuration.Drivers.All, Hardware).Parse(
            $$"""
            { "gateway": { "id": "gw-1", "name": "One", "place": "Heping Road 18" }, "hub": { "url": "mqtt://{{broker}}"{{credentials}} },
              "data": { "folder": "{{_folder.File("data")}}" }, "devices": [ {{Devices}} ], "outputs": [ {{Outputs}} ] }
            """,
            _folder.File("agent.jsonc"));
        Assert.True(_file.Options is not null, _file.Explain());
    }

    /// <summary>The gas sensor and the camera, likewise.</summary>
    public string Devices { get; }

    /// <summary>How often it was put together.</summary>
    public int Lives { get; private set; }

    private SimulatedHardware Hardware => new(_site.Board, "i2c:1", "gpio:0");

    public void Start()
    {
        _stopping = new CancellationTokenSource();
        _service = new AgentService(new AgentSurroundings(Hardware) { Logging = CountLife }, _file.Options!) { Pace = _pace };

        // Its first call was for the service itself.
        Lives = 0;
        _running = _service.RunAsync(() => _file, _stopping.Token);
    }

    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        _service?.Dispose();
        _stopping.Dispose();
        _service = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_service is not null)
        {
            await StopAsync();
        }

        _folder.Dispose();
    }

    private void CountLife(ILoggingBuilder logging) => Lives++;
}
