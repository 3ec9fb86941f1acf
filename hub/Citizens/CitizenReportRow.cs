using EdgeGrid.Hub.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EdgeGrid.Hub.Citizens;

/// <summary>What a citizen's report has beside its case, which carries the same number as its reference.</summary>
internal sealed class CitizenReportRow
{
    /// <summary>The <c>service_request_id</c>: nobody can count through them.</summary>
    public required string RequestId { get; init; }

    public required string ServiceCode { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Of what, where and in which words: the same again is the same report.</summary>
    public required string Sameness { get; init; }

    public required string Description { get; init; }

    /// <summary>As the citizen wrote it; empty when they gave a position only.</summary>
    public required string Address { get; init; }

    public string? AddressId { get; init; }

    public double? Latitude { get; init; }

    public double? Longitude { get; init; }

    /// <summary>A link to a picture. Nobody here follows it.</summary>
    public string? MediaUrl { get; init; }

    /// <summary>Name, telephone and e-mail in one line, where they are to be kept; never given out.</summary>
    public string? Contact { get; init; }
}

internal sealed class CitizenReportRowConfiguration : IEntityTypeConfiguration<CitizenReportRow>, IEntityTypeConfiguration<CaseRow>
{
    public void Configure(EntityTypeBuilder<CitizenReportRow> builder)
    {
        builder.ToTable("citizen_reports").HasKey(row => row.RequestId);
        builder.HasIndex(row => new { row.Sameness, row.At });
        builder.HasIndex(row => row.At);
    }

    public void Configure(EntityTypeBuilder<CaseRow> builder) => builder.HasIndex(row => row.Reference);
}
