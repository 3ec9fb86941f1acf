using EdgeGrid.Hub.Access;
using EdgeGrid.Hub.People;
using EdgeGrid.Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Rules;

/// <summary>Where the catalogue is read and changed: whole sections at a time, all of it or nothing.</summary>
internal sealed class CatalogueDesk(WriteGate gate, IDbContextFactory<HubDb> store, StaffDirectory staff, TimeProvider time)
{
    /// <summary>The catalogue as it was last written, and the number of its last change.</summary>
    public async Task<(Catalogue Catalogue, long Revision)> ReadAsync(CancellationToken cancellationToken)
    {
        await using var db = await store.CreateDbContextAsync(cancellationToken);
        return (WholeOf(await db.NewestAsync(cancellationToken)), await db.RevisionAsync(cancellationToken));
    }

    /// <summary>Every version of an entry, oldest first.</summary>
    public async Task<IReadOnlyList<CatalogueRow>> HistoryAsync(CatalogueSection section, string code, CancellationToken cancellationToken)
    {
        await using var db = await store.CreateDbContextAsync(cancellationToken);
        return await db.Catalogue().AsNoTracking().Where(row => row.Section == section && row.Code == code).OrderBy(row => row.Version).ToListAsync(cancellationToken);
    }

    /// <summary>
    /// Puts sections in the place of those that stand. What is the same stays; what is gone is removed; cases go on under
    /// the version that they began with.
    /// </summary>
    /// <param name="json">The document.</param>
    /// <param name="by">Who wants it.</param>
    /// <param name="expected">The revision that they have seen; null when they do not care.</param>
    /// <param name="onlyCheck">Changes nothing, and says what it would.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public async Task<ImportOutcome> ImportAsync(ReadOnlyMemory<byte> json, Caller by, long? expected, bool onlyCheck, CancellationToken cancellationToken)
    {
        var (written, problems) = CatalogueReader.Read(json);
        if (written is null || problems.Count > 0)
        {
            return new ImportOutcome(problems);
        }

        if (onlyCheck)
        {
            await using var db = await store.CreateDbContextAsync(cancellationToken);
            return await ImportAsync(db, written, by, expected, cancellationToken);
        }

        return await gate.WriteAsync(db => ImportAsync(db, written, by, expected, cancellationToken), cancellationToken);
    }

    private async Task<ImportOutcome> ImportAsync(HubDb db, Catalogue written, Caller by, long? expected, CancellationToken cancellationToken)
    {
        var (revision, standing) = (await db.RevisionAsync(cancellationToken), await db.NewestAsync(cancellationToken));
        if (expected is { } seen && seen != revision)
        {
            return new ImportOutcome([]) { Revision = revision, Stale = true };
        }

        var stands = WholeOf(standing);
        var now = time.GetUtcNow();
        var whole = new Catalogue(written.Calendars ?? stands.Calendars, written.Categories ?? stands.Categories, written.Rules ?? stands.Rules);
        if (CatalogueChecks.Check(written, whole, [.. staff.Now.Departments.Keys], now) is { Count: > 0 } problems)
        {
            return new ImportOutcome(problems);
        }

        var versions = await db.Catalogue().GroupBy(row => new { row.Section, row.Code }).Select(entry => new { entry.Key, Version = entry.Max(row => row.Version) })
            .ToDictionaryAsync(entry => (entry.Key.Section, entry.Key.Code), entry => entry.Version, cancellationToken);
        var import = new CatalogueImport(standing, versions, by.Name, now);
        import.Put(CatalogueSection.Calendar, written.Calendars, entry => (entry.Code, "", entry.ValidFrom));
        import.Put(CatalogueSection.Category, written.Categories, entry => (entry.Code, "", entry.ValidFrom));
        import.Put(CatalogueSection.Rule, written.Rules, entry => (entry.Code, entry.Category, entry.ValidFrom));
        db.Catalogue().AddRange(import.Rows);
        return new ImportOutcome([]) { Revision = revision, Added = import.Added, Changed = import.Changed, Removed = import.Removed, Unchanged = import.Unchanged };
    }

    private static Catalogue WholeOf(IReadOnlyList<CatalogueRow> rows) => new(
        [.. rows.Where(row => row.Section == CatalogueSection.Calendar).Select(CatalogueJson.Calendar)],
        [.. rows.Where(row => row.Section == CatalogueSection.Category).Select(CatalogueJson.Category)],
        [.. rows.Where(row => row.Section == CatalogueSection.Rule).Select(CatalogueJson.Rule)]);
}

/// <summary>What became of an import.</summary>
/// <param name="Problems">With any, nothing was changed.</param>
internal sealed record ImportOutcome(IReadOnlyList<DocumentProblem> Problems)
{
    /// <summary>The catalogue's, before it.</summary>
    public long Revision { get; init; }

    /// <summary>The catalogue has changed since they saw it; nothing was changed.</summary>
    public bool Stale { get; init; }

    public int Added { get; init; }

    public int Changed { get; init; }

    public int Removed { get; init; }

    public int Unchanged { get; init; }
}
