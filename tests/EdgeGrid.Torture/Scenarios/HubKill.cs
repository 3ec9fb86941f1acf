using EdgeGrid.Torture.Rig;

namespace EdgeGrid.Torture.Scenarios;

/// <summary>The hub's process, and its broker with it, dies at any moment: at start, in ingest, in a commit, before an acknowledgement.</summary>
internal static class HubKill
{
    public static Scenario Scenario { get; } = new("hub-kill", "kill -9 of the hub during ingest, commit and acknowledgement.", Cycles: 300, RunAsync);

    private static async Task<Account> RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        await using var site = new Site(trial);
        await site.StartAsync();
        foreach (var cycle in trial.EachCycle())
        {
            await Task.Delay(trial.Within(0.1, 3), TimeProvider.System, cancellationToken);
            await site.Hub.KillAsync();
            if (cycle % 4 == 0)
            {
                // Some deaths before it has started.
                site.Hub.Start();
            }
            else
            {
                await site.Hub.StartAndWaitAsync();
            }

            trial.Progress($"{site.AcceptedSoFar} accepted");
        }

        await site.Hub.KillAsync();
        await site.Hub.StartAndWaitAsync();
        return await site.SettleAsync();
    }
}
