using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EdgeGrid.Hub.Cases;

/// <summary>Whose case it is: part of the projection, so that the cases of one person are found at once.</summary>
internal sealed class CaseAssigneeRow
{
    public required string Assignee { get; init; }

    public required string CaseId { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<CaseAssigneeRow>
    {
        public void Configure(EntityTypeBuilder<CaseAssigneeRow> builder)
        {
            builder.ToTable("case_assignees").HasKey(row => new { row.Assignee, row.CaseId });
            builder.HasIndex(row => row.CaseId);
        }
    }
}

/// <summary>A word of a case's title and place: part of the projection, so that a search reads no title.</summary>
internal sealed class CaseWordRow
{
    public required string Word { get; init; }

    public required string CaseId { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<CaseWordRow>
    {
        public void Configure(EntityTypeBuilder<CaseWordRow> builder) =>
            builder.ToTable("case_words").HasKey(row => new { row.Word, row.CaseId });
    }
}
