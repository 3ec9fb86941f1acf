using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EdgeGrid.Hub.Api;

/// <summary>
/// A change that a client named with a key of its own. The row is written in the change's own transaction, so that the
/// key and the change are there together or not at all; the answer is added once it is known.
/// </summary>
internal sealed class IdempotencyRow
{
    /// <summary>Whose key: two clients may choose the same one.</summary>
    public required string Who { get; init; }

    public required string Key { get; init; }

    /// <summary>Of the request: method, path, query and body.</summary>
    public required string Fingerprint { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The answer's status; 0 while there is none, or when the hub went down before there was one.</summary>
    public int Status { get; set; }

    public string? ContentType { get; set; }

    public string? Location { get; set; }

    public string? Etag { get; set; }

    public byte[]? Body { get; set; }
}

internal sealed class IdempotencyRowConfiguration : IEntityTypeConfiguration<IdempotencyRow>
{
    public void Configure(EntityTypeBuilder<IdempotencyRow> builder)
    {
        builder.ToTable("idempotency_keys").HasKey(row => new { row.Who, row.Key });
        builder.HasIndex(row => row.At);
    }
}
