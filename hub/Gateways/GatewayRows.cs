using EdgeGrid.Contracts;
using EdgeGrid.Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EdgeGrid.Hub.Gateways;

/// <summary>A configuration that the hub wanted of a gateway once. The highest revision counts; none is ever changed or deleted.</summary>
internal sealed class GatewayRevisionRow
{
    public required string Gateway { get; init; }

    /// <summary>Counts from 1; may leave some out, where a gateway has heard of a higher one from a store that was put back.</summary>
    public required long Revision { get; init; }

    /// <summary>JSON without blanks, as it goes to the gateway.</summary>
    public required string Document { get; init; }

    /// <summary><see cref="DesiredConfiguration.HashOf"/> of it.</summary>
    public required string Hash { get; init; }

    /// <summary>The account that wanted it.</summary>
    public required string By { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Note { get; init; }

    /// <summary>The earlier revision whose content it has; null when it has its own.</summary>
    public long? RollbackOf { get; init; }
}

/// <summary>What a gateway said last of its configuration.</summary>
internal sealed class GatewayReportRow
{
    public required string Gateway { get; init; }

    /// <summary>A <see cref="ReportedConfiguration"/>, JSON of the wire.</summary>
    public required string Report { get; set; }

    public required DateTimeOffset ReceivedAt { get; set; }
}

/// <summary>Something that was asked of a gateway, and its answer.</summary>
internal sealed class GatewayCommandRow
{
    /// <summary>UUIDv7: sorts by when it was asked.</summary>
    public required string Id { get; init; }

    public required string Gateway { get; init; }

    public required string Name { get; init; }

    /// <summary>JSON.</summary>
    public required string Arguments { get; init; }

    public required string By { get; init; }

    public required DateTimeOffset At { get; init; }

    public required DateTimeOffset ValidUntil { get; init; }

    /// <summary>Null until the gateway has answered.</summary>
    public CommandOutcome? Outcome { get; set; }

    /// <summary>The gateway's.</summary>
    public string? Words { get; set; }

    /// <summary>By the gateway's clock.</summary>
    public DateTimeOffset? AnsweredAt { get; set; }
}

/// <summary>How the rows are kept.</summary>
internal sealed class GatewayRowsMapping : IEntityTypeConfiguration<GatewayRevisionRow>, IEntityTypeConfiguration<GatewayReportRow>, IEntityTypeConfiguration<GatewayCommandRow>
{
    public void Configure(EntityTypeBuilder<GatewayRevisionRow> builder)
    {
        builder.ToTable("gateway_revisions").HasKey(row => new { row.Gateway, row.Revision });
        builder.Property(row => row.Revision).ValueGeneratedNever();
    }

    public void Configure(EntityTypeBuilder<GatewayReportRow> builder) => builder.ToTable("gateway_reports").HasKey(row => row.Gateway);

    public void Configure(EntityTypeBuilder<GatewayCommandRow> builder)
    {
        builder.ToTable("gateway_commands").HasKey(row => row.Id);
        builder.HasIndex(row => new { row.Gateway, row.Id });
        builder.HasIndex(row => new { row.Outcome, row.ValidUntil });
    }
}

/// <summary>The rows in the store.</summary>
internal static class GatewayTables
{
    public static DbSet<GatewayRevisionRow> Revisions(this HubDb db) => db.Set<GatewayRevisionRow>();

    public static DbSet<GatewayReportRow> Reports(this HubDb db) => db.Set<GatewayReportRow>();

    public static DbSet<GatewayCommandRow> Commands(this HubDb db) => db.Set<GatewayCommandRow>();

    /// <summary>The one that counts; null when there is none.</summary>
    public static Task<GatewayRevisionRow?> NewestAsync(this IQueryable<GatewayRevisionRow> rows, string gateway, CancellationToken cancellationToken) =>
        rows.Where(row => row.Gateway == gateway).OrderByDescending(row => row.Revision).FirstOrDefaultAsync(cancellationToken);
}
