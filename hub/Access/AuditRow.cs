using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EdgeGrid.Hub.Access;

/// <summary>Somebody changed something, or tried to, or looked at where somebody is. Never changed, never deleted.</summary>
internal sealed class AuditRow
{
    /// <summary>Its place in the trail.</summary>
    public long Id { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Who { get; init; }

    public required Role Role { get; init; }

    /// <summary>What was wanted: a method and the endpoint's pattern, or a few words.</summary>
    public required string What { get; init; }

    /// <summary>On what: the path, or whose position.</summary>
    public required string Target { get; init; }

    /// <summary>What became of it: 200 when something was changed, otherwise the status of the answer.</summary>
    public required int Outcome { get; init; }

    /// <summary>As the answer's <c>X-Request-Id</c> tells it.</summary>
    public required string RequestId { get; init; }
}

internal sealed class AuditRowConfiguration : IEntityTypeConfiguration<AuditRow>
{
    public void Configure(EntityTypeBuilder<AuditRow> builder)
    {
        builder.ToTable("audit").HasKey(row => row.Id);
        builder.HasIndex(row => new { row.Who, row.Id });
        builder.HasIndex(row => new { row.Target, row.Id });
    }
}
