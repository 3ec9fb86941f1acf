using Microsoft.Extensions.Hosting;

namespace EdgeGrid.Agent.Configuration.Revisions;

/// <summary>How long a new configuration has to show that it stands.</summary>
internal sealed record RevisionPace
{
    /// <summary>A driver that brings the agent down does it sooner than this.</summary>
    public TimeSpan StandsAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The hub has to be reached by then, where the configuration before reached it.</summary>
    public TimeSpan HubWithin { get; init; } = TimeSpan.FromMinutes(5);
}

/// <summary>
/// Watches a new configuration in its first minutes: it stands when the agent has lived with it for a while and has
/// reached the hub. When it does not reach the hub that the one before did, the agent goes back by itself.
/// </summary>
internal sealed class RevisionTrial(RevisionDesk desk, RevisionPace pace, AgentRestart restart, TimeProvider time) : BackgroundService
{
    private readonly TaskCompletionSource _hubReached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the trial, if there was one, is over.</summary>
    public Task Settled => _settled.Task;

    /// <summary>The hub is there.</summary>
    public void ReachHub()
    {
        _hubReached.TrySetResult();
        desk.ReachHub();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (desk.State.Trial is not null)
        {
            await WatchAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _settled.TrySetResult();
    }

    private async Task WatchAsync(CancellationToken stopping)
    {
        var reached = _hubReached.Task.WaitAsync(pace.HubWithin, time, stopping);
        await Task.Delay(pace.StandsAfter, time, stopping);
        await reached.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopping.ThrowIfCancellationRequested();
        if (reached.IsCompletedSuccessfully || !desk.State.GoodReachedHub)
        {
            desk.Stand(reached.IsCompletedSuccessfully);
        }
        else if (desk.RollBack($"The hub was not reached within {pace.HubWithin.TotalMinutes:0.#} min; the configuration before had reached it."))
        {
            restart.Ask();
        }
    }
}
