using System.Buffers;
using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace EdgeGrid.Hub.Api;

/// <summary>
/// Server-sent events (WHATWG HTML, section 9.2). The live feed only rings: what is sent is read from the store after the
/// last id that was sent, so a slow or returning reader (Last-Event-ID) gets everything once. News have no ids: a reader gets
/// those of its own time.
/// </summary>
internal sealed class EventStream(LiveFeed live, IOptions<JsonOptions> json, TimeProvider time, IHostApplicationLifetime hub)
{
    public const string LastEventHeader = "Last-Event-ID";

    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>Tells whoever asked, until they leave or the hub ends.</summary>
    /// <param name="context">Who asked.</param>
    /// <param name="tail">What is told in order; null for a stream of news alone.</param>
    /// <param name="news">What is told beside it: this reader's own.</param>
    public async Task WriteAsync(HttpContext context, StreamTail? tail, StreamNews news)
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
        using var bell = live.Subscribe(capacity: 1, only: change => (tail?.Rings(change) ?? false) | news.Hears(change));
        try
        {
            // An id from beyond the last is another store's: to wait for it would be to tell nothing for a long time.
            var last = tail is null ? 0 : await tail.LastAsync(gone);
            if (long.TryParse(context.Request.Headers[LastEventHeader], NumberStyles.None, CultureInfo.InvariantCulture, out var known))
            {
                last = Math.Min(known, last);
            }

            await response.WriteAsync($": {tail?.Name ?? "gateway"}s of EdgeGrid\n\n", reader);
            await response.Body.FlushAsync(reader);
            while (!gone.IsCancellationRequested)
            {
                last = tail is null ? last : await WriteNewAsync(response, tail, last, gone, reader);
                if (news.Take(json.Value.SerializerOptions) is { Length: > 0 } told)
                {
                    response.BodyWriter.Write(told);
                    await response.BodyWriter.FlushAsync(reader);
                }

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

    /// <summary>What there is after the id <paramref name="last"/>; reading it ends with the hub, writing it only with the reader.</summary>
    private static async Task<long> WriteNewAsync(HttpResponse response, StreamTail tail, long last, CancellationToken gone, CancellationToken reader)
    {
        while (await tail.AfterAsync(last, gone) is { Count: > 0 } told)
        {
            foreach (var one in told)
            {
                response.BodyWriter.Write(one.Bytes.Span);
                last = one.Place;
            }

            await response.BodyWriter.FlushAsync(reader);
        }

        return last;
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
