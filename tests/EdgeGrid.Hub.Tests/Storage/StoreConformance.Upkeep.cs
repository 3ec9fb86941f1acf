using System.Text;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Configuration;
using EdgeGrid.Hub.Storage;
using EdgeGrid.Hub.Storage.Upkeep;
using EdgeGrid.Hub.Tests.Console;
using EdgeGrid.Hub.Tests.Rig;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeGrid.Hub.Tests.Storage;

/// <content>What is done to a whole store.</content>
public abstract partial class StoreConformance
{
    [Fact]
    public async Task Check_OfAStoreAsHubsLeaveIt_FindsNothing()
    {
        await FillAsync();
        await using var store = Store.Open();

        Assert.Empty(await ViolationsAsync(store));
    }

    [Theory]
    [InlineData("its 2 events are numbered 1 to 3, with gaps", """UPDATE case_events SET "Version" = 3 WHERE "Version" = 2""")]
    [InlineData("Step is '5', and the events say '2'", """UPDATE cases SET "Step" = 5""")]
    [InlineData("its case 20261123-0001 does not exist", "DELETE FROM cases", "it is missing, and the events say that it is there")]
    [InlineData("no case knows it", "DELETE FROM case_alerts")]
    [InlineData("no event says so", "DELETE FROM case_events")]
    [InlineData("nothing can be made of its events", """UPDATE case_events SET "Data" = '[]' WHERE "Version" = 2""")]
    [InlineData("its 60 readings overlap with the next block's", """UPDATE reading_blocks SET "Count" = 60""")]
    [InlineData("it stands there 2 times", """DROP INDEX "IX_alerts_Gateway_Epoch_Sequence"; UPDATE alerts SET "Sequence" = 1""")]
    [InlineData("so that a number would be given twice", """UPDATE case_days SET "Last" = 0""")]
    public async Task Check_OfADamagedStore_SaysWhatAndWhere(string what, string damage, string? also = null)
    {
        await using var store = await SmallAsync();
        Assert.Empty(await ViolationsAsync(store));
        await Store.ExecuteAsync(damage);

        var found = await ViolationsAsync(store);

        Assert.Contains(found, violation => violation.What.Contains(what, StringComparison.Ordinal));
        Assert.Contains(found, violation => violation.What.Contains(also ?? what, StringComparison.Ordinal));
        Assert.All(found, violation => Assert.True(violation.Where.Length > 0 && violation.Remedy.Length > 0));
    }

    [Fact]
    public async Task Projections_ThatWereDamaged_AreWholeAfterARebuild()
    {
        await using var store = await SmallAsync();
        await Store.ExecuteAsync("""UPDATE cases SET "Step" = 5, "Title" = 'x'; DELETE FROM case_alerts""");

        await using (var db = store.CreateDbContext())
        {
            Assert.Equal(2, await CaseProjection.RebuildAsync(db, store.Engine, _ => { }, CancellationToken.None));
        }

        Assert.Empty(await ViolationsAsync(store));
    }

    // The tables were of the new version when the power went; the projections were still of the old one.
    [Fact]
    public async Task Projections_OfAHubThatWasKilledWhileItMadeThemAnew_AreMadeAtTheNextStart()
    {
        await using var store = await SmallAsync();
        await Store.ExecuteAsync("""UPDATE cases SET "Title" = ''; INSERT INTO "__ProjectionsOutdated" DEFAULT VALUES""");

        await store.MigrateAsync(_ => { }, CancellationToken.None);
        Assert.Empty(await ViolationsAsync(store));

        await Store.ExecuteAsync("""UPDATE cases SET "Title" = ''""");
        await store.MigrateAsync(_ => { }, CancellationToken.None);
        Assert.NotEmpty(await ViolationsAsync(store));
    }

    // The events of one case stand far apart, in pieces of the rebuild that know nothing of each other.
    [Fact]
    public async Task Projections_OfThousandsOfCases_AreRebuiltPieceByPiece()
    {
        const int Cases = 1500;
        await using var store = await MigratedAsync();
        await using var db = store.CreateDbContext();
        for (var version = 1; version <= 2; version++)
        {
            for (var i = 1; i <= Cases; i++)
            {
                var alert = _alert with { AlertId = $"{i:x32}" };
                CaseEvent happened = version == 1 ? new CaseReported(alert) : new AlertCleared(alert.Gateway, alert.AlertId, "over");
                db.CaseEvents.Add(CaseEventJson.Write(new RecordedEvent(0, $"20261123-{i:D4}", version, Records.Noon, "test", happened)));
            }

            await db.SaveChangesAsync();
            db.ChangeTracker.Clear();
        }

        db.CaseDays.Add(new CaseDayRow { Day = "20261123", Last = Cases });
        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();
        Assert.Equal(2 * Cases, await CaseProjection.RebuildAsync(db, store.Engine, _ => { }, CancellationToken.None));

        Assert.Equal((Cases, Cases), (await db.Cases.CountAsync(row => row.AlertsCleared == 1 && row.Version == 2), await db.CaseAlerts.CountAsync(row => row.Cleared)));
        Assert.Empty(await ViolationsAsync(store));
    }

    [Fact]
    public async Task Export_ImportedAndExportedAgain_IsTheSameByteForByteAndTheHubGoesOn()
    {
        await FillAsync();
        byte[] exported;
        await using (var store = Store.Open())
        {
            exported = await ExportAsync(store);
        }

        await using var other = await MakeStoreAsync();
        await using (var store = other.Open())
        {
            await store.MigrateAsync(_ => { }, CancellationToken.None);
            await ImportAsync(store, exported);
            Assert.Equal(Encoding.UTF8.GetString(exported), Encoding.UTF8.GetString(await ExportAsync(store)));
            Assert.Empty(await ViolationsAsync(store));
        }

        await using var rig = await other.StartHubAsync();
        using var gateway = await rig.GatewayAsync();
        var before = await rig.Hub.Queries.LastAlertAsync();
        Assert.Equal(AckOutcome.Committed, (await gateway.SendAsync(Records.Alert())).Outcome);
        Assert.True(await rig.Hub.Queries.LastAlertAsync() > before);
    }

    [Theory]
    [InlineData("it was cut off", """{"edgegrid-store":{"format":1}}""", """{"case_days":{"Day":"20261123","Last":1,"Digits":6}}""")]
    [InlineData("case_days has 1 rows, and 2 were exported", """{"edgegrid-store":{"format":1}}""", """{"case_days":{"Day":"20261123","Last":1,"Digits":6}}""", """{"end":{"case_days":2}}""")]
    [InlineData("Line 1 cannot be imported: the file is no export", """{"hello":{}}""")]
    [InlineData("the file is of format 9", """{"edgegrid-store":{"format":9}}""")]
    [InlineData("Line 2 cannot be imported: this version of the hub has no table nothing", """{"edgegrid-store":{"format":1}}""", """{"nothing":{}}""")]
    [InlineData("a row of case_days lacks Last", """{"edgegrid-store":{"format":1}}""", """{"case_days":{"Day":"20261123","Digits":6}}""")]
    [InlineData("has a column that this version", """{"edgegrid-store":{"format":1}}""", """{"case_days":{"Day":"20261123","Last":1,"Digits":6,"More":2}}""")]
    [InlineData("Last of a row of case_days is no Int32", """{"edgegrid-store":{"format":1}}""", """{"case_days":{"Day":"20261123","Last":"one","Digits":6}}""")]
    [InlineData("Line 2 cannot be imported", """{"edgegrid-store":{"format":1}}""", "no json")]
    [InlineData("Line 1 cannot be imported", "[1]")]
    public async Task Import_OfWhatIsNoWholeExport_SaysWhereAndImportsNothing(string why, params string[] lines)
    {
        await using var store = await MigratedAsync();

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => ImportAsync(store, Encoding.UTF8.GetBytes(string.Join('\n', lines))));

        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        await using var db = store.CreateDbContext();
        Assert.Equal(0, await db.CaseDays.CountAsync());
    }

    [Fact]
    public async Task Import_IntoAStoreThatIsNotEmpty_IsRefused()
    {
        await using var store = await SmallAsync();
        var exported = await ExportAsync(store);

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => ImportAsync(store, exported));

        Assert.Contains("not empty", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Readings_TakenLongerAgoThanTheyAreKept_AreDeleted()
    {
        var (keep, now) = (TimeSpan.FromDays(30), TimeProvider.System.GetUtcNow());
        var (old, fresh) = (now - TimeSpan.FromDays(40), now - TimeSpan.FromDays(20));
        await using var store = await MigratedAsync();

        // More than one piece, and gateways whose clocks were never set, or go far ahead.
        await AddAsync(store, [.. Enumerable.Range(1, 60).Select(i => Block("a", i, old)), Block("b", 1, old, at: now + TimeSpan.FromDays(4000))]);
        await AddAsync(store, Block("a", 1000, fresh), Block("b", 2, fresh, at: DateTimeOffset.UnixEpoch));
        using var gate = new WriteGate(store);
        using var retention = new ReadingsRetention(new HubOptions { DataFolder = "" }, store, gate, NullLogger<ReadingsRetention>.Instance);

        Assert.True(await retention.CutAsync(keep, CancellationToken.None));
        Assert.False(await retention.CutAsync(keep, CancellationToken.None));

        await using var after = store.CreateDbContext();
        Assert.Equal(
            ["a 1000", "b 2"],
            (await after.ReadingBlocks.AsNoTracking().OrderBy(row => row.Epoch).ToListAsync()).Select(row => $"{row.Epoch} {row.Sequence}"));
    }

    [Fact]
    public async Task Readings_SentAgainWeeksLater_AreKnown()
    {
        await using var store = await MigratedAsync();
        var then = Records.Noon - TimeSpan.FromDays(20);
        await AddAsync(store, Block("a", 1, then, 50), Block("a", 51, then, 50), Block("a", 101, Records.Noon, 50));
        await using var db = store.CreateDbContext();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await using var blocks = new BlockInserts(db, store.Engine, new ReadingMarks());

        Assert.Equal(BlockOutcome.Known, await blocks.AddAsync(Block("a", 1, then, 50), CancellationToken.None));
        Assert.Equal(BlockOutcome.Conflicting, await blocks.AddAsync(Block("a", 90, then, 20), CancellationToken.None));
        Assert.Equal(BlockOutcome.Stored, await blocks.AddAsync(Block("a", 151, then, 50), CancellationToken.None));
    }

    [Fact]
    public async Task Readings_WhoseCommitWasNeverHeardOf_AreKnownWhenTheyComeAgain()
    {
        await using var store = await MigratedAsync();
        var marks = new ReadingMarks();
        marks.Committed(new Dictionary<(string, string), long> { [("gw-1", "a")] = 1 });
        await AddAsync(store, Block("a", 1, Records.Noon, 50));

        marks.Forget();

        await using var db = store.CreateDbContext();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await using var blocks = new BlockInserts(db, store.Engine, marks);
        Assert.Equal(BlockOutcome.Known, await blocks.AddAsync(Block("a", 1, Records.Noon.AddDays(1), 50), CancellationToken.None));
    }

    private static async Task AddAsync(HubStore store, params ReadingBlockRow[] blocks)
    {
        foreach (var block in blocks)
        {
            await store.Engine.MakeRoomForReadingsAsync(block.CommittedAt, CancellationToken.None);
        }

        await using var db = store.CreateDbContext();
        db.ReadingBlocks.AddRange(blocks);
        await db.SaveChangesAsync();
    }

    private protected static async Task<byte[]> ExportAsync(HubStore store)
    {
        using var to = new MemoryStream();
        await new StoreExport(store, _ => { }).WriteAsync(to, CancellationToken.None);
        return to.ToArray();
    }

    private protected static async Task ImportAsync(HubStore store, byte[] exported)
    {
        using var from = new MemoryStream(exported);
        await new StoreImport(store, _ => { }).ReadAsync(from, CancellationToken.None);
    }

    private static async Task<IReadOnlyList<Violation>> ViolationsAsync(HubStore store)
    {
        List<Violation> found = [];
        await foreach (var violation in new StoreCheck(store, _ => { }).FindAsync(CancellationToken.None))
        {
            found.Add(violation);
        }

        return found;
    }

    /// <summary>A case of one alert with two transitions, and two blocks of readings.</summary>
    private async Task<HubStore> SmallAsync()
    {
        var store = await WithACaseAsync();
        await using var db = store.CreateDbContext();
        db.CaseDays.Add(new CaseDayRow { Day = "20261123", Last = 1 });
        db.Alerts.Add(Stored.Alert(_alert.AlertId, 1, AlertTransition.Raised, WarningLevel.Yellow, CaseId));
        db.Alerts.Add(Stored.Alert(_alert.AlertId, 2, AlertTransition.Raised, WarningLevel.Yellow, CaseId));
        await db.SaveChangesAsync();
        await AddAsync(store, Block("e", 1, Records.Noon, 50), Block("e", 51, Records.Noon, 50));
        return store;
    }

    private static ReadingBlockRow Block(string epoch, long sequence, DateTimeOffset takenAt, int count = 1, DateTimeOffset? at = null) => new()
    {
        Gateway = "gw-1",
        Epoch = epoch,
        Sequence = sequence,
        Count = count,
        FirstAt = at ?? takenAt,
        LastAt = at ?? takenAt,
        CommittedAt = takenAt,
        ContentType = ContentTypes.SenmlCbor,
        Payload = [1, 2, 3],
        Simulated = false,
    };
}
