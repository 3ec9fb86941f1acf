using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using EdgeGrid.Hub.Api;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Retry;

namespace EdgeGrid.Hub.Webhooks;

/// <summary>Carries one event to one address: signed, and again and again with growing pauses until it is taken or given up.</summary>
internal sealed class WebhookCourier : IDisposable
{
    private readonly WebhookOptions _options;
    private readonly WebhookSecret _secret;
    private readonly TimeProvider _time;
    private readonly JsonSerializerOptions _json;
    private readonly HttpClient _http;
    private readonly ResiliencePipeline<string?> _again;

    public WebhookCourier(WebhookOptions options, WebhookSecret secret, TimeProvider time, IOptions<JsonOptions> json)
    {
        (_options, _secret, _time, _json) = (options, secret, time, json.Value.SerializerOptions);

        // No redirects: a receiver that moves is given its new address by a person, not by whoever answers at the old one.
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            ConnectCallback = (context, cancellationToken) => OutwardAddress.ConnectAsync(context.DnsEndPoint, options.AllowPrivate, cancellationToken),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _again = new ResiliencePipelineBuilder<string?> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<string?>
            {
                ShouldHandle = new PredicateBuilder<string?>().HandleResult(problem => problem is not null),
                MaxRetryAttempts = Tries - 1,
                Delay = options.FirstPause,
                MaxDelay = options.LongestPause,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
            })
            .Build();
    }

    /// <summary>So often is an event tried before it is given up.</summary>
    public int Tries => Math.Max(2, _options.Tries);

    /// <summary>Tries until it is taken, or as often as it is to be tried.</summary>
    /// <returns>Null when it was taken; otherwise what the last try ended with.</returns>
    public Task<string?> DeliverAsync(WebhookRow to, StreamItem happened, CancellationToken cancellationToken)
    {
        var body = BodyOf(happened);
        return _again.ExecuteAsync(async token => await TryAsync(to, happened.Place, body, token), cancellationToken).AsTask();
    }

    /// <summary>Tries once.</summary>
    public Task<string?> TryAsync(WebhookRow to, StreamItem happened, CancellationToken cancellationToken) =>
        TryAsync(to, happened.Place, BodyOf(happened), cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private byte[] BodyOf(StreamItem happened) => JsonSerializer.SerializeToUtf8Bytes(happened.Data, _json);

    private async Task<string?> TryAsync(WebhookRow to, long place, byte[] body, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(_options.AnswersWithin, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var request = Signed(to, place, body);
        try
        {
            // Whatever the answer says besides its status is not read.
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return answer.IsSuccessStatusCode ? null : $"It answered {(int)answer.StatusCode}.";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"It did not answer within {_options.AnswersWithin.TotalSeconds} s.";
        }
        catch (HttpRequestException e)
        {
            return e.GetBaseException().Message;
        }
    }

    private HttpRequestMessage Signed(WebhookRow to, long place, byte[] body)
    {
        // The same for every try of one event: a receiver that gets it twice can tell.
        var message = string.Create(CultureInfo.InvariantCulture, $"{to.Id}-{place}");
        var seconds = _time.GetUtcNow().ToUnixTimeSeconds();
        var request = new HttpRequestMessage(HttpMethod.Post, to.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.UserAgent.ParseAdd("EdgeGrid");
        request.Headers.Add("webhook-id", message);
        request.Headers.Add("webhook-timestamp", seconds.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", _secret.Sign(to.Id, message, seconds, body));
        return request;
    }
}
