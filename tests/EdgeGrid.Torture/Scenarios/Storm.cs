using System.Diagnostics;
using EdgeGrid.Torture.Rig;

namespace EdgeGrid.Torture.Scenarios;

/// <summary>Many gateways lose the hub at once, decide and store meanwhile, and come back together with all of it.</summary>
internal static class Storm
{
    public static Scenario Scenario { get; } = new("storm", "Many gateways lose the hub at once and come back with backlog.", Cycles: 10, RunAsync) { Gateways = 12 };

    private static async Task<Account> RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        await using var site = new Site(trial, new SitePlan { Gateways = trial.Gateways, Bustle = Bustle.Modest });
        await site.StartAsync();
        foreach (var _ in trial.EachCycle())
        {
            await Task.WhenAll(site.Gateways.Select(gateway => gateway.DeliversAsync(site.HubFile)));
            trial.Note("the hub dies");
            await site.Hub.KillAsync();
            var before = site.AcceptedSoFar;
            await Task.Delay(trial.Within(2, 10), TimeProvider.System, cancellationToken);
            var backlog = site.AcceptedSoFar - before;

            trial.Note("the hub comes back");
            await site.Hub.StartAndWaitAsync();
            var started = Stopwatch.GetTimestamp();
            await Task.WhenAll(site.Gateways.Select(gateway => gateway.CatchesUpAsync(site.HubFile)));
            trial.Progress($"{site.AcceptedSoFar} accepted by {trial.Gateways} gateways; a backlog of {backlog} at the hub after {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s");
        }

        return await site.SettleAsync();
    }
}
