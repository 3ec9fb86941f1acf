using EdgeGrid.Contracts;
using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Storage;
using EdgeGrid.Hub.Tests.Rig;
using EdgeGrid.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace EdgeGrid.Hub.Tests.Correlation;

public sealed class SilentGatewaysTests
{
    private readonly FakeTimeProvider _time = new(Records.Noon);

    [Fact]
    public async Task Gateway_NotHeardOfForFiveMinutes_IsACaseUntilItIsBack()
    {
        await using var rig = await StartAsync();
        using (await rig.GatewayAsync())
        {
            await KnownAsync(rig, 1);
            _time.Advance(TimeSpan.FromMinutes(4));
            Assert.Empty(await CasesAsync(rig));
        }

        await AdvanceUntilAsync(async () => (await CasesAsync(rig)).Count == 1);
        var filed = (await CasesAsync(rig))[0];
        Assert.Equal((AlertKind.DeviceFault, "Device fault · Heping Road 18", "gw-1"), (filed.Kind, filed.Title, filed.Gateway));
        Assert.Equal("not heard of since 2026-11-23 12:00:00 UTC", filed.Measured);

        using var back = await rig.GatewayAsync();
        await Eventually.HoldsAsync("it is cleared", async () => (await CasesAsync(rig))[0].AlertsCleared == 1);
        Assert.Single(await CasesAsync(rig));
    }

    [Fact]
    public async Task Gateway_SilentSinceBeforeTheHubWasDown_IsGivenItsTimeAgainAndThenRaisedOnce()
    {
        using var folder = new TemporaryFolder();
        await using (var before = await StartAsync(folder))
        {
            using var gateway = await before.GatewayAsync();
            await KnownAsync(before, 1);
        }

        _time.Advance(TimeSpan.FromDays(1));
        await using (var rig = await StartAsync(folder))
        {
            // As it is when the gateway dies together with the hub: nobody was there to take its last word.
            rig.Execute("UPDATE gateways SET Online = 1");
            Assert.Empty(await CasesAsync(rig));
            await AdvanceUntilAsync(async () => (await CasesAsync(rig)).Count == 1);
            Assert.False(Assert.Single(await rig.Hub.Queries.GatewaysAsync()).Online);
        }

        await using var again = await StartAsync(folder);
        for (var minute = 0; minute < 20; minute++)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        using var back = await again.GatewayAsync();
        await Eventually.HoldsAsync("it is cleared", async () => (await CasesAsync(again)) is [{ Alerts: 1, AlertsCleared: 1 }]);
    }

    [Fact]
    public async Task Gateways_OfAWholeStreetSilent_AreOneCase()
    {
        await using var rig = await StartAsync();
        for (var number = 1; number <= 10; number++)
        {
            using var gateway = await rig.GatewayAsync($"gw-{number}");
        }

        await KnownAsync(rig, 10);
        _time.Advance(TimeSpan.FromMinutes(6));

        await Eventually.HoldsAsync("nine are part of the tenth", async () => (await CasesAsync(rig)).Count(one => one.Ending == CaseEnding.Merged) == 9);
        Assert.Single(await CasesAsync(rig), one => one is { Gateway: null, Step: CaseStep.Filed, Alerts: 10 });
    }

    private Task<HubRig> StartAsync(TemporaryFolder? folder = null) => HubRig.StartAsync(options => options with { Time = _time }, folder);

    private static Task KnownAsync(HubRig rig, int count) =>
        Eventually.HoldsAsync("the gateways are known", async () => (await rig.Hub.Queries.GatewaysAsync()).Count == count);

    private Task AdvanceUntilAsync(Func<Task<bool>> condition) => Eventually.HoldsAsync("the hub has noticed", async () =>
    {
        // What waits may not have begun to wait yet.
        _time.Advance(TimeSpan.FromSeconds(30));
        return await condition();
    });

    private static async Task<List<CaseRow>> CasesAsync(HubRig rig)
    {
        await using var db = rig.Hub.Services.GetRequiredService<HubStore>().CreateDbContext();
        return await db.Cases.AsNoTracking().OrderBy(row => row.CaseId).ToListAsync(TestContext.Current.CancellationToken);
    }
}
