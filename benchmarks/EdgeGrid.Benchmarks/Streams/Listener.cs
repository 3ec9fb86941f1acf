using System.Collections.Concurrent;
using EdgeGrid.Benchmarks.Rig;

namespace EdgeGrid.Benchmarks.Streams;

/// <summary>An operator's event stream: hears of each alert, and when.</summary>
internal sealed class Listener : IAsyncDisposable
{
    private const string AlertId = "\"alertId\":\"";
    private const int IdLength = 32;

    private readonly StreamReader _stream;
    private readonly ConcurrentDictionary<string, long> _sent;
    private readonly List<double> _milliseconds = [];
    private readonly Task _hearing;

    private Listener(Stream stream, ConcurrentDictionary<string, long> sent)
    {
        (_stream, _sent) = (new StreamReader(stream), sent);
        _hearing = Task.Run(HearAsync);
    }

    /// <summary>Of each alert whose sending is known: from there to its being heard here.</summary>
    public double[] Milliseconds
    {
        get
        {
            lock (_milliseconds)
            {
                return [.. _milliseconds];
            }
        }
    }

    /// <param name="hub">There.</param>
    /// <param name="path">Of the stream, after <c>/api/v1/</c>.</param>
    /// <param name="sent">When each alert was sent (timestamp), by its id.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<Listener> StartAsync(HubProgram hub, string path, ConcurrentDictionary<string, long> sent, CancellationToken cancellationToken)
    {
        var stream = await hub.StreamAsync(path, cancellationToken);
        var listener = new Listener(stream, sent);
        return listener;
    }

    public async ValueTask DisposeAsync()
    {
        _stream.Dispose();
        await _hearing;
    }

    private async Task HearAsync()
    {
        try
        {
            while (await _stream.ReadLineAsync() is { } line)
            {
                var now = TimeProvider.System.GetTimestamp();
                if (line.IndexOf(AlertId, StringComparison.Ordinal) is >= 0 and var place
                    && _sent.TryGetValue(line.Substring(place + AlertId.Length, IdLength), out var sent))
                {
                    lock (_milliseconds)
                    {
                        _milliseconds.Add(TimeProvider.System.GetElapsedTime(sent, now).TotalMilliseconds);
                    }
                }
            }
        }
        catch (Exception ended) when (ended is IOException or ObjectDisposedException or HttpRequestException or OperationCanceledException)
        {
            // Nobody listens any more.
            return;
        }
    }
}
