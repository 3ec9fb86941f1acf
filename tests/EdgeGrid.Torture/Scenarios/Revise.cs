using EdgeGrid.Testing;
using EdgeGrid.Torture.Rig;

namespace EdgeGrid.Torture.Scenarios;

/// <summary>
/// The gateway's process dies at any moment while the hub wants one configuration after the other of it: before it hears of
/// one, while it writes it down, between that and the restart, while it is tried. It must come up with the one that its disk
/// tells, whole, and in the end run the newest.
/// </summary>
internal static class Revise
{
    private const double NewsIn = 0.7;
    private const double ListensIn = 0.8;
    private const double PeaceIn = 0.2;
    private const double SiegeIn = 0.1;

    public static Scenario Scenario { get; } = new("revise", "kill -9 of the agent while configurations of the hub come, are tried and rolled back.", Cycles: 100, RunAsync);

    private static async Task<Account> RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        var plan = new SitePlan { AgentProgram = ["dotnet", RunningProcess.PathOf("tests/EdgeGrid.Torture/EdgeGrid.Torture"), HastyAgent.Name], Bustle = Bustle.Modest };
        await using var site = new Site(trial, plan);
        var agent = site.Gateway.Agent;
        await site.Hub.StartAndWaitAsync();
        using var wishes = new Wishes(trial, site);
        var watch = new RevisionWatch(trial, site.Gateway.DataFolder, wishes);
        site.Gateway.LifeEnded = watch.Hear;
        var started = TimeProvider.System.GetTimestamp();
        await agent.StartAndWaitAsync();
        var slowness = Math.Max(1, TimeProvider.System.GetElapsedTime(started).TotalSeconds);
        await wishes.MeetAsync();
        foreach (var _ in trial.EachCycle())
        {
            if (!agent.IsRunning)
            {
                agent.Start();
            }

            // Most are there to hear of it at once; the rest may die before they have begun to do anything.
            if (trial.Chance(ListensIn))
            {
                await Eventually.HoldsAsync("the agent has reached the hub", () => agent.Says("The hub is there") || !agent.IsRunning, seconds: 60);
            }

            await PutAsync(trial, wishes);
            await Task.Delay(trial.Within(0, 2) * slowness, TimeProvider.System, cancellationToken);
            if (trial.Chance(SiegeIn))
            {
                await BesiegeAsync(trial, site, wishes, watch);
            }

            if (trial.Chance(PeaceIn))
            {
                await watch.AgreesAsync();
            }

            await KillAsync(trial, site, watch);
            trial.Progress($"{wishes.Newest} revisions, {watch.Standing}");
        }

        await agent.StartAndWaitAsync();
        await wishes.PutAsync();
        await watch.AgreesAsync();
        watch.MustRun(wishes.Newest);
        var account = await site.SettleAsync();
        watch.CountUp();
        return account;
    }

    /// <summary>A revision is killed in each start of its trial, until the agent gives it up. The next start runs what stood before.</summary>
    private static async Task BesiegeAsync(Trial trial, Site site, Wishes wishes, RevisionWatch watch)
    {
        var agent = site.Gateway.Agent;
        await wishes.PutAsync();
        await Eventually.HoldsAsync("it is taken", () => agent.Says($"Revision {wishes.Newest} of the hub is taken") || !agent.IsRunning, seconds: 60);
        for (var start = 0; start < RevisionWatch.MostStarts; start++)
        {
            await KillAsync(trial, site, watch);
            agent.Start();
            await Eventually.HoldsAsync("it runs", () => agent.Says("[1500]") || !agent.IsRunning, seconds: 60);
            await Task.Delay(trial.Within(0, 0.8), TimeProvider.System);
        }
    }

    private static async Task KillAsync(Trial trial, Site site, RevisionWatch watch)
    {
        await site.Gateway.Agent.KillAsync();
        trial.Count("kills");
        watch.Look();
    }

    private static async Task PutAsync(Trial trial, Wishes wishes)
    {
        for (var more = trial.Chance(NewsIn) ? trial.Between(1, 2) : 0; more > 0; more--)
        {
            await (trial.Between(1, 10) switch
            {
                1 => wishes.PutBadAsync(),
                2 when wishes.Newest > 1 => wishes.RollBackAsync(),
                _ => wishes.PutAsync(),
            });
        }
    }
}
