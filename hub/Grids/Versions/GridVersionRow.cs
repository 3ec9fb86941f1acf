using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EdgeGrid.Hub.Grids.Versions;

/// <summary>A version of the grids. Never changed, and deleted only while its time has not come.</summary>
internal sealed class GridVersionRow
{
    public long Version { get; set; }

    public required DateTimeOffset ValidFrom { get; init; }

    public required DateTimeOffset ImportedAt { get; init; }

    public required string ImportedBy { get; init; }

    public required string Name { get; init; }

    public required string Codes { get; init; }

    public required string Fingerprint { get; init; }

    public required int Cells { get; init; }

    /// <summary>JSON array of problems.</summary>
    public required string Warnings { get; init; }
}

/// <summary>A cell of a version.</summary>
internal sealed class GridCellRow
{
    public long Version { get; set; }

    public required string Code { get; init; }

    public required GridKind Kind { get; init; }

    public required string Name { get; init; }

    public required string Street { get; init; }

    public required string Community { get; init; }

    public required string StreetCode { get; init; }

    public required string CommunityCode { get; init; }

    /// <summary>Well-known binary, WGS-84, longitude first.</summary>
    public required byte[] Area { get; init; }
}

/// <summary>A district, street or community of a version.</summary>
internal sealed class GridAreaRow
{
    public long Version { get; set; }

    public required GridLevel Level { get; init; }

    public required string Code { get; init; }

    public required string Name { get; init; }

    public required string Parent { get; init; }
}

internal sealed class GridVersionMapping : IEntityTypeConfiguration<GridVersionRow>
{
    public void Configure(EntityTypeBuilder<GridVersionRow> builder)
    {
        builder.ToTable("grid_versions").HasKey(row => row.Version);
        builder.HasIndex(row => row.ValidFrom).IsUnique();
    }
}

internal sealed class GridCellMapping : IEntityTypeConfiguration<GridCellRow>
{
    public void Configure(EntityTypeBuilder<GridCellRow> builder) => builder.ToTable("grid_cells").HasKey(row => new { row.Version, row.Code });
}

internal sealed class GridAreaMapping : IEntityTypeConfiguration<GridAreaRow>
{
    public void Configure(EntityTypeBuilder<GridAreaRow> builder) => builder.ToTable("grid_areas").HasKey(row => new { row.Version, row.Level, row.Code });
}
