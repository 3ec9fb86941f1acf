using System.Diagnostics;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Tests.Rig;

namespace EdgeGrid.Hub.Tests;

public sealed class HubHostTests
{
    [Fact]
    public async Task Alert_Published_IsCommittedFiledAndAcknowledged()
    {
        await using var rig = await HubRig.StartAsync();
        using var gateway = await rig.GatewayAsync();

        var ack = await gateway.SendAsync(Records.Alert());

        Assert.Equal(AckOutcome.Committed, ack.Outcome);
        Assert.Equal((gateway.Epoch, 1L, 1), (ack.Epoch, ack.Sequence, ack.Count));
        var page = await rig.Hub.Queries.CasesAsync(new CaseFilter());
        var filed = Assert.Single(page.Cases);
        Assert.Equal((CaseStep.Filed, WarningLevel.Yellow, 1), (filed.Step, filed.Level, filed.Alerts));
        Assert.Equal("Combustible gas · Heping Road 18, kitchen", filed.Title);
    }

    [Fact]
    public async Task Alert_Published_BecomesACaseWithinMilliseconds()
    {
        await using var rig = await HubRig.StartAsync();
        using var gateway = await rig.GatewayAsync();
        var times = new List<double>();
        for (var i = 0; i < 60; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await gateway.SendAsync(Records.Alert());
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        times = [.. times.Skip(10).Order()];
        TestContext.Current.TestOutputHelper?.WriteLine($"publish to ack of a committed alert: p50 {times[25]:F1} ms, p99 {times[^1]:F1} ms");

        // Ten times the goal, for a machine that does other things meanwhile.
        Assert.True(times[25] < 100, $"p50 is {times[25]:F1} ms.");
    }
}
