using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EdgeGrid.Hub.Webhooks;

/// <summary>An address that is told of cases.</summary>
internal sealed class WebhookRow
{
    public required string Id { get; init; }

    public required string Url { get; init; }

    /// <summary>Names of events with commas between; empty for all.</summary>
    public required string Events { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required string CreatedBy { get; init; }

    /// <summary>The last event that is delivered or set aside: what comes after it in the trail of cases waits.</summary>
    public long Position { get; set; }

    /// <summary>Of the last delivery that succeeded.</summary>
    public DateTimeOffset? DeliveredAt { get; set; }
}

/// <summary>An event that an address did not take.</summary>
internal sealed class DeadLetterRow
{
    public long Id { get; init; }

    public required string WebhookId { get; init; }

    /// <summary>The event's place in the trail of cases.</summary>
    public required long Position { get; init; }

    public required string CaseId { get; init; }

    public required string Event { get; init; }

    public required DateTimeOffset SetAsideAt { get; init; }

    public int Tries { get; set; }

    /// <summary>What the last try ended with.</summary>
    public required string Problem { get; set; }
}

internal sealed class WebhookRowsConfiguration : IEntityTypeConfiguration<WebhookRow>, IEntityTypeConfiguration<DeadLetterRow>
{
    public void Configure(EntityTypeBuilder<WebhookRow> builder) => builder.ToTable("webhooks").HasKey(row => row.Id);

    public void Configure(EntityTypeBuilder<DeadLetterRow> builder)
    {
        builder.ToTable("webhook_dead_letters").HasKey(row => row.Id);
        builder.HasIndex(row => new { row.WebhookId, row.Id });
    }
}
