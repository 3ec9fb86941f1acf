using System.Net;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace EdgeGrid.Hub.Console.Client;

/// <summary>
/// The hub's API as one visitor sees it: everything that the page shows and does goes through here, so that permissions, the
/// audit trail and the language are decided where they are for any other program.
/// </summary>
internal sealed class HubClient : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly HttpClient _http;

    /// <param name="hub">Where the API is.</param>
    /// <param name="visitor">In whose name it is asked.</param>
    public HubClient(Uri hub, Credentials visitor)
    {
        // Keeps the sign-in that the hub renews while it is used: a page that stays open for days stays signed in.
        var cookies = new CookieContainer();
        foreach (var cookie in visitor.SignInCookies)
        {
            cookies.Add(hub, cookie);
        }

        _http = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies, UseProxy = false, AllowAutoRedirect = false })
        {
            BaseAddress = new Uri(hub, "/api/v1/"),
            Timeout = TimeSpan.FromSeconds(30),
        };
        _http.DefaultRequestHeaders.Accept.ParseAdd("application/json");
        _http.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Language", visitor.AcceptLanguage);
        _http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", visitor.Authorization);
    }

    /// <summary>Reads something.</summary>
    /// <exception cref="HttpRequestException">The hub refuses or does not answer; the message says why, for people.</exception>
    public async Task<T> GetAsync<T>(string address, CancellationToken cancellationToken)
        where T : class
    {
        using var answer = await SendAsync(() => new HttpRequestMessage(HttpMethod.Get, address), HttpCompletionOption.ResponseContentRead, cancellationToken);
        return await answer.Content.ReadFromJsonAsync<T>(Json, cancellationToken) ?? throw new HttpRequestException($"The hub answered {address} with nothing.");
    }

    /// <summary>Reads something that may not be there: null then.</summary>
    /// <exception cref="HttpRequestException">The hub refuses or does not answer; the message says why, for people.</exception>
    public async Task<T?> FindAsync<T>(string address, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await GetAsync<T>(address, cancellationToken);
        }
        catch (HttpRequestException refused) when (refused.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>Changes something, once: it is asked again under the same key when nobody knows whether it was done.</summary>
    /// <param name="address">Of what.</param>
    /// <param name="body">Sent as JSON.</param>
    /// <param name="expected">The version that was read, for If-Match; null where none is needed.</param>
    /// <param name="cancellationToken">Waits no longer for the answer.</param>
    /// <exception cref="HttpRequestException">The hub refuses or does not answer; the message says why, for people.</exception>
    public async Task PostAsync<T>(string address, T body, long? expected, CancellationToken cancellationToken)
    {
        var key = Guid.NewGuid().ToString();
        try
        {
            using var answer = await SendAsync(Request, HttpCompletionOption.ResponseContentRead, cancellationToken);
        }
        catch (HttpRequestException lost) when (lost.StatusCode is null)
        {
            using var answer = await SendAsync(Request, HttpCompletionOption.ResponseContentRead, cancellationToken);
        }

        HttpRequestMessage Request()
        {
            var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = JsonContent.Create(body, options: Json) };
            request.Headers.Add("Idempotency-Key", key);
            if (expected is { } version)
            {
                request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{version}\""));
            }

            return request;
        }
    }

    /// <summary>Listens to a stream; returns once everything from then on is told.</summary>
    /// <param name="address">Of the stream.</param>
    /// <param name="lastId">Of the last event that was heard before: those since then come first. Null for from now on.</param>
    /// <param name="cancellationToken">Stops listening.</param>
    /// <exception cref="HttpRequestException">The hub refuses or does not answer; the message says why, for people.</exception>
    public async Task<IAsyncEnumerable<SseItem<string>>> ListenAsync(string address, string? lastId, CancellationToken cancellationToken)
    {
        var answer = await SendAsync(
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Get, address);
                request.Headers.Accept.ParseAdd("text/event-stream");
                request.Headers.TryAddWithoutValidation("Last-Event-ID", lastId);
                return request;
            },
            HttpCompletionOption.ResponseHeadersRead,
            cancellationToken);
        return EventsAsync(answer, cancellationToken);
    }

    /// <summary>What an event tells.</summary>
    public static T Read<T>(SseItem<string> told) => JsonSerializer.Deserialize<T>(told.Data, Json) ?? throw new JsonException($"A {told.EventType} that tells nothing.");

    /// <summary>An enum's value as it stands in addresses.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => JsonSerializer.Serialize(value, Json).Trim('"');

    public void Dispose() => _http.Dispose();

    private static async IAsyncEnumerable<SseItem<string>> EventsAsync(HttpResponseMessage answer, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using (answer)
        {
            await foreach (var told in SseParser.Create(await answer.Content.ReadAsStreamAsync(cancellationToken)).EnumerateAsync(cancellationToken))
            {
                yield return told;
            }
        }
    }

    private async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> request, HttpCompletionOption completion, CancellationToken cancellationToken)
    {
        using var asked = request();
        HttpResponseMessage answer;
        try
        {
            answer = await _http.SendAsync(asked, completion, cancellationToken);
        }
        catch (Exception lost) when (lost is HttpRequestException || (lost is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new HttpRequestException(asked.Method == HttpMethod.Get ? "The hub did not answer." : "The hub did not answer: nobody knows whether it was done.", lost);
        }

        if (answer.IsSuccessStatusCode)
        {
            return answer;
        }

        using (answer)
        {
            throw new HttpRequestException(await WordsOfAsync(answer, cancellationToken), inner: null, answer.StatusCode);
        }
    }

    /// <summary>Problem details (RFC 9457) in one line.</summary>
    private static async Task<string> WordsOfAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        try
        {
            var problem = JsonSerializer.Deserialize<Problem>(await answer.Content.ReadAsStringAsync(cancellationToken), Json);
            return problem is { Title: { } title, Detail: { } detail } ? $"{title}: {detail}" : $"The hub answered {(int)answer.StatusCode}.";
        }
        catch (JsonException)
        {
            return $"The hub answered {(int)answer.StatusCode}.";
        }
    }

    private sealed record Problem(string? Title, string? Detail);
}
