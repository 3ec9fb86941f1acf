using EdgeGrid.Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EdgeGrid.Hub.Dispatch;

/// <summary>Who must answer next is found among a million cases without reading them.</summary>
internal sealed class CaseDeadlineIndex : IEntityTypeConfiguration<CaseRow>
{
    public void Configure(EntityTypeBuilder<CaseRow> builder) => builder.HasIndex(row => new { row.Step, row.AnswerBy });
}
