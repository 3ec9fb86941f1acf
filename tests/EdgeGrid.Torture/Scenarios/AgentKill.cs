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
        foreach (var _ in trial.EachCycle())
        {
            site.Gateway.Agent.Start();
            await Task.Delay(trial.Within(0.1, 2.5), TimeProvider.System, cancellationToken);
            await site.Gateway.Agent.KillAsync();
            trial.Progress($"{site.AcceptedSoFar} accepted");
        }

        return await site.SettleAsync();
    }
}
