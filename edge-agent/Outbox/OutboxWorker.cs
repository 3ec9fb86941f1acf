using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace EdgeGrid.Agent.Outbox;

/// <summary>
/// Does an outbox's own work, one round at a time on a thread of the pool: at every tick, and whenever it is woken. A
/// round that fails is told and, after a pause, done again: the work that it left is still there.
/// </summary>
internal sealed class OutboxWorker : IAsyncDisposable
{
    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(5);

    private readonly Action _round;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Channel<bool> _work =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource _stopping = new();
    private readonly ITimer _timer;
    private readonly Task _worker;

    /// <summary>Starts at once.</summary>
    /// <param name="every">The time between two ticks.</param>
    /// <param name="tick">What is done at a tick before the round is asked for, on the timer's thread.</param>
    /// <param name="round">The work; never done twice at a time.</param>
    /// <param name="time">Gives the ticks and the pauses.</param>
    /// <param name="log">Is told of a round that failed.</param>
    public OutboxWorker(TimeSpan every, Action tick, Action round, TimeProvider time, ILogger log)
    {
        _round = round;
        _time = time;
        _log = log;
        _timer = time.CreateTimer(
            _ =>
            {
                tick();
                Wake();
            },
            null,
            every,
            every);
        _worker = Task.Run(WorkAsync);
    }

    /// <summary>Asks for a round now.</summary>
    public void Wake() => _work.Writer.TryWrite(true);

    /// <summary>Ends after the round that is being done.</summary>
    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        await _stopping.CancelAsync();
        await _worker;
        _stopping.Dispose();
    }

    private async Task WorkAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await _work.Reader.ReadAsync(_stopping.Token);
                _round();
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                _log.CommitFailed(PauseAfterFault, exception);
                await Task.Delay(PauseAfterFault, _time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
