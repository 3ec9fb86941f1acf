using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeGrid.Hub.Tests.Console.Client;

/// <summary>Takes the first request and hangs up before it answers; the next it answers.</summary>
internal sealed class DeafServer : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _keys = new();
    private readonly WebApplication _app;

    public DeafServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Run(context =>
        {
            _keys.Enqueue(context.Request.Headers["Idempotency-Key"].ToString());
            if (_keys.Count == 1)
            {
                context.Abort();
            }

            return Task.CompletedTask;
        });
        ((IHost)_app).Start();
    }

    public Uri Address => new(_app.Urls.First());

    public IReadOnlyList<string> Keys => [.. _keys];

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
