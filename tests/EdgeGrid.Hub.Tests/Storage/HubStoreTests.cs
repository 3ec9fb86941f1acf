using System.Text.Json;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Storage;
using EdgeGrid.Hub.Tests.Rig;
using EdgeGrid.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace EdgeGrid.Hub.Tests.Storage;

public sealed class HubStoreTests
{
    [Fact]
    public async Task Store_Opened_SyncsEveryCommit()
    {
        using var folder = new TemporaryFolder();
        var store = new HubStore(folder.Path);
        await store.MigrateAsync(CancellationToken.None);

        await using var db = store.CreateDbContext();

        Assert.Equal("wal", await db.Database.SqlQueryRaw<string>("SELECT journal_mode AS Value FROM pragma_journal_mode").SingleAsync());
        Assert.Equal(2, await db.Database.SqlQueryRaw<int>("SELECT synchronous AS Value FROM pragma_synchronous").SingleAsync());
    }

    [Fact]
    public void Migrations_Committed_AreWhatTheModelSays()
    {
        using var folder = new TemporaryFolder();
        using var db = new HubStore(folder.Path).CreateDbContext();

        Assert.False(db.Database.HasPendingModelChanges());
    }

    // EF Core's row for whoever migrates: a hub that was killed meanwhile leaves it behind.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Store_OfAHubThatWasKilledWhileItMigrated_IsOpened(bool migrated)
    {
        using var folder = new TemporaryFolder();
        var store = new HubStore(folder.Path);
        await using (var db = store.CreateDbContext())
        {
            await (migrated ? db.Database.MigrateAsync() : db.GetService<IMigrator>().MigrateAsync("Initial"));
            await db.Database.ExecuteSqlRawAsync("CREATE TABLE IF NOT EXISTS \"__EFMigrationsLock\" (\"Id\" INTEGER NOT NULL PRIMARY KEY, \"Timestamp\" TEXT NOT NULL)");
            await db.Database.ExecuteSqlRawAsync("INSERT INTO \"__EFMigrationsLock\" VALUES (1, '2026-11-23 08:00:00')");
        }

        await store.MigrateAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System);

        await using var opened = store.CreateDbContext();
        Assert.Empty(await opened.Database.GetPendingMigrationsAsync());
    }

    [Fact]
    public async Task Store_OfAnOlderHub_IsBroughtUpAndKeepsWhatItHolds()
    {
        using var folder = new TemporaryFolder();
        await using (var older = new HubStore(folder.Path).CreateDbContext())
        {
            await older.GetService<IMigrator>().MigrateAsync("Initial");
            var reported = """{"alert":{"gateway":"gw-1","alertId":"a1","kind":"gas","level":"yellow","device":"d","place":"Heping Road 18","grid":"unassigned","measured":"Methane 12 %LEL","simulated":false}}""";
            await older.Database.ExecuteSqlAsync(
                $"INSERT INTO case_events (CaseId, Version, Type, SchemaVersion, At, By, Data) VALUES ('20261123-0001', 1, 'CaseReported', 1, 0, 'correlation', {reported})");
            await older.Database.ExecuteSqlAsync(
                $"INSERT INTO gateways (Gateway, Status, Grid, Online, SeenAt, AlertsCommitted, ReadingsCommitted, Quarantined) VALUES ('gw-1', '{{}}', 'unassigned', 1, 0, 7, 8, 9)");
        }

        var store = new HubStore(folder.Path);
        await store.MigrateAsync(CancellationToken.None);

        await using var db = store.CreateDbContext();
        var kept = await db.Gateways.SingleAsync();
        Assert.Equal((7, 8, 9), (kept.AlertsCommitted, kept.ReadingsCommitted, kept.Quarantined));
        Assert.Equal((0, 0, null), (kept.LossLines, kept.RecordsLost, kept.LastLoss));
        Assert.Equal(0, await db.Losses.CountAsync());
        var filed = await db.Cases.SingleAsync();
        Assert.Equal(("20261123-0001", true, "Combustible gas · Heping Road 18"), (filed.CaseId, filed.Open, filed.Title));
        Assert.Equal(5, await db.Set<CaseWordRow>().CountAsync());
    }

    [Fact]
    public async Task Projections_RebuiltFromEvents_EqualTheLiveOnes()
    {
        using var folder = new TemporaryFolder();
        await using (var rig = await HubRig.StartAsync(folder: folder))
        {
            using var gateway = await rig.GatewayAsync();
            foreach (var kind in Enum.GetValues<AlertKind>())
            {
                var id = Records.NewId();
                await gateway.SendAsync(Records.Alert(kind, alertId: id), simulated: kind == AlertKind.Sos);
                await gateway.SendAsync(Records.Alert(kind, AlertTransition.Escalated, WarningLevel.Red, id), simulated: kind == AlertKind.Sos);
                await gateway.SendAsync(Records.Alert(kind, AlertTransition.Cleared, WarningLevel.Red, id), simulated: kind == AlertKind.Sos);
            }
        }

        var store = new HubStore(folder.Path);
        var live = await ProjectionsAsync(store);
        await using (var db = store.CreateDbContext())
        {
            await CaseProjection.RebuildAsync(db, CancellationToken.None);
        }

        Assert.Equal(live, await ProjectionsAsync(store));
        Assert.Contains("\"Cleared\":true", live, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TwoWriters_OnOneVersionOfACase_CollideAndAreNotMerged()
    {
        using var folder = new TemporaryFolder();
        var store = new HubStore(folder.Path);
        await store.MigrateAsync(CancellationToken.None);
        await using var db = store.CreateDbContext();
        var happened = new CaseFiled("early warning");
        db.CaseEvents.Add(CaseEventJson.Write(new RecordedEvent(0, "20261123-0001", 1, Records.Noon, "a", happened)));
        db.CaseEvents.Add(CaseEventJson.Write(new RecordedEvent(0, "20261123-0001", 1, Records.Noon, "b", happened)));

        await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync());
    }

    private static async Task<string> ProjectionsAsync(HubStore store)
    {
        await using var db = store.CreateDbContext();
        var cases = await db.Cases.AsNoTracking().OrderBy(row => row.CaseId).ToListAsync();
        var alerts = await db.CaseAlerts.AsNoTracking().OrderBy(row => row.AlertId).ToListAsync();
        return JsonSerializer.Serialize(new { cases, alerts });
    }
}
