using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EdgeGrid.Hub.Grids.Duty;

/// <summary>A duty grid 责任网格.</summary>
internal sealed class DutyGridRow
{
    public required string Code { get; init; }

    public required string Name { get; set; }

    /// <summary>Whose it is, as the hub names its staff; empty when it is nobody's at present.</summary>
    public required string Worker { get; set; }

    public required int Version { get; set; }

    public required DateTimeOffset ChangedAt { get; set; }

    public required string ChangedBy { get; set; }
}

/// <summary>A unit grid of a duty grid.</summary>
internal sealed class DutyGridCellRow
{
    /// <summary>The unit grid: it is part of one duty grid at most.</summary>
    public required string Cell { get; init; }

    public required string Duty { get; init; }
}

internal sealed class DutyGridMapping : IEntityTypeConfiguration<DutyGridRow>
{
    public void Configure(EntityTypeBuilder<DutyGridRow> builder) => builder.ToTable("duty_grids").HasKey(row => row.Code);
}

internal sealed class DutyGridCellMapping : IEntityTypeConfiguration<DutyGridCellRow>
{
    public void Configure(EntityTypeBuilder<DutyGridCellRow> builder)
    {
        builder.ToTable("duty_grid_cells").HasKey(row => row.Cell);
        builder.HasIndex(row => row.Duty);
    }
}
