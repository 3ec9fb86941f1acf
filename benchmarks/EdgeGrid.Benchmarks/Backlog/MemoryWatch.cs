using EdgeGrid.Benchmarks.Rig;

namespace EdgeGrid.Benchmarks.Backlog;

/// <summary>Looks at a program's resident memory all the time, and remembers what it saw since it was last asked.</summary>
internal sealed class MemoryWatch : IAsyncDisposable
{
    private readonly List<double> _megabytes = [];
    private readonly CancellationTokenSource _over = new();
    private readonly Task _looking;

    public MemoryWatch(ChildProgram program) => _looking = LookAsync(program);

    /// <summary>What was seen since the last call.</summary>
    public IReadOnlyList<double> Take()
    {
        lock (_megabytes)
        {
            double[] seen = [.. _megabytes];
            _megabytes.Clear();
            return seen;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _looking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _over.Dispose();
    }

    private async Task LookAsync(ChildProgram program)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        while (await timer.WaitForNextTickAsync(_over.Token))
        {
            var megabytes = program.State().ResidentMegabytes;
            lock (_megabytes)
            {
                _megabytes.Add(megabytes);
            }
        }
    }
}
