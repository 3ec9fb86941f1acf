using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EdgeGrid.Hub.Dispatch;

/// <summary>The rules of dispatch as they once stood. The highest version counts; the others tell what counted before.</summary>
internal sealed class DispatchRulesRow
{
    public required long Version { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The account that changed them.</summary>
    public required string By { get; init; }

    /// <summary>JSON.</summary>
    public required string Definition { get; init; }
}

internal sealed class DispatchRulesRowMapping : IEntityTypeConfiguration<DispatchRulesRow>
{
    public void Configure(EntityTypeBuilder<DispatchRulesRow> builder)
    {
        builder.ToTable("dispatch_rules").HasKey(row => row.Version);
        builder.Property(row => row.Version).ValueGeneratedNever();
    }
}
