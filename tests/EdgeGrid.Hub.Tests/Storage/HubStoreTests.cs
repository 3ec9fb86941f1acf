using EdgeGrid.Hub.Configuration;
using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Storage;
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
        await store.MigrateAsync(_ => { }, CancellationToken.None);

        await using var db = store.CreateDbContext();

        Assert.Equal("wal", await db.Database.SqlQueryRaw<string>("SELECT journal_mode AS Value FROM pragma_journal_mode").SingleAsync());
        Assert.Equal(2, await db.Database.SqlQueryRaw<int>("SELECT synchronous AS Value FROM pragma_synchronous").SingleAsync());
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task Store_MadeOrFoundOpenToOthers_IsItsOwnersAlone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Files have no such modes there.");
        using var folder = new TemporaryFolder();
        await using var store = new HubStore(folder.Path);
        await store.MigrateAsync(_ => { }, CancellationToken.None);
        await using var db = store.CreateDbContext();
        await db.Database.OpenConnectionAsync();
        await db.Database.ExecuteSqlRawAsync("DELETE FROM idempotency_keys");
        var files = Directory.GetFiles(folder.Path, "hub.db*");

        Assert.Equal(3, files.Length);
        AssertTheOwners();
        Array.ForEach(files, file => File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead));
        await store.MigrateAsync(_ => { }, CancellationToken.None);
        AssertTheOwners();

        void AssertTheOwners() => Assert.All(files, file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
    }

    [Fact]
    public void Migrations_Committed_AreWhatTheModelSays()
    {
        using var folder = new TemporaryFolder();
        using var db = new HubStore(folder.Path).CreateDbContext();

        Assert.False(db.Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task Migrations_OfPostgres_AreWhatTheModelSays()
    {
        var address = new ExternalStoreOptions { ConnectionString = "Host=127.0.0.1;Database=never-opened" };
        await using var store = new HubStore(new HubOptions { DataFolder = "never-opened", Store = address });
        await using var db = store.CreateDbContext();

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

        await store.MigrateAsync(_ => { }, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System);

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
        var told = new List<string>();
        await store.MigrateAsync(told.Add, CancellationToken.None);

        await using var db = store.CreateDbContext();
        Assert.Equal((await db.Database.GetAppliedMigrationsAsync()).Skip(1), told);
        var kept = await db.Gateways.SingleAsync();
        Assert.Equal((7, 8, 9), (kept.AlertsCommitted, kept.ReadingsCommitted, kept.Quarantined));
        Assert.Equal((0, 0, null), (kept.LossLines, kept.RecordsLost, kept.LastLoss));
        Assert.Equal(0, await db.Losses.CountAsync());
        var filed = await db.Cases.SingleAsync();
        Assert.Equal(("20261123-0001", true, "Combustible gas · Heping Road 18"), (filed.CaseId, filed.Open, filed.Title));
        // «combustible», «gas», «heping», «road», «18», and 可燃, 燃气, 气体.
        Assert.Equal(8, await db.Set<CaseWordRow>().CountAsync());
    }
}
