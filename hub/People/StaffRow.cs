using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EdgeGrid.Hub.People;

/// <summary>What a <see cref="StaffRow"/> holds.</summary>
internal enum StaffKind
{
    Department = 1,
    Person,
    Roster,
}

/// <summary>
/// A person, a department or a roster as it stands. Everything about a person is in this one row, so that deleting it
/// leaves nothing personal behind.
/// </summary>
internal sealed class StaffRow
{
    public required StaffKind Kind { get; init; }

    public required string Id { get; init; }

    /// <summary>Higher with every change, of any record: one that is deleted and made again is never taken for the old one.</summary>
    public required long Version { get; set; }

    /// <summary>JSON.</summary>
    public required string Definition { get; set; }

    public required DateTimeOffset ChangedAt { get; set; }

    /// <summary>The account that changed it.</summary>
    public required string ChangedBy { get; set; }
}

internal sealed class StaffRowMapping : IEntityTypeConfiguration<StaffRow>
{
    public void Configure(EntityTypeBuilder<StaffRow> builder) => builder.ToTable("staff").HasKey(row => new { row.Kind, row.Id });
}
