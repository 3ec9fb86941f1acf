using EdgeGrid.Contracts;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Configuration;
using EdgeGrid.Hub.Storage;
using EdgeGrid.Hub.Tests.Rig;
using EdgeGrid.Testing;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Tests.Storage;

/// <summary>What the hub needs of its store, whichever it is.</summary>
public abstract partial class StoreConformance : IAsyncLifetime
{
    private StoreUnderTest? _store;

    private StoreUnderTest Store => _store!;

    private protected abstract Task<StoreUnderTest> MakeStoreAsync();

    public async ValueTask InitializeAsync() => _store = await MakeStoreAsync();

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await (_store?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [Fact]
    public async Task Store_OpenedByTwoHubsAtOnce_HasItsTablesOnce()
    {
        await using var first = Store.Open();
        await using var second = Store.Open();

        // Either waits for the other, or says that another is at it.
        await Task.WhenAll(MigrateAsync(first), MigrateAsync(second));

        await using var db = first.CreateDbContext();
        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
        Assert.Equal(0, await db.CaseEvents.CountAsync());

        static async Task MigrateAsync(HubStore store)
        {
            try
            {
                await store.MigrateAsync(_ => { }, CancellationToken.None);
            }
            catch (IOException)
            {
                // The lock of hub.db.
            }
        }
    }

    [Fact]
    public async Task Hub_StartedOnAStoreThatAnotherHubHas_IsRefusedUntilThatEnds()
    {
        await using (await Store.StartHubAsync())
        {
            using var other = new TemporaryFolder();
            var refused = await Assert.ThrowsAsync<HubStartException>(() => HubRig.StartAsync(
                options => options with { Store = Store.Address, DataFolder = Store.Address is null ? Store.Folder.Path : other.Path }));
            Assert.Contains("A hub runs on the store", refused.Message, StringComparison.Ordinal);
        }

        await using var after = await Store.StartHubAsync();
    }

    [Fact]
    public async Task Cases_AskedForPageByPage_ComeByTheirNumbersNewestFirst()
    {
        string[] numbers = ["20261123-0001", "20261123-0002", "20261123-0010", "20261124-0001", "20270101-0001"];
        await using (var store = await MigratedAsync())
        {
            await using var db = store.CreateDbContext();
            db.Cases.AddRange(numbers.Reverse().Select(CaseOf));
            await db.SaveChangesAsync();
        }

        await using var rig = await Store.StartHubAsync();
        List<string> found = [];
        for (string? before = null; found.Count == 0 || before is not null;)
        {
            var page = await rig.Hub.Queries.CasesAsync(new CaseFilter { Limit = 2, Before = before });
            found.AddRange(page.Cases.Select(filed => filed.CaseId));
            before = page.Next;
        }

        Assert.Equal(numbers.Reverse(), found);
        Assert.Empty((await rig.Hub.Queries.CasesAsync(new CaseFilter { Step = CaseStep.Closed })).Cases);
    }

    // A language's order ignores the hyphen, and puts a before B; the hub's is that of the characters, everywhere.
    [Fact]
    public async Task Texts_InOrder_StandByTheirCharacters()
    {
        string[] inOrder = ["A-1", "A0", "B", "a", "a-2", "a1", "网", "路"];
        await using var store = await MigratedAsync();
        await using var db = store.CreateDbContext();
        db.CaseDays.AddRange(inOrder.Reverse().Select(day => new CaseDayRow { Day = day }));
        await db.SaveChangesAsync();

        Assert.Equal(inOrder, await db.CaseDays.OrderBy(row => row.Day).Select(row => row.Day).ToListAsync());
        Assert.Equal(inOrder[..4], await db.CaseDays.Where(row => row.Day.CompareTo("a-") < 0).OrderBy(row => row.Day).Select(row => row.Day).ToListAsync());
        Assert.Equal(["B"], await db.CaseDays.Where(row => EF.Functions.Like(row.Day.ToLower(), "%b%")).Select(row => row.Day).ToListAsync());
    }

    [Fact]
    public async Task Alerts_ReadBack_AreWhatWasSentInTheOrderOfTheirCommit()
    {
        await using var rig = await Store.StartHubAsync();
        using var gateway = await rig.GatewayAsync();
        var (first, second) = (Records.Alert(level: WarningLevel.Blue) with { Place = "和平路18号 🚒", Value = 0.1 + 0.2 }, Records.Alert(AlertKind.Sos, level: WarningLevel.Red));
        await gateway.SendAsync(first);
        await gateway.SendAsync(second, simulated: true);
        await gateway.SendAsync(Records.Alert(AlertKind.Sos, AlertTransition.Cleared, alertId: second.AlertId), simulated: true);

        var stream = await rig.Hub.Queries.AlertsAfterAsync(0);
        Assert.Equal([first.AlertId, second.AlertId, second.AlertId], stream.Select(change => change.Alert.AlertId));
        Assert.Equal(stream.Select(change => change.StreamId).Order(), stream.Select(change => change.StreamId));
        Assert.Equal((first.Place, first.Value, first.SampledAt, first.Position), (stream[0].Alert.Place, stream[0].Alert.Value, stream[0].Alert.SampledAt, stream[0].Alert.Position));
        Assert.Equal(stream[^1].StreamId, await rig.Hub.Queries.LastAlertAsync());
        Assert.Equal([first.AlertId], (await rig.Hub.Queries.OpenAlertsAsync()).Select(alert => alert.AlertId));
        var counts = await rig.Hub.Queries.CountsAsync();
        Assert.Equal((1, 2), (counts.OpenAlerts[WarningLevel.Blue], counts.Cases[CaseStep.Filed]));
    }

    [Fact]
    public async Task Snapshot_WhileOthersWrite_SeesTheStoreOfOneMoment()
    {
        await using var store = await MigratedAsync();
        await using var reading = store.CreateDbContext();
        await using var snapshot = await store.Engine.BeginSnapshotAsync(reading, CancellationToken.None);
        Assert.Equal(0, await reading.Cases.CountAsync());

        await using (var writing = store.CreateDbContext())
        {
            await using var transaction = await writing.Database.BeginTransactionAsync();
            writing.Cases.Add(CaseOf("20261123-0001"));
            await writing.SaveChangesAsync();
            await transaction.CommitAsync();
        }

        Assert.Equal(0, await reading.Cases.CountAsync());
        await snapshot.RollbackAsync();
        Assert.Equal(1, await reading.Cases.CountAsync());
    }

    private static CaseRow CaseOf(string number)
    {
        var alert = Some.Reported();
        return new CaseRow
        {
            CaseId = number,
            Kind = alert.Kind,
            Title = number,
            Place = alert.Place,
            Grid = alert.Grid,
            Gateway = alert.Gateway,
            Device = alert.Device,
            Measured = alert.Measured,
            ReportedAt = Records.Noon,
            ChangedAt = Records.Noon,
            Simulated = alert.Simulated,
        };
    }

    private async Task<HubStore> MigratedAsync()
    {
        var store = Store.Open();
        await store.MigrateAsync(_ => { }, CancellationToken.None);
        return store;
    }
}
