using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EdgeGrid.Hub.Cases;

/// <summary>A picture that somebody added to a case. That it was added stands in the case's events; the picture stands here.</summary>
internal sealed class CaseAttachmentRow
{
    public required string CaseId { get; init; }

    /// <summary>Of the case's pictures, counting from 1.</summary>
    public required int Number { get; init; }

    public required AttachmentPurpose Purpose { get; init; }

    /// <summary>As its bytes say.</summary>
    public required string ContentType { get; init; }

    public required byte[] Image { get; init; }

    public required int Size { get; init; }

    /// <summary>Hexadecimal.</summary>
    public required string Sha256 { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string By { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<CaseAttachmentRow>
    {
        public void Configure(EntityTypeBuilder<CaseAttachmentRow> builder) =>
            builder.ToTable("case_attachments").HasKey(row => new { row.CaseId, row.Number });
    }
}

/// <summary>What a picture shows.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AttachmentPurpose>))]
public enum AttachmentPurpose
{
    /// <summary>The place before the work.</summary>
    [JsonStringEnumMemberName("before")] Before = 1,

    /// <summary>The place after the work.</summary>
    [JsonStringEnumMemberName("after")] After,

    /// <summary>Anything else.</summary>
    [JsonStringEnumMemberName("snapshot")] Snapshot,
}
