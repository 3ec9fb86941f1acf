using EdgeGrid.Torture.Rig;

namespace EdgeGrid.Torture.Scenarios;

/// <summary>
/// The gateway's wall clock jumps while it runs, or is nonsense when it starts, with the hub there or away: sequence,
/// and never time, orders and keeps.
/// </summary>
internal static class Clock
{
    private const int LatestYear = 2090;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan TenYears = TimeSpan.FromDays(3652);

    private static readonly Jump[] Jumps =
    [
        new("1 h ahead", clock => clock.Offset + Hour),
        new("1 h back", clock => clock.Offset - Hour),
        new("10 years ahead", clock => clock.Offset + TenYears),
        new("10 years back", clock => clock.Offset - TenYears),
        new("start in 1970", SinceEpoch, AtStart: true),
        new("set right", _ => TimeSpan.Zero),
    ];

    public static Scenario Scenario { get; } = new("clock", "Wall clock jumps of an hour and of ten years, and a start in 1970.", Cycles: 60, RunAsync);

    private static async Task<Account> RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        using var clock = new FakeClock();
        var plan = new SitePlan { AgentPrefix = clock.CommandPrefix };
        await using var cable = new FaultyCable(plan.BrokerPort, trial.Dice());
        await using var site = new Site(trial, plan with { GatewayPort = cable.Port });
        await site.StartAsync();
        var jumps = new Queue<Jump>();
        await site.Gateway.DeliversAsync(site.HubFile);
        foreach (var _ in trial.EachCycle())
        {
            if (jumps.Count == 0)
            {
                jumps = new Queue<Jump>(trial.Shuffle(Jumps));
            }

            var (jump, away) = (jumps.Dequeue(), trial.Chance(0.5));
            if (away)
            {
                cable.Cut();
            }

            await Task.Delay(trial.Within(0.2, 2), TimeProvider.System, cancellationToken);
            await MakeAsync(jump, clock, site.Gateway, trial);
            await Task.Delay(trial.Within(0.2, 2), TimeProvider.System, cancellationToken);
            cable.Mend();
            await site.Gateway.DeliversAsync(site.HubFile);
            trial.Progress($"{site.AcceptedSoFar} accepted; {jump.Words}, the hub {(away ? "away" : "there")}");
        }

        // Its farewell is told from its status by its time.
        await MakeAsync(Jumps[^1], clock, site.Gateway, trial);
        return await site.SettleAsync();
    }

    private static async Task MakeAsync(Jump jump, FakeClock clock, Gateway gateway, Trial trial)
    {
        if (jump.AtStart)
        {
            await gateway.Agent.KillAsync();
            FakeClock.CleanUpAfter(gateway.Agent.Id);
        }

        var offset = jump.Offset(clock);

        // Ten years back from 1970, or ahead for the twelfth time, is nothing that a clock shows.
        var shown = TimeProvider.System.GetUtcNow() + offset;
        clock.Set(shown > DateTimeOffset.UnixEpoch && shown.Year < LatestYear ? offset : TimeSpan.Zero);
        trial.Note($"{jump.Words}: {clock.Now:O}");
        if (jump.AtStart)
        {
            await gateway.Agent.StartAndWaitAsync();
        }

        await gateway.StampsAsync(clock);
    }

    private static TimeSpan SinceEpoch(FakeClock clock) => DateTimeOffset.UnixEpoch + TimeSpan.FromMinutes(1) - (clock.Now - clock.Offset);

    /// <param name="Words">For people.</param>
    /// <param name="Offset">From the true time, after it.</param>
    /// <param name="AtStart">The gateway starts with it.</param>
    private sealed record Jump(string Words, Func<FakeClock, TimeSpan> Offset, bool AtStart = false);
}
