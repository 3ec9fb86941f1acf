using System.Collections.Concurrent;

namespace EdgeGrid.Benchmarks.Terminals;

/// <summary>Terminals that each tell something once a second, spread over the second, and how long each waited for its answer.</summary>
internal sealed class TerminalLoad : IDisposable
{
    private const int ConnectingAtOnce = 50;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _connecting = new(ConnectingAtOnce);
    private ConcurrentQueue<double>? _milliseconds;

    /// <summary>From now on answers are timed.</summary>
    public void Begin() => Volatile.Write(ref _milliseconds, new());

    /// <summary>How long the answers since then took, sorted.</summary>
    public double[] End() => [.. Interlocked.Exchange(ref _milliseconds, null)!.Order()];

    /// <summary>Until it is cancelled.</summary>
    /// <param name="senders">Connect, and give what tells something and returns with the answer.</param>
    /// <param name="cancellationToken">Ends all of them.</param>
    public Task RunAsync(IEnumerable<Func<CancellationToken, Task<Func<CancellationToken, Task>>>> senders, CancellationToken cancellationToken)
    {
        var list = senders.ToList();
        return Task.WhenAll(list.Select((sender, i) => RunAsync(sender, Every * i / list.Count, cancellationToken)));
    }

    public void Dispose() => _connecting.Dispose();

    private async Task RunAsync(Func<CancellationToken, Task<Func<CancellationToken, Task>>> connect, TimeSpan offset, CancellationToken cancellationToken)
    {
        try
        {
            await _connecting.WaitAsync(cancellationToken);
            Func<CancellationToken, Task> send;
            try
            {
                send = await connect(cancellationToken);
            }
            finally
            {
                _connecting.Release();
            }

            await Task.Delay(offset, TimeProvider.System, cancellationToken);
            using var timer = new PeriodicTimer(Every, TimeProvider.System);
            do
            {
                var started = TimeProvider.System.GetTimestamp();
                await send(cancellationToken);
                Volatile.Read(ref _milliseconds)?.Enqueue(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
            }
            while (await timer.WaitForNextTickAsync(cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The end of the measurement.
            return;
        }
    }
}
