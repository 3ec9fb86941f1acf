using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using EdgeGrid.Testing;

namespace EdgeGrid.Conformance.Broker;

/// <summary>What an administrator does with the gateway <c>gw-1</c> through the hub's API.</summary>
internal static class GatewayApi
{
    private const string Configuration = "api/v1/gateways/gw-1/configuration";
    private const string Commands = "api/v1/gateways/gw-1/commands";

    /// <summary>Wants other devices.</summary>
    /// <param name="http">The administrator's.</param>
    /// <param name="expected">The revision that is known.</param>
    /// <param name="devices">Of the document.</param>
    public static async Task PutAsync(HttpClient http, long expected, string devices)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, Configuration)
        {
            Content = Json($$"""{ "document": { "devices": [ {{devices}} ], "outputs": [ {{ServiceAgent.Outputs}} ] } }"""),
        };
        request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{expected}\""));
        using var answer = await http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Returns when the gateway has reported so.</summary>
    public static Task StandsAsync(HttpClient http, string state, long revision, long inForce) => Eventually.HoldsAsync(
        $"revision {revision} is {state}",
        async () => await ReportedAsync(http) is { ValueKind: JsonValueKind.Object } reported
            && (reported.GetProperty("state").GetString(), reported.GetProperty("revision").GetInt64(), reported.GetProperty("inForce").GetInt64()) == (state, revision, inForce),
        seconds: 30);

    /// <summary>What the gateway said last; nothing while it is unknown.</summary>
    public static async Task<JsonElement> ReportedAsync(HttpClient http)
    {
        using var answer = await http.GetAsync(Configuration);
        return answer.IsSuccessStatusCode ? (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("reported") : default;
    }

    /// <summary>Gives a command.</summary>
    /// <returns>The state that its answer put it in.</returns>
    public static async Task<string> AskAsync(HttpClient http, string command) => await AnswerAsync(http, await GiveAsync(http, command));

    /// <summary>Gives a command.</summary>
    /// <returns>Its id.</returns>
    public static async Task<string> GiveAsync(HttpClient http, string command)
    {
        using var answer = await http.PostAsync(Commands, Json(command));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    /// <summary>Returns when a command is answered.</summary>
    /// <returns>The state that its answer put it in.</returns>
    public static async Task<string> AnswerAsync(HttpClient http, string id)
    {
        var state = "sent";
        await Eventually.HoldsAsync(
            "the command is answered",
            async () => (state = (await http.GetFromJsonAsync<JsonElement>($"{Commands}/{id}")).GetProperty("state").GetString()!) != "sent",
            seconds: 30);
        return state;
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}
