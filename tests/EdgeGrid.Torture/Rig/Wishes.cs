using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using EdgeGrid.Testing;

namespace EdgeGrid.Torture.Rig;

/// <summary>What the hub is asked to want of the first gateway's configuration, through its API, and what it tells.</summary>
internal sealed class Wishes : IDisposable
{
    private readonly Trial _trial;
    private readonly Site _site;
    private readonly HttpClient _http;
    private readonly List<string> _prefixes = [""];
    private readonly HashSet<long> _bad = [];

    public Wishes(Trial trial, Site site)
    {
        (_trial, _site) = (trial, site);
        _http = new HttpClient { BaseAddress = new Uri(site.HubPage, $"api/v1/gateways/{site.Gateway.Name}/configuration/") };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", site.HubToken);
    }

    /// <summary>The newest revision; 0 before the first.</summary>
    public long Newest => _prefixes.Count - 1;

    /// <summary>Those that no gateway may take.</summary>
    public IReadOnlySet<long> Bad => _bad;

    /// <summary>What the names of a revision's devices begin with: each document has its own.</summary>
    public string PrefixOf(long revision) => _prefixes[(int)revision];

    /// <summary>Returns when the hub knows the gateway.</summary>
    public Task MeetAsync() => Eventually.HoldsAsync("the hub knows the gateway", async () => await ReadAsync() is not null, seconds: 60);

    /// <summary>Other devices than ever before.</summary>
    public Task PutAsync()
    {
        var prefix = $"r{Newest + 1}-";
        return SendAsync(HttpMethod.Put, "", $$"""{ "document": { "devices": [ {{_site.Gateway.DevicesCalled(prefix)}} ], "outputs": [] } }""", prefix);
    }

    /// <summary>Something that no gateway takes.</summary>
    public Task PutBadAsync()
    {
        _bad.Add(Newest + 1);
        return SendAsync(HttpMethod.Put, "", """{ "document": { "devices": [ { "name": "x", "kind": "divining-rod" } ], "outputs": [] } }""", "x");
    }

    /// <summary>The content of an earlier revision.</summary>
    public Task RollBackAsync()
    {
        var to = _trial.Between(1, (int)Newest - 1);
        if (_bad.Contains(to))
        {
            _bad.Add(Newest + 1);
        }

        return SendAsync(HttpMethod.Post, "rollback", $$"""{ "revision": {{to}} }""", PrefixOf(to));
    }

    /// <summary>What the gateway said last, by the hub; null while the hub knows of none.</summary>
    public async Task<Reported?> ReadAsync()
    {
        using var answer = await _http.GetAsync("");
        if (!answer.IsSuccessStatusCode || (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("reported") is not { ValueKind: JsonValueKind.Object } said)
        {
            return null;
        }

        return new Reported(said.GetProperty("revision").GetInt64(), said.GetProperty("state").GetString()!, said.GetProperty("inForce").GetInt64(), said.GetProperty("hash").GetString()!);
    }

    /// <summary>The devices that the gateway told of last, by the hub, and the hash of the configuration that it told them with.</summary>
    public (string Hash, IReadOnlyList<string> Devices) Status()
    {
        var text = _site.HubFile.Query("SELECT Status FROM gateways WHERE Gateway = $gateway", row => row.GetString(0), ("$gateway", _site.Gateway.Name))[0];
        using var status = JsonDocument.Parse(text);
        return (
            status.RootElement.GetProperty("configHash").GetString()!,
            [.. status.RootElement.GetProperty("devices").EnumerateArray().Select(device => device.GetProperty("name").GetString()!)]);
    }

    public void Dispose() => _http.Dispose();

    private async Task SendAsync(HttpMethod method, string path, string body, string prefix)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{Newest}\""));
        using var answer = await _http.SendAsync(request);
        if (!answer.IsSuccessStatusCode)
        {
            throw new TortureException($"The hub did not take revision {Newest + 1}: {await answer.Content.ReadAsStringAsync()}");
        }

        _prefixes.Add(prefix);
        _trial.Count("revisions sent");
        _trial.Note($"revision {Newest}: {method} {path}, devices {prefix}");
    }
}

/// <summary>What a gateway reported.</summary>
/// <param name="Revision">The newest that it has heard of.</param>
/// <param name="State">What became of it.</param>
/// <param name="InForce">The one that runs; 0 for the technician's file.</param>
/// <param name="Hash">Of what runs.</param>
internal sealed record Reported(long Revision, string State, long InForce, string Hash);
