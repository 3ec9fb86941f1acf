using EdgeGrid.Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EdgeGrid.Hub.Rules;

/// <summary>Which section of a catalogue an entry stands in.</summary>
internal enum CatalogueSection
{
    /// <summary>A <see cref="CalendarSpec"/>.</summary>
    Calendar = 1,

    /// <summary>A <see cref="Rules.Category"/>.</summary>
    Category,

    /// <summary>A <see cref="CaseRule"/>.</summary>
    Rule,
}

/// <summary>
/// One version of one entry of the catalogue. Never changed, never deleted: a case that runs under it finds it, and who
/// changed what, and when, stands here.
/// </summary>
internal sealed class CatalogueRow
{
    /// <summary>Rises with every change of the catalogue.</summary>
    public long Id { get; set; }

    public required CatalogueSection Section { get; init; }

    public required string Code { get; init; }

    /// <summary>Of the entry, counting from 1. Where two hold, the higher one does.</summary>
    public required int Version { get; init; }

    /// <summary>The category of a rule; empty otherwise.</summary>
    public required string Category { get; init; }

    /// <summary>From when it holds: never before it was recorded.</summary>
    public required DateTimeOffset EffectiveFrom { get; init; }

    /// <summary>True when from then on there is no such entry.</summary>
    public required bool Removed { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    public required string By { get; init; }

    /// <summary>JSON.</summary>
    public required string Data { get; init; }
}

/// <summary>How <see cref="CatalogueRow"/> is kept.</summary>
internal sealed class CatalogueRowConfiguration : IEntityTypeConfiguration<CatalogueRow>
{
    public void Configure(EntityTypeBuilder<CatalogueRow> builder)
    {
        builder.ToTable("catalogue_versions").HasKey(row => row.Id);
        builder.HasIndex(row => new { row.Section, row.Code, row.Version }).IsUnique();
        builder.HasIndex(row => new { row.Section, row.Category });
    }
}

/// <summary>What is asked of the catalogue's table.</summary>
internal static class CatalogueRows
{
    public static DbSet<CatalogueRow> Catalogue(this HubDb db) => db.Set<CatalogueRow>();

    /// <summary>The newest version of each entry, those that are removed left out; those that hold only later are in it.</summary>
    public static Task<List<CatalogueRow>> NewestAsync(this HubDb db, CancellationToken cancellationToken) =>
        db.Catalogue().AsNoTracking()
            .Where(row => !row.Removed && !db.Catalogue().Any(later => later.Section == row.Section && later.Code == row.Code && later.Version > row.Version))
            .OrderBy(row => row.Section).ThenBy(row => row.Code)
            .ToListAsync(cancellationToken);

    /// <summary>The number of the catalogue's last change; 0 before the first.</summary>
    public static async Task<long> RevisionAsync(this HubDb db, CancellationToken cancellationToken) =>
        await db.Catalogue().MaxAsync(row => (long?)row.Id, cancellationToken) ?? 0;
}
