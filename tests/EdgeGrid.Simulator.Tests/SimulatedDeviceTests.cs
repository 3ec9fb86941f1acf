using System.Text.Json;
using EdgeGrid.Testing;

namespace EdgeGrid.Simulator.Tests;

/// <summary>What <c>device KIND</c> offers is found by a real agent that is given what it prints.</summary>
public sealed class SimulatedDeviceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("nmea", "position 34.24", 0)]
    [InlineData("nmea", "position: no-fix", 0, "--indoors")]
    [InlineData("nmea", "sos pressed", 0, "--sos")]
    [InlineData("gpsd", "position 34.24", 0)]
    [InlineData("camera", "motion: no-picture", 0, "--fault", "Black")]
    [InlineData("zigbee2mqtt", "kitchen fire active", 0, "--smoke")]
    [InlineData("tasmota", "kitchen contact active", 0, "--open")]
    [InlineData("esphome", "kitchen temperature 21.4", 0)]
    [InlineData("host", "trouble active", 0, "--under-voltage")]
    [InlineData("analogue", "methane 50 %LEL", 0)]
    [InlineData("smoke-optical", "smoke 0.4", 0, "--obscuration", "0.4")]
    [InlineData("contact", "contact active", 0, "--active")]
    [InlineData("contact-line", "contact: open-circuit", 0, "--damage", "Cut")]
    [InlineData("bme280", "pressure 1012.99", 0)]
    [InlineData("mq2", "The bus is stuck", 0, "--fault", "Stuck")]
    [InlineData("modbus", "methane 12.5", 0, "--methane", "12.5")]
    [InlineData("modbus", "arrives damaged", 0, "--tcp", "--fault", "ShortAnswer")]
    public async Task Device_OfAKind_IsFoundByAnAgent(string kind, string words, int code, params string[] options)
    {
        await using var device = RunningProcess.StartProgram("simulators/EdgeGrid.Simulator/EdgeGrid.Simulator", ["device", kind, .. options]);
        await device.SaysAsync("}");
        var name = JsonDocument.Parse(device.Output).RootElement.GetProperty("name").GetString()!;
        var file = _folder.File("agent.jsonc");
        await File.WriteAllTextAsync(
            file,
            $$"""
            { "gateway": { "id": "gw-bench", "name": "Bench", "place": "Bench" }, "hub": { "url": "mqtt://127.0.0.1:1" },
              "data": { "folder": "{{_folder.File("data")}}" }, "devices": [ {{device.Output.TrimEnd('\n').Replace("\"simulated\"", "\"place\": \"Bench\", \"simulated\"", StringComparison.Ordinal)}} ] }
            """,
            TestContext.Current.CancellationToken);
        await using var agent = RunningProcess.StartProgram("edge-agent/EdgeGrid.Agent", "watch", name, "--config", file);
        await agent.SaysAsync(words);
        await using var kill = RunningProcess.Start("kill", "-INT", $"{agent.Id}");
        Assert.True(await agent.ExitsAsync() == code, agent.Output);
    }

    [Theory]
    [InlineData(2, "--port 99999 is no port: write 1 to 65535.", "jt808", "--port", "99999")]
    [InlineData(2, "--port 0 is no port", "gb26875", "--port", "0")]
    [InlineData(2, "--port 65536 is no port: write 0 to 65535.", "gpsd", "--port", "65536")]
    [InlineData(2, "--port x is no port", "modbus", "--port", "x")]
    [InlineData(2, "--port -1 is no port", "camera", "--port", "-1")]
    [InlineData(2, "--port 99999 is no port", "tasmota", "--port", "99999")]
    [InlineData(2, "--fault Blck is not known: write Frozen, Black, Silence.", "camera", "--fault", "Blck")]
    [InlineData(0, "--fault <Silence|BitFlip|ShortFrame>", "jt808", "--help")]
    [InlineData(0, "--fault <Silence|BitFlip|ShortFrame>", "gb26875", "--help")]
    [InlineData(0, "--fault <Frozen|Black|Silence>", "camera", "--help")]
    [InlineData(0, "--fault <Silence|BitFlip|ShortAnswer|", "modbus", "--help")]
    [InlineData(0, "--fault <Nack|Stuck|ShortRead|", "mq4", "--help")]
    [InlineData(0, "--damage <Cut|Shorted>", "contact-line", "--help")]
    public async Task Option_OfADevice_SaysWhatCanBeWritten(int code, string words, string kind, params string[] options)
    {
        await using var device = RunningProcess.StartProgram("simulators/EdgeGrid.Simulator/EdgeGrid.Simulator", ["device", kind, .. options]);
        await device.SaysAsync(words);
        Assert.Equal(code, await device.ExitsAsync());
    }

    [Fact]
    public async Task Relay_IsSwitchedByAnAgentThatMeasuresGas()
    {
        await using var relay = RunningProcess.StartProgram("simulators/EdgeGrid.Simulator/EdgeGrid.Simulator", "device", "relay");
        await using var sensor = RunningProcess.StartProgram("simulators/EdgeGrid.Simulator/EdgeGrid.Simulator", "device", "mq4", "--lel", "60");
        await relay.SaysAsync("}");
        await sensor.SaysAsync("}");
        var file = _folder.File("agent.jsonc");
        await File.WriteAllTextAsync(
            file,
            $$"""
            { "gateway": { "id": "gw-bench", "name": "Bench", "place": "Bench" }, "hub": { "url": "mqtt://127.0.0.1:1" }, "data": { "folder": "{{_folder.File("data")}}" },
              "devices": [ {{sensor.Output.Replace("\"simulated\"", "\"place\": \"Bench\", \"detect\": { \"level\": { \"steps\": [ { \"above\": 25, \"level\": \"red\" } ] } }, \"simulated\"", StringComparison.Ordinal)}} ],
              "outputs": [ {{relay.Output}} ] }
            """,
            TestContext.Current.CancellationToken);
        await using var agent = RunningProcess.StartProgram("edge-agent/EdgeGrid.Agent", "run", "--config", file);
        await Eventually.HoldsAsync(agent.Output, () => relay.Lines.Contains("on"));
    }
}
