using EdgeGrid.Torture.Rig;

namespace EdgeGrid.Torture.Scenarios;

/// <summary>
/// While the gateway stands still with a backlog, a file of its outbox or its ledger is damaged. It must start, go on,
/// and have named in the ledger whatever the hub never gets.
/// </summary>
internal static class Corrupt
{
    public static Scenario Scenario { get; } = new("corrupt", "Random damage to the outbox's files while the agent is stopped.", Cycles: 1000, RunAsync);

    private static async Task<Account> RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        var plan = new SitePlan { MayLose = true };
        await using var cable = new FaultyCable(plan.BrokerPort, trial.Dice());
        await using var site = new Site(trial, plan with { GatewayPort = cable.Port });
        await site.StartAsync();
        var gateway = site.Gateway;
        foreach (var _ in trial.EachCycle())
        {
            // So that there is something to lose.
            cable.Cut();
            await gateway.AcceptsAsync(trial.Between(1, 40));
            await EndAsync(gateway, trial);
            var damage = gateway.Suffer();
            trial.Note(damage);

            var away = trial.Chance(0.5);
            if (!away)
            {
                cable.Mend();
            }

            await gateway.Agent.StartAndWaitAsync();
            if (away)
            {
                await gateway.AcceptsAsync(trial.Between(1, 10));
                cable.Mend();
            }

            await gateway.DeliversAsync(site.HubFile);
            trial.Progress($"{site.AcceptedSoFar} accepted; {damage}");
        }

        return await site.SettleAsync();
    }

    private static async Task EndAsync(Gateway gateway, Trial trial)
    {
        if (trial.Chance(0.5))
        {
            await gateway.Agent.StopAsync();
        }
        else
        {
            await gateway.Agent.KillAsync();
        }
    }
}
