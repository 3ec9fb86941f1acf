using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using EdgeGrid.EndToEnd.Tests.Console;
using EdgeGrid.Testing;

namespace EdgeGrid.EndToEnd.Tests;

/// <summary>A gateway's configuration and commands through the programs as they are: hub, agent, and a simulated building.</summary>
public sealed class GatewayConfigurationTests : IDisposable
{
    private const string Configuration = "api/v1/gateways/gw-e2e/configuration";
    private const string Commands = "api/v1/gateways/gw-e2e/commands";

    // A new configuration has to stand for half a minute, and a busy machine is slow.
    private const double Settled = 90;

    private readonly TemporaryFolder _folder = new();

    private string File => _folder.File("agent.jsonc");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Configuration_SetRefusedKilledAndRolledBack_IsAlwaysWholeAndReported()
    {
        await using var hub = await RunningHub.StartAsync();
        var socket = _folder.File("board.sock");
        await using var board = RunningProcess.StartProgram(Programs.Simulator, "building", "--socket", socket, "--methane", "3");
        await board.SaysAsync("serving");
        await System.IO.File.WriteAllTextAsync(File, $$"""
            { "gateway": { "id": "gw-e2e", "name": "End to end", "place": "Here" }, "hub": { "url": "mqtt://127.0.0.1:{{hub.MqttPort}}" },
              "data": { "folder": "data" }, "devices": [ {{Methane(socket, 10)}} ], "outputs": [] }
            """);
        using var http = new HttpClient { BaseAddress = hub.Page };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", hub.Token);

        var agent = Agent();
        try
        {
            await StandsAsync(http, "local", revision: 0, inForce: 0);

            await PutAsync(http, 0, Methane(socket, 12));
            await StandsAsync(http, "applied", revision: 1, inForce: 1);

            await PutAsync(http, 1, """{ "name": "x", "kind": "mq9" }""");
            await StandsAsync(http, "refused", revision: 2, inForce: 1);
            Assert.Equal("devices[0].kind", (await ReportedAsync(http)).GetProperty("problems")[0].GetProperty("path").GetString());

            // The power goes while it is being taken.
            await PutAsync(http, 2, Methane(socket, 14));
            await agent.SaysAsync("Revision 3 of the hub is taken");
            await agent.DisposeAsync();
            agent = Agent();
            await agent.SaysAsync("Configuration in force: revision 3 of the hub");
            await StandsAsync(http, "applied", revision: 3, inForce: 3);

            await SendAsync(http, HttpMethod.Post, Configuration + "/rollback", 3, """{ "revision": 1, "note": "back" }""");
            await StandsAsync(http, "applied", revision: 4, inForce: 4);

            var test = await AskAsync(http, """{ "name": "test", "arguments": { "device": "kitchen" } }""");
            Assert.Equal("done", test.GetProperty("state").GetString());
            var restart = await AskAsync(http, """{ "name": "restart" }""");
            Assert.Equal("done", restart.GetProperty("state").GetString());
            await Eventually.HoldsAsync("the test is seen, as simulated", async () =>
                (await http.GetFromJsonAsync<JsonElement>("api/v1/alerts")).GetProperty("items").EnumerateArray().Count(alert => alert.GetProperty("simulated").GetBoolean()) == 2, seconds: 30);

            await using (var check = RunningProcess.StartProgram(Programs.Agent, "check", "--config", File))
            {
                await check.ExitsAsync(60);
                Assert.Contains("Runs revision 4 of the hub", check.Output, StringComparison.Ordinal);
            }

            await using (var early = RunningProcess.StartProgram(Programs.Agent, "configuration", "local", "--config", File))
            {
                Assert.Equal(1, await early.ExitsAsync());
                Assert.Contains("another agent", early.Output, StringComparison.Ordinal);
            }

            await agent.DisposeAsync();
            await using (var local = RunningProcess.StartProgram(Programs.Agent, "configuration", "local", "--config", File))
            {
                Assert.True(await local.ExitsAsync() == 0, local.Output);
            }

            agent = Agent();
            await StandsAsync(http, "local", revision: 4, inForce: 0);
        }
        finally
        {
            await agent.DisposeAsync();
        }
    }

    private static string Methane(string socket, int above) => string.Create(CultureInfo.InvariantCulture, $$"""
        { "name": "kitchen", "kind": "mq4", "bus": "sim:{{socket}}", "address": "0x48", "channel": 0, "warmUp": "0s",
          "detect": { "level": { "steps": [ { "above": {{above}}, "level": "yellow" } ] } } }
        """);

    private static Task PutAsync(HttpClient http, long expected, string device) =>
        SendAsync(http, HttpMethod.Put, Configuration, expected, $$"""{ "document": { "devices": [ {{device}} ], "outputs": [] } }""");

    private static async Task SendAsync(HttpClient http, HttpMethod method, string path, long expected, string body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{expected}\""));
        using var answer = await http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<JsonElement> AskAsync(HttpClient http, string body)
    {
        using var answer = await http.PostAsync(Commands, new StringContent(body, Encoding.UTF8, "application/json"));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        var id = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
        JsonElement command = default;
        await Eventually.HoldsAsync("the command is answered", async () =>
        {
            command = await http.GetFromJsonAsync<JsonElement>($"{Commands}/{id}");
            return command.GetProperty("state").GetString() != "sent";
        }, seconds: 30);
        return command;
    }

    private static async Task<JsonElement> ReportedAsync(HttpClient http)
    {
        using var answer = await http.GetAsync(Configuration);
        return answer.IsSuccessStatusCode ? (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("reported") : default;
    }

    private static Task StandsAsync(HttpClient http, string state, long revision, long inForce) => Eventually.HoldsAsync(
        $"revision {revision} is {state}",
        async () => await ReportedAsync(http) is { ValueKind: JsonValueKind.Object } reported
            && (reported.GetProperty("state").GetString(), reported.GetProperty("revision").GetInt64(), reported.GetProperty("inForce").GetInt64()) == (state, revision, inForce),
        seconds: Settled);

    private RunningProcess Agent() => RunningProcess.StartProgram(Programs.Agent, "run", "--config", File);
}
