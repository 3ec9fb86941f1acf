using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace EdgeGrid.Hub.Api;

/// <summary>Something that is told in order, each with its place: what a stream of server-sent events is made of.</summary>
/// <param name="Name">Of each event.</param>
/// <param name="Last">The last place there is; 0 before the first.</param>
/// <param name="After">What there is after a place, oldest first, so many at once.</param>
/// <param name="Rings">Which changes say that there may be more.</param>
internal sealed record StreamSource(
    string Name,
    Func<CancellationToken, Task<long>> Last,
    Func<long, int, CancellationToken, Task<IReadOnlyList<StreamItem>>> After,
    Func<LiveChange, bool> Rings);

/// <summary>One of them.</summary>
/// <param name="Place">Its place.</param>
/// <param name="Data">What is told, as JSON.</param>
internal sealed record StreamItem(long Place, object Data);

/// <summary>
/// Server-sent events (WHATWG HTML, section 9.2). The live feed only rings: what is sent is read from the store after the
/// last id that was sent, so a slow or returning reader (Last-Event-ID) gets everything once.
/// </summary>
internal sealed class EventStream(LiveFeed live, TimeProvider time, IOptions<JsonOptions> json, IHostApplicationLifetime hub)
{
    private const int AtOnce = HubQueries.MaxLimit;

    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    public async Task WriteAsync(HttpContext context, StreamSource source)
    {
        // The web server waits for its requests to end before it lets the hub stop, and this one has no end of its own.
        // Only waiting ends with the hub: a write that is cancelled makes the web server reset the connection, and the
        // reader would see a fault where there is an end.
        var reader = context.RequestAborted;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(reader, hub.ApplicationStopping);
        var gone = either.Token;
        var response = context.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();

        // Rings from before the store is read, or an event between the two would wait for the next one.
        using var bell = live.Subscribe(capacity: 1, only: source.Rings);
        try
        {
            // An id from beyond the last is another store's: to wait for it would be to tell nothing for a long time.
            var last = await source.Last(gone);
            if (long.TryParse(context.Request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out var known))
            {
                last = Math.Min(known, last);
            }

            await response.WriteAsync($": {source.Name}s of EdgeGrid\n\n", reader);
            await response.Body.FlushAsync(reader);
            while (!gone.IsCancellationRequested)
            {
                last = await WriteNewAsync(response, source, last, gone, reader);
                if (!await RangAsync(bell, gone))
                {
                    await response.WriteAsync(": still here\n\n", reader);
                    await response.Body.FlushAsync(reader);
                }
            }
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // The reader left, or the hub ends: nothing to do, and nobody to tell.
            return;
        }
    }

    /// <summary>What the store holds after the id <paramref name="last"/>; reading it ends with the hub, writing it only with the reader.</summary>
    private async Task<long> WriteNewAsync(HttpResponse response, StreamSource source, long last, CancellationToken gone, CancellationToken reader)
    {
        while (true)
        {
            var items = await source.After(last, AtOnce, gone);
            foreach (var item in items)
            {
                var data = JsonSerializer.Serialize(item.Data, json.Value.SerializerOptions);
                await response.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"id: {item.Place}\nevent: {source.Name}\ndata: {data}\n\n"), Encoding.UTF8, reader);
                last = item.Place;
            }

            await response.Body.FlushAsync(reader);
            if (items.Count < AtOnce)
            {
                return last;
            }
        }
    }

    /// <summary>True when there may be more; false when it is time for a sign of life.</summary>
    private async Task<bool> RangAsync(LiveSubscription bell, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Heartbeat, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await bell.Changes.ReadAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
