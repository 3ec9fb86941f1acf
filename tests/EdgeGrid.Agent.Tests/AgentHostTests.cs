using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Outbox;
using EdgeGrid.Agent.Tests.Configuration;
using EdgeGrid.Devices;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Simulation.Chips;
using EdgeGrid.Simulation.Site;
using EdgeGrid.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace EdgeGrid.Agent.Tests;

public sealed class AgentHostTests : IDisposable
{
    private const string Methane = """
        { "name": "kitchen", "kind": "mq4", "bus": "i2c:1", "address": "0x48", "channel": 0, "every": "20ms", "warmUp": "0s",
          "detect": { "level": { "steps": [ { "above": 10, "level": "orange" } ] } } }
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly BuildingSite _site = new(TimeProvider.System);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Agent_HubAwayAtStart_WarnsLocallyAndKeepsTheAlert()
    {
        var hub = $$"""{ "url": "mqtt://127.0.0.1:{{Ports.Free()}}" }""";
        var options = InFolder(ConfigurationText.Of(Methane, ConfigurationText.Siren, hub: hub));
        using (var host = Build(options))
        {
            await host.StartAsync();
            var outbox = host.Services.GetRequiredService<IOutbox>();
            await Eventually.HoldsAsync("readings are stored", () => outbox.Status(Lane.Readings).Pending > 0);
            Assert.False(_site.Siren.IsOn);

            _site.MethanePercentLel.MoveTo(30, TimeSpan.Zero);

            await Eventually.HoldsAsync("the siren is on", () => _site.Siren.IsOn);
            await Eventually.HoldsAsync("the alert is stored", () => outbox.Status(Lane.Alerts).Pending == 1);
            await host.StopAsync();
        }

        Assert.False(_site.Siren.IsOn);
        using var again = Build(options);
        var record = Assert.Single(again.Services.GetRequiredService<IOutbox>().Read(RecordKind.Alert, null, 10));
        Assert.Contains("siren on", System.Text.Encoding.UTF8.GetString(record.Payload.Span));
    }

    [Fact]
    public async Task Agent_StartedAgain_GivesAChipBackWhatItHadLearned()
    {
        var options = InFolder(ConfigurationText.Of("""{ "name": "air", "kind": "sgp30", "bus": "i2c:1" }""", ""));
        var chip = _site.Board.I2c.Attach(0x58, new SimulatedSgp30(TimeProvider.System));
        Assert.True(new DeviceMemory(Path.Combine(options.Data.Folder, "devices", "air")).Keep($"{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()} 4369 8738"));
        using var host = Build(options);
        await host.StartAsync();
        await Eventually.HoldsAsync("the baseline is set", () => chip.Baseline == (4369, 8738));
        await host.StopAsync();
    }

    [Fact]
    public async Task Agent_DataFolderOfAnother_IsRefusedWithASentence()
    {
        var options = InFolder(ConfigurationText.Of());
        using var first = Build(options);
        await first.StartAsync();

        var refused = Assert.Throws<OutboxException>(() => Build(options));

        Assert.Contains(_folder.Path, refused.Message);
        Assert.Contains("another agent", refused.Message);
        await first.StopAsync();
    }

    [Fact]
    public async Task Agent_StoppedAndDisposed_LetsGoOfItsFolder()
    {
        var options = InFolder(ConfigurationText.Of());
        using (var first = Build(options))
        {
            await first.StartAsync();
            await first.StopAsync();
        }

        using var second = Build(options);
        Assert.NotNull(second);
    }

    [Fact]
    public void Agent_DataFolderThatCannotBeWritten_IsRefusedWithASentence()
    {
        // Not by rights, which root ignores: a file stands where the folder's parent should be.
        File.WriteAllText(_folder.File("occupied"), "");
        var options = InFolder(ConfigurationText.Of());
        options = options with { Data = options.Data with { Folder = Path.Combine(_folder.File("occupied"), "data") } };

        var refused = Assert.Throws<OutboxException>(() => Build(options));

        Assert.Contains("cannot be written", refused.Message);
        Assert.Contains("data.folder", refused.Message);
    }

    [Fact]
    public async Task Agents_InOneProcess_LiveSideBySide()
    {
        var other = new BuildingSite(TimeProvider.System);
        using var first = Build(InFolder(ConfigurationText.Of(Methane), "first"));
        using var second = AgentHost.Build(
            InFolder(ConfigurationText.Of(Methane), "second"),
            new AgentSurroundings(new SimulatedHardware(other.Board, "i2c:1", "gpio:0")));
        await first.StartAsync();
        await second.StartAsync();

        _site.MethanePercentLel.MoveTo(30, TimeSpan.Zero);

        await Eventually.HoldsAsync("the first's siren is on", () => _site.Siren.IsOn);
        Assert.False(other.Siren.IsOn);
        await first.StopAsync();
        await second.StopAsync();
    }

    private AgentOptions InFolder(string json, string name = "data")
    {
        var options = ConfigurationText.Valid(json);
        return options with { Data = options.Data with { Folder = _folder.File(name) } };
    }

    private IHost Build(AgentOptions options) =>
        AgentHost.Build(options, new AgentSurroundings(new SimulatedHardware(_site.Board, "i2c:1", "gpio:0")));
}
