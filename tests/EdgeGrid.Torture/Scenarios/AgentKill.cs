using EdgeGrid.Torture.Rig;

namespace EdgeGrid.Torture.Scenarios;

/// <summary>The gateway's process dies at any moment: at start, in a write, between a write and a send, before an acknowledgement.</summary>
internal static class AgentKill
{
    public static Scenario Scenario { get; } = new("agent-kill", "kill -9 of the agent at random moments, under load.", Cycles: 500, RunAsync);

    private static async Task<Account> RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        await using var site = new Site(trial);
        await site.Hub.StartAndWaitAsync();
        var started = TimeProvider.System.GetTimestamp();
        await site.Gateway.Agent.StartAndWaitAsync();

        // On a busy machine all would be killed before they had begun to do anything.
        var slowness = Math.Max(1, TimeProvider.System.GetElapsedTime(started).TotalSeconds);
        await site.Gateway.Agent.KillAsync();
        foreach (var _ in trial.EachCycle())
        {
            if (trial.Cycle % 2 == 0)
            {
                site.Gateway.Agent.Start();
            }
            else
            {
                // Every second one is killed at work, however long its start takes.
                await site.Gateway.Agent.StartAndWaitAsync();
            }

            await Task.Delay(trial.Within(0.1, 2.5) * slowness, TimeProvider.System, cancellationToken);
            await site.Gateway.Agent.KillAsync();
            trial.Progress($"{site.AcceptedSoFar} accepted");
        }

        return await site.SettleAsync();
    }
}
