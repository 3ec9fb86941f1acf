using System.Text.Json;
using EdgeGrid.Benchmarks.Rig;

namespace EdgeGrid.Benchmarks.Backlog;

/// <summary>
/// Hears of each alert that the hub has committed with its case, over the hub's own stream: the moment of hearing is no
/// earlier than the disk's. Both ends read one clock, for they run on one machine.
/// </summary>
internal sealed class CaseWatch : IAsyncDisposable
{
    private readonly List<double> _milliseconds = [];
    private readonly StreamReader _stream;
    private readonly Task _hearing;

    private CaseWatch(Stream stream)
    {
        _stream = new StreamReader(stream);
        _hearing = Task.Run(HearAsync);
    }

    /// <summary>So many have come.</summary>
    public int Count
    {
        get
        {
            lock (_milliseconds)
            {
                return _milliseconds.Count;
            }
        }
    }

    /// <summary>From the decision to the committed case.</summary>
    public IReadOnlyList<double> Milliseconds
    {
        get
        {
            lock (_milliseconds)
            {
                return [.. _milliseconds];
            }
        }
    }

    public static async Task<CaseWatch> StartAsync(HubProgram hub, CancellationToken cancellationToken) =>
        new(await hub.AlertsAsync(cancellationToken));

    public async ValueTask DisposeAsync()
    {
        _stream.Dispose();
        await _hearing;
    }

    private async Task HearAsync()
    {
        const string data = "data: ";
        try
        {
            while (await _stream.ReadLineAsync() is { } line)
            {
                var now = TimeProvider.System.GetUtcNow();
                if (line.StartsWith(data, StringComparison.Ordinal))
                {
                    using var alert = JsonDocument.Parse(line[data.Length..]);
                    lock (_milliseconds)
                    {
                        _milliseconds.Add((now - alert.RootElement.GetProperty("sampledAt").GetDateTimeOffset()).TotalMilliseconds);
                    }
                }
            }
        }
        catch (Exception ended) when (ended is IOException or ObjectDisposedException or HttpRequestException)
        {
            // The hub was killed, or nobody listens any more.
            return;
        }
    }
}
