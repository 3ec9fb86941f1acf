using EdgeGrid.Testing;
using EdgeGrid.Torture.Rig;

namespace EdgeGrid.Torture.Scenarios;

/// <summary>A broker that keeps nothing dies at any moment, and with it every session, retained message and queue.</summary>
internal static class BrokerKill
{
    public static Scenario Scenario { get; } = new("broker-kill", "kill -9 of mosquitto, which keeps nothing on disk.", Cycles: 100, RunAsync);

    private static async Task<Account> RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        var plan = new SitePlan { OwnBroker = true };
        var configuration = folder.File("mosquitto.conf");
        await File.WriteAllTextAsync(configuration, $"listener {plan.BrokerPort} 127.0.0.1\nallow_anonymous true\npersistence false\nmax_inflight_messages 0\n", cancellationToken);
        await using var broker = new MortalProgram("mosquitto", () => RunningProcess.Start("mosquitto", "-c", configuration), "running", trial);
        await using var site = new Site(trial, plan);
        await broker.StartAndWaitAsync();
        await site.StartAsync();
        foreach (var _ in trial.EachCycle())
        {
            await Task.Delay(trial.Within(0.1, 4), TimeProvider.System, cancellationToken);
            await broker.KillAsync();
            await Task.Delay(trial.Within(0, 0.5), TimeProvider.System, cancellationToken);
            await broker.StartAndWaitAsync();
            trial.Progress($"{site.AcceptedSoFar} accepted");
        }

        return await site.SettleAsync();
    }
}
