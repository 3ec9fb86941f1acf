using EdgeGrid.Testing;

namespace EdgeGrid.Torture.Rig;

/// <summary>A program that is started, killed and started again. An end that nobody asked for is a fault of the trial.</summary>
/// <param name="name">For people.</param>
/// <param name="start">Starts it.</param>
/// <param name="ready">What it says when it works.</param>
/// <param name="trial">Hears of its faults.</param>
internal sealed class MortalProgram(string name, Func<RunningProcess> start, string ready, Trial trial) : IAsyncDisposable
{
    /// <summary>A service that dies so often in a row while it starts is in a crash loop.</summary>
    private const int MostStarts = 5;

    private const int LongestLine = 240;

    /// <summary>What the runtime ends with when nobody listens to SIGTERM yet: the program was just starting.</summary>
    private const int DiedOfTheSignal = 128 + 15;

    private RunningProcess? _running;

    /// <summary>Sees everything that one life of it said, after the end of that life.</summary>
    public Action<IEnumerable<string>>? OnEnd { get; init; }

    /// <summary>The kernel's number of its newest life.</summary>
    public int Id { get; private set; }

    /// <summary>What its present life has said.</summary>
    public IEnumerable<string> Lines => _running?.Lines ?? [];

    public bool IsRunning => _running is { HasExited: false };

    public void Start()
    {
        _running = start();
        Id = _running.Id;
    }

    /// <summary>Starts it, as often as a service manager would, and returns when it works.</summary>
    /// <exception cref="TortureException">It does not stay up.</exception>
    public async Task StartAndWaitAsync()
    {
        for (var starts = 1; ; starts++)
        {
            Start();
            try
            {
                await Eventually.HoldsAsync($"{name} says '{ready}'", () => !IsRunning || Says(ready), seconds: 60);
            }
            catch (TimeoutException hung)
            {
                throw new TortureException($"{hung.Message} Its last words: {LastWords}");
            }

            if (IsRunning)
            {
                return;
            }

            await KillAsync();
            if (starts == MostStarts)
            {
                throw new TortureException($"{name} is in a crash loop.");
            }
        }
    }

    /// <summary>kill -9, and returns when the kernel has taken it away.</summary>
    public async Task KillAsync()
    {
        if (_running is { HasExited: false } running)
        {
            running.Kill();
        }
        else if (_running is not null)
        {
            await NoteCrashAsync(_running);
        }

        await EndAsync();
    }

    /// <summary>Asks it to stop as a service manager does, and returns when it has.</summary>
    public async Task StopAsync()
    {
        if (_running is not { HasExited: false } running)
        {
            await KillAsync();
            return;
        }

        await using (var kill = RunningProcess.Start("kill", "-TERM", $"{running.Id}"))
        {
            await kill.ExitsAsync();
        }

        try
        {
            if (await running.ExitsAsync() is not (0 or DiedOfTheSignal) and var code)
            {
                trial.Fault($"{name} was asked to stop and ended with {code}: {WordsOf(running)}");
            }
        }
        catch (TimeoutException)
        {
            trial.Fault($"{name} did not stop when it was asked to: {WordsOf(running)}");
        }

        await EndAsync();
    }

    /// <summary>What its present life said last, for people.</summary>
    public string LastWords => _running is { } running ? WordsOf(running) : "none";

    /// <summary>Whether its present life has said so.</summary>
    public bool Says(string text) => Lines.Any(line => line.Contains(text, StringComparison.Ordinal));

    public async ValueTask DisposeAsync() => await KillAsync();

    private async Task NoteCrashAsync(RunningProcess running) =>
        trial.Fault($"{name} ended by itself with {await running.ExitsAsync()}: {WordsOf(running)}");

    private async Task EndAsync()
    {
        if (_running is not { } running)
        {
            return;
        }

        _running = null;
        if (running.HasExited)
        {
            // Returns when its last line has been read, too.
            await running.ExitsAsync();
        }

        await running.DisposeAsync();
        trial.Log(name, running.Lines);
        OnEnd?.Invoke(running.Lines);
    }

    // An exception's stack stands in the log.
    private static string WordsOf(RunningProcess running) =>
        string.Join(" | ", running.Lines.TakeLast(5).Select(line => line[..Math.Min(line.Length, LongestLine)]));
}
