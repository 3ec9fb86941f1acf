using EdgeGrid.Testing;

namespace EdgeGrid.Torture.Rig;

/// <summary>A program that is started, killed and started again. An end that nobody asked for is a crash.</summary>
/// <param name="name">For people.</param>
/// <param name="start">Starts it.</param>
/// <param name="ready">What it says when it works.</param>
internal sealed class MortalProgram(string name, Func<RunningProcess> start, string ready) : IAsyncDisposable
{
    private readonly List<string> _crashes = [];
    private RunningProcess? _running;

    /// <summary>Ends that nobody asked for, with the last that was said.</summary>
    public IReadOnlyList<string> Crashes => _crashes;

    /// <summary>Sees everything that one life of it said, after the end of that life.</summary>
    public Action<IEnumerable<string>>? OnEnd { get; init; }

    public void Start() => _running = start();

    public async Task StartAndWaitAsync()
    {
        Start();
        await _running!.SaysAsync(ready, seconds: 60);
    }

    /// <summary>kill -9, and returns when the kernel has taken it away.</summary>
    public async Task KillAsync()
    {
        if (_running is not { } running)
        {
            return;
        }

        if (running.HasExited)
        {
            _crashes.Add($"{name} ended by itself: {string.Join(" | ", running.Lines.TakeLast(5))}");
        }

        await running.DisposeAsync();
        OnEnd?.Invoke(running.Lines);
        _running = null;
    }

    public async ValueTask DisposeAsync() => await KillAsync();
}
