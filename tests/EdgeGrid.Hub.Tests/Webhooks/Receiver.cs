using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EdgeGrid.Hub.Tests.Webhooks;

/// <summary>Somebody's system that is told of cases: remembers what it was sent, and answers as a test wants.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<Received> _all = new();
    private readonly WebApplication _app;

    private Receiver(WebApplication app) => _app = app;

    /// <summary>What to answer to the n-th request, counting from 1.</summary>
    public Func<int, int> Answer { get; set; } = _ => StatusCodes.Status204NoContent;

    public string Url => _app.Urls.First() + "/hook";

    public IReadOnlyList<Received> All => [.. _all];

    public static async Task<Receiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var receiver = new Receiver(builder.Build());
        receiver._app.Run(receiver.TakeAsync);
        await receiver._app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var headers = context.Request.Headers;
        _all.Enqueue(new Received(context.Request.Path, headers["webhook-id"].ToString(), headers["webhook-timestamp"].ToString(), headers["webhook-signature"].ToString(), body.ToArray()));
        context.Response.StatusCode = Answer(_all.Count);
        if (context.Response.StatusCode is >= 300 and < 400)
        {
            context.Response.Headers.Location = "/elsewhere";
        }
    }
}

/// <summary>A request that came.</summary>
internal sealed record Received(string Path, string Id, string Timestamp, string Signature, byte[] Body)
{
    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Body);

    public string Event => Json.GetProperty("event").GetString()!;

    public string CaseId => Json.GetProperty("caseId").GetString()!;
}
