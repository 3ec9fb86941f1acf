using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace EdgeGrid.Hub.Api;

/// <summary>
/// Alerts as server-sent events (WHATWG HTML, section 9.2). The live feed only rings: what is sent is read from the
/// store after the last id that was sent, so a slow or returning reader (Last-Event-ID) gets every transition once.
/// </summary>
internal static class AlertStream
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    public static async Task WriteAsync(HttpContext context, HubQueries queries, LiveFeed live, TimeProvider time, IOptions<JsonOptions> json, IHostApplicationLifetime hub)
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

        // Rings from before the store is read, or an alert between the two would wait for the next one.
        using var bell = live.Subscribe(capacity: 1, only: change => change is AlertChanged);
        try
        {
            // An id from beyond the last is another store's: to wait for it would be to tell nothing for a long time.
            var last = await queries.LastAlertAsync(gone);
            if (long.TryParse(context.Request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out var known))
            {
                last = Math.Min(known, last);
            }

            await response.WriteAsync(": alerts of EdgeGrid\n\n", reader);
            await response.Body.FlushAsync(reader);
            while (!gone.IsCancellationRequested)
            {
                last = await WriteNewAsync(response, queries, last, json.Value.SerializerOptions, gone, reader);
                if (!await RangAsync(bell, time, gone))
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
    private static async Task<long> WriteNewAsync(HttpResponse response, HubQueries queries, long last, JsonSerializerOptions json, CancellationToken gone, CancellationToken reader)
    {
        while (true)
        {
            var alerts = await queries.AlertsAfterAsync(last, HubQueries.MaxLimit, gone);
            foreach (var alert in alerts)
            {
                var data = JsonSerializer.Serialize(alert.Alert, json);
                await response.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"id: {alert.StreamId}\nevent: alert\ndata: {data}\n\n"), Encoding.UTF8, reader);
                last = alert.StreamId;
            }

            await response.Body.FlushAsync(reader);
            if (alerts.Count < HubQueries.MaxLimit)
            {
                return last;
            }
        }
    }

    /// <summary>True when an alert was committed; false when it is time for a sign of life.</summary>
    private static async Task<bool> RangAsync(LiveSubscription bell, TimeProvider time, CancellationToken cancellationToken)
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
