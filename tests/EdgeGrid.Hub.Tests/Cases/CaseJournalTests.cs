using EdgeGrid.Contracts;
using EdgeGrid.Hub.Cases;
using EdgeGrid.Hub.Storage;
using EdgeGrid.Hub.Tests.Rig;
using EdgeGrid.Testing;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Tests.Cases;

public sealed class CaseJournalTests : IAsyncLifetime
{
    private const string CaseId = "20261123-0001";

    private readonly TemporaryFolder _folder = new();
    private readonly CaseJournal _journal = new();
    private readonly ReportedAlert _alert = Some.Reported();
    private readonly HubStore _store;

    public CaseJournalTests() => _store = new HubStore(_folder.Path);

    public async ValueTask InitializeAsync()
    {
        await _store.MigrateAsync(CancellationToken.None);
        await using var db = _store.CreateDbContext();
        await CaseJournal.OpenAsync(db, CaseId, [new ReportAlert(_alert), new FileCase("a test")], "test", Records.Noon, CancellationToken.None);
        await db.SaveChangesAsync();
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Command_AfterAnotherHasChangedTheCase_DecidesOnWhatItIsNow()
    {
        await ExecuteAsync(_journal, Note(AlertTransition.Raised));
        await ExecuteAsync(new CaseJournal(), new DispatchCase("Fire brigade", null, "look", null));

        await ExecuteAsync(_journal, new AcceptCase());

        Assert.Equal(["CaseReported", "CaseFiled", "CaseDispatched", "CaseAccepted"], await EventsAsync());
    }

    [Fact]
    public async Task Command_AfterOneThatWasThrownAway_DecidesOnWhatWasCommitted()
    {
        await using (var db = _store.CreateDbContext())
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await _journal.ExecuteAsync(db, CaseId, Note(AlertTransition.Raised, WarningLevel.Orange), "test", Records.Noon, CancellationToken.None);
            await db.SaveChangesAsync();
            await _journal.ExecuteAsync(db, CaseId, Note(AlertTransition.Cleared), "test", Records.Noon, CancellationToken.None);
            await transaction.RollbackAsync();
        }

        _journal.Forget();
        await ExecuteAsync(_journal, Note(AlertTransition.Raised, WarningLevel.Orange));

        Assert.Equal(["CaseReported", "CaseFiled", "AlertEscalated", "LevelRaised"], await EventsAsync());
    }

    [Fact]
    public async Task Commands_OnACaseOfThousandsOfEvents_ReadOnlyWhatIsNew()
    {
        for (var i = 0; i < 300; i++)
        {
            await ExecuteAsync(_journal, new NoteAlert(_alert with { AlertId = Records.NewId() }, AlertTransition.Raised));
        }

        await using var db = _store.CreateDbContext();
        await db.CaseEvents.Where(row => row.Version < 300).ExecuteDeleteAsync();

        // What is gone from the store is not asked for again.
        await ExecuteAsync(_journal, Note(AlertTransition.Cleared));

        Assert.Equal("AlertCleared", (await EventsAsync())[^1]);
    }

    private NoteAlert Note(AlertTransition transition, WarningLevel level = WarningLevel.Yellow) => new(_alert with { Level = level }, transition);

    private async Task ExecuteAsync(CaseJournal journal, CaseCommand command)
    {
        await using var db = _store.CreateDbContext();
        var outcome = await journal.ExecuteAsync(db, CaseId, command, "test", Records.Noon, CancellationToken.None);
        Assert.Null(outcome.Rejection);
        await db.SaveChangesAsync();
    }

    private async Task<IReadOnlyList<string>> EventsAsync()
    {
        await using var db = _store.CreateDbContext();
        return await db.CaseEvents.Where(row => row.CaseId == CaseId).OrderBy(row => row.Version).Select(row => row.Type).ToListAsync();
    }
}
