using System.Text.Json;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Storage;
using EdgeGrid.Hub.Tests.Rig;
using EdgeGrid.Hub.Wording;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Tests.Storage;

/// <content>Events of cases, and what is made of them.</content>
public abstract partial class StoreConformance
{
    private const string CaseId = "20261123-0001";

    private readonly CaseJournal _journal = new();
    private readonly ReportedAlert _alert = Some.Reported();

    [Fact]
    public async Task Command_AfterAnotherHasChangedTheCase_DecidesOnWhatItIsNow()
    {
        await using var store = await WithACaseAsync();
        await ExecuteAsync(store, _journal, Note(AlertTransition.Raised));
        await ExecuteAsync(store, new CaseJournal(), new DispatchCase("Fire brigade", null, Phrase.Same("look"), null));

        await ExecuteAsync(store, _journal, new AcceptCase());

        Assert.Equal(["CaseReported", "CaseFiled", "CaseDispatched", "CaseAccepted"], await EventsAsync(store));
    }

    [Fact]
    public async Task Command_AfterOneThatWasThrownAway_DecidesOnWhatWasCommitted()
    {
        await using var store = await WithACaseAsync();
        await using (var db = store.CreateDbContext())
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await _journal.ExecuteAsync(db, CaseId, Note(AlertTransition.Raised, WarningLevel.Orange), CaseActor.Above("test"), Records.Noon, CancellationToken.None);
            await db.SaveChangesAsync();
            await _journal.ExecuteAsync(db, CaseId, Note(AlertTransition.Cleared), CaseActor.Above("test"), Records.Noon, CancellationToken.None);
            await transaction.RollbackAsync();
        }

        _journal.Forget();
        await ExecuteAsync(store, _journal, Note(AlertTransition.Raised, WarningLevel.Orange));

        Assert.Equal(["CaseReported", "CaseFiled", "AlertEscalated", "LevelRaised"], await EventsAsync(store));
    }

    [Fact]
    public async Task Commands_OnACaseOfManyEvents_ReadOnlyWhatIsNew()
    {
        await using var store = await WithACaseAsync();
        for (var i = 0; i < 50; i++)
        {
            await ExecuteAsync(store, _journal, new NoteAlert(_alert with { AlertId = Records.NewId() }, AlertTransition.Raised));
        }

        await using var db = store.CreateDbContext();
        await db.CaseEvents.Where(row => row.Version < 50).ExecuteDeleteAsync();

        // What is gone from the store is not asked for again.
        await ExecuteAsync(store, _journal, Note(AlertTransition.Cleared));

        Assert.Equal("AlertCleared", (await EventsAsync(store))[^1]);
    }

    [Fact]
    public async Task TwoWriters_OnOneVersionOfACase_CollideAndAreNotMerged()
    {
        await using var store = await MigratedAsync();
        await using var db = store.CreateDbContext();
        var happened = new CaseFiled(Phrase.Same("early warning"));
        db.CaseEvents.Add(CaseEventJson.Write(new RecordedEvent(0, CaseId, 1, Records.Noon, "a", happened)));
        db.CaseEvents.Add(CaseEventJson.Write(new RecordedEvent(0, CaseId, 1, Records.Noon, "b", happened)));

        var collision = await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync());

        Assert.False(StoreFailure.Is(collision));
    }

    [Fact]
    public async Task Writers_InTransactions_TakeTurnsAndReadWhatTheOneBeforeCommitted()
    {
        await using var store = await MigratedAsync();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(NumberCasesAsync)));

        await using var db = store.CreateDbContext();
        Assert.Equal(40, (await db.CaseDays.SingleAsync()).Last);

        async Task NumberCasesAsync()
        {
            for (var i = 0; i < 10; i++)
            {
                await using var writing = store.CreateDbContext();
                await using var transaction = await writing.Database.BeginTransactionAsync();
                await CaseJournal.NextNumberAsync(writing, Records.Noon, TimeZoneInfo.Utc, CancellationToken.None);
                await writing.SaveChangesAsync();
                await transaction.CommitAsync();
            }
        }
    }

    [Fact]
    public async Task Projections_RebuiltFromEvents_EqualTheLiveOnes()
    {
        await FillAsync();
        await using var store = Store.Open();
        var live = await ProjectionsAsync(store);
        await using (var db = store.CreateDbContext())
        {
            await CaseProjection.RebuildAsync(db, store.Engine, _ => { }, CancellationToken.None);
        }

        Assert.Equal(live, await ProjectionsAsync(store));
        Assert.Contains("\"Cleared\":true", live, StringComparison.Ordinal);
    }

    /// <summary>Something of every kind that gateways send, taken by a hub that has ended since.</summary>
    private async Task FillAsync()
    {
        await using var rig = await Store.StartHubAsync();
        using var gateway = await rig.GatewayAsync();
        foreach (var kind in Enum.GetValues<AlertKind>())
        {
            var id = Records.NewId();
            await gateway.SendAsync(Records.Alert(kind, alertId: id), simulated: kind == AlertKind.Sos);
            await gateway.SendAsync(Records.Alert(kind, AlertTransition.Escalated, WarningLevel.Red, id), simulated: kind == AlertKind.Sos);
            await gateway.SendAsync(Records.Alert(kind, AlertTransition.Cleared, WarningLevel.Red, id), simulated: kind == AlertKind.Sos);
        }

        var seen = Records.Alert(AlertKind.Intrusion) with { Place = "和平路18号 🚒", Position = null, Value = 0.1 + 0.2 };
        await gateway.SendAsync(seen);
        await gateway.SendAsync(Topics.EvidenceLeaf, gateway.Next(), ContentTypes.Jpeg, Jpeg, seen.AlertId);
        await gateway.SendAsync(Topics.ReadingsLeaf, gateway.Next(count: 50), ContentTypes.SenmlCbor, Records.Block());
        await gateway.SendAsync(Topics.ReadingsLeaf, gateway.Next(count: 50), ContentTypes.SenmlCbor, Records.Block());
        await gateway.SendAsync(Records.Loss());
        await gateway.SendAsync(Topics.AlertsLeaf, gateway.Next(), ContentTypes.CloudEvents, "not json"u8.ToArray());
    }

    private NoteAlert Note(AlertTransition transition, WarningLevel level = WarningLevel.Yellow) => new(_alert with { Level = level }, transition);

    private async Task<HubStore> WithACaseAsync()
    {
        var store = await MigratedAsync();
        await using var db = store.CreateDbContext();
        await CaseJournal.OpenAsync(db, CaseId, [new ReportAlert(_alert), new FileCase(Phrase.Same("a test"))], CaseActor.Above("test"), Records.Noon, CancellationToken.None);
        await db.SaveChangesAsync();
        return store;
    }

    private static async Task ExecuteAsync(HubStore store, CaseJournal journal, CaseCommand command)
    {
        await using var db = store.CreateDbContext();
        var outcome = await journal.ExecuteAsync(db, CaseId, command, CaseActor.Above("test"), Records.Noon, CancellationToken.None);
        Assert.Null(outcome.Rejection);
        await db.SaveChangesAsync();
    }

    private static async Task<IReadOnlyList<string>> EventsAsync(HubStore store)
    {
        await using var db = store.CreateDbContext();
        return await db.CaseEvents.Where(row => row.CaseId == CaseId).OrderBy(row => row.Version).Select(row => row.Type).ToListAsync();
    }

    private static async Task<string> ProjectionsAsync(HubStore store)
    {
        await using var db = store.CreateDbContext();
        var cases = await db.Cases.AsNoTracking().OrderBy(row => row.CaseId).ToListAsync();
        var alerts = await db.CaseAlerts.AsNoTracking().OrderBy(row => row.AlertId).ToListAsync();
        return JsonSerializer.Serialize(new { cases, alerts });
    }
}
