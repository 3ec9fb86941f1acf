using EdgeGrid.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EdgeGrid.Hub.Warnings;

/// <summary>A message that was published: never changed, only followed by another.</summary>
internal sealed class WarningRow
{
    public long Id { get; init; }

    /// <summary>CAP's own, in the world only once.</summary>
    public required string Identifier { get; init; }

    public required string CaseId { get; init; }

    public required CapMessage Message { get; init; }

    public required string Sender { get; init; }

    public required DateTimeOffset SentAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public required WarningLevel Level { get; init; }

    /// <summary>In one line, in English.</summary>
    public required string Headline { get; init; }

    /// <summary>In one line, in Chinese.</summary>
    public required string HeadlineZh { get; init; }

    public required bool Simulated { get; init; }

    public required string PublishedBy { get; init; }

    /// <summary>The whole message as it went out: CAP 1.2, UTF-8.</summary>
    public required byte[] Xml { get; init; }
}

internal sealed class WarningRowConfiguration : IEntityTypeConfiguration<WarningRow>
{
    public void Configure(EntityTypeBuilder<WarningRow> builder)
    {
        builder.ToTable("warnings").HasKey(row => row.Id);
        builder.HasIndex(row => row.Identifier).IsUnique();
        builder.HasIndex(row => new { row.CaseId, row.Id });
        builder.HasIndex(row => row.SentAt);
    }
}
