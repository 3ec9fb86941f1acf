using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EdgeGrid.Hub.Tracking;

/// <summary>Where somebody was at an instant at which they were on duty. There is no row for any other instant.</summary>
internal sealed class PositionRow
{
    public required string Person { get; init; }

    public required DateTimeOffset At { get; init; }

    public required double Latitude { get; init; }

    public required double Longitude { get; init; }

    public double? AccuracyMetres { get; init; }

    public required string Grid { get; init; }

    /// <summary>The tracker, <c>gateway:device</c>; empty when they told it themselves.</summary>
    public required string Tracker { get; init; }

    public required bool Simulated { get; init; }
}

/// <summary>Somebody looked at positions: who, whose, when and through what.</summary>
internal sealed class PositionLookRow
{
    public long Id { get; set; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The account that looked.</summary>
    public required string By { get; init; }

    public required string Role { get; init; }

    /// <summary>Through what: the request, or the case that was dispatched.</summary>
    public required string Why { get; init; }

    public required int Count { get; init; }

    /// <summary>Whose: people's ids with a space before, between and after.</summary>
    public required string People { get; init; }
}

internal sealed class PositionRowMapping : IEntityTypeConfiguration<PositionRow>
{
    public void Configure(EntityTypeBuilder<PositionRow> builder)
    {
        builder.ToTable("positions").HasKey(row => new { row.Person, row.At });
        builder.HasIndex(row => row.At);
    }
}

internal sealed class PositionLookRowMapping : IEntityTypeConfiguration<PositionLookRow>
{
    public void Configure(EntityTypeBuilder<PositionLookRow> builder)
    {
        builder.ToTable("position_looks").HasKey(row => row.Id);
        builder.HasIndex(row => row.At);
    }
}
