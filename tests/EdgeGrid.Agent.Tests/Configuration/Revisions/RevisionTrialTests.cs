using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Configuration.Revisions;
using EdgeGrid.Contracts;
using EdgeGrid.Simulation.Buses;
using EdgeGrid.Testing;
using Microsoft.Extensions.Time.Testing;

namespace EdgeGrid.Agent.Tests.Configuration.Revisions;

public sealed class RevisionTrialTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 25, 8, 0, 0, TimeSpan.Zero));
    private readonly CollectedLog<RevisionDesk> _log = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Trial_HubReachedInTime_Stands()
    {
        var desk = Desk();
        desk.Take(Desired.Message(1), Desired.Gateway);
        using var restart = new AgentRestart();
        using var trial = new RevisionTrial(desk, new RevisionPace(), restart, _time);
        await trial.StartAsync(CancellationToken.None);
        trial.ReachHub();

        var lived = TimeSpan.Zero;
        await Eventually.HoldsAsync("the trial is over", () =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            lived += TimeSpan.FromSeconds(1);
            return trial.Settled.IsCompleted;
        });

        Assert.True(lived >= TimeSpan.FromSeconds(30), $"it stood after {lived}");
        Assert.Equal((ConfigurationState.Applied, true), (desk.State.Outcome, desk.State.GoodReachedHub));
        Assert.False(restart.IsAsked);
    }

    [Theory]
    [InlineData(true, ConfigurationState.RolledBack)]
    [InlineData(false, ConfigurationState.Applied)]
    public async Task Trial_HubNotReached_GoesBackWhereTheOneBeforeReachedIt(bool reachedBefore, ConfigurationState outcome)
    {
        var desk = Desk();
        if (reachedBefore)
        {
            desk.ReachHub();
        }

        desk.Take(Desired.Message(1), Desired.Gateway);
        using var restart = new AgentRestart();
        using var trial = new RevisionTrial(desk, new RevisionPace(), restart, _time);
        await trial.StartAsync(CancellationToken.None);
        await Eventually.HoldsAsync("the trial is over", () =>
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            return trial.Settled.IsCompleted;
        });

        Assert.Equal(outcome, desk.State.Outcome);
        Assert.Equal(reachedBefore, restart.IsAsked);
    }

    private RevisionDesk Desk() => new(
        new RevisionContext(new AgentConfiguration(Drivers.All, new SimulatedHardware()), new RevisionFile(_folder.Path, _log), _time, _log),
        ConfigurationText.Valid(ConfigurationText.Of()));
}
