using EdgeGrid.Torture.Rig;

namespace EdgeGrid.Torture.Scenarios;

/// <summary>What lies between a gateway and its broker fails in each way that a network does, and is whole again.</summary>
internal static class Cable
{
    public static Scenario Scenario { get; } = new("cable", "A proxy between: cut, delay, half-open, one-way, slow, reset in mid-packet.", Cycles: 200, RunAsync);

    private static async Task<Account> RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        var plan = new SitePlan();
        await using var cable = new FaultyCable(plan.BrokerPort, trial.Dice());
        await using var site = new Site(trial, plan with { GatewayPort = cable.Port });
        await site.StartAsync();
        var (faults, slowest) = (new Queue<CableFaultKind>(), TimeSpan.Zero);
        foreach (var _ in trial.EachCycle())
        {
            if (faults.Count == 0)
            {
                // Each kind once before any comes again.
                faults = new Queue<CableFaultKind>(trial.Shuffle(Enum.GetValues<CableFaultKind>()));
            }

            var fault = CableFault.Throw(faults.Dequeue(), trial);
            await Task.Delay(trial.Within(0.1, 1), TimeProvider.System, cancellationToken);
            trial.Note($"{fault}");
            cable.Fail(fault);
            await Task.Delay(trial.Within(0.2, 4), TimeProvider.System, cancellationToken);
            cable.Mend();
            trial.Note("whole again");
            var back = await site.Gateway.DeliversAsync(site.HubFile);
            slowest = back > slowest ? back : slowest;
            trial.Progress($"{site.AcceptedSoFar} accepted; {fault}: back after {back.TotalSeconds:0.0} s, slowest so far {slowest.TotalSeconds:0.0} s");
        }

        return await site.SettleAsync();
    }
}
