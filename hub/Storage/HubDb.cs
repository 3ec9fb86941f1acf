using EdgeGrid.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace EdgeGrid.Hub.Storage;

/// <summary>
/// The hub's store: events of cases, their projections, alerts, readings, gateways, losses, quarantine. One model; each
/// store has a class of its own, so that it has migrations of its own.
/// </summary>
internal abstract class HubDb(DbContextOptions options) : DbContext(options)
{
    public DbSet<AlertRow> Alerts => Set<AlertRow>();

    public DbSet<EvidenceRow> Evidence => Set<EvidenceRow>();

    public DbSet<CaseRow> Cases => Set<CaseRow>();

    public DbSet<CaseAlertRow> CaseAlerts => Set<CaseAlertRow>();

    public DbSet<CaseEventRow> CaseEvents => Set<CaseEventRow>();

    public DbSet<CaseDayRow> CaseDays => Set<CaseDayRow>();

    public DbSet<GatewayRow> Gateways => Set<GatewayRow>();

    public DbSet<ReadingBlockRow> ReadingBlocks => Set<ReadingBlockRow>();

    public DbSet<LossRow> Losses => Set<LossRow>();

    public DbSet<QuarantineRow> Quarantine => Set<QuarantineRow>();

    public DbSet<NoticeRow> Notices => Set<NoticeRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicks>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        // Rooms that keep rows of their own map them beside the rows.
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(HubDb).Assembly);
        modelBuilder.Entity<AlertRow>(alert =>
        {
            alert.ToTable("alerts").HasKey(row => row.Id);
            alert.HasIndex(row => new { row.Gateway, row.Epoch, row.Sequence }).IsUnique();
            alert.HasIndex(row => row.CaseId);
            alert.HasIndex(row => row.AlertId);
        });
        modelBuilder.Entity<EvidenceRow>(evidence =>
        {
            evidence.ToTable("evidence").HasKey(row => row.Id);
            evidence.HasIndex(row => new { row.Gateway, row.Epoch, row.Sequence }).IsUnique();
            evidence.HasIndex(row => row.AlertId);
        });
        modelBuilder.Entity<CaseRow>(cases =>
        {
            cases.ToTable("cases").HasKey(row => row.CaseId);

            // What an alert may join: by the place, by the neighbours of a place that is not known, by the device. Open cases are
            // few, whatever the store holds, so these indexes stay small.
            string open = $"\"{nameof(CaseRow.Step)}\" < {(int)CaseStep.Closed}";
            cases.HasIndex(row => row.Tile).HasFilter(open);
            cases.HasIndex(row => new { row.Gateway, row.Tile }).HasFilter(open);
            cases.HasIndex(row => new { row.Grid, row.Tile }).HasFilter(open);
            cases.HasIndex(row => new { row.Gateway, row.Device }).HasFilter(open);

            // The newest of a step, of those still open, of a level, and of a department, a cell or a category: each from one
            // index. In the last four the step is looked at before the row is.
            cases.HasIndex(row => new { row.Step, row.CaseId });
            cases.HasIndex(row => new { row.Open, row.CaseId });
            cases.HasIndex(row => new { row.Level, row.CaseId, row.Step });
            cases.HasIndex(row => new { row.Department, row.CaseId, row.Step });
            cases.HasIndex(row => new { row.Grid, row.CaseId, row.Step });
            cases.HasIndex(row => new { row.Category, row.CaseId, row.Step });
        });
        modelBuilder.Entity<CaseAlertRow>(alert =>
        {
            alert.ToTable("case_alerts").HasKey(row => new { row.Gateway, row.AlertId });
            alert.HasIndex(row => row.CaseId);

            // Those that have not cleared, gravest and newest first: few, whatever the store holds.
            alert.HasIndex(row => new { row.Level, row.CaseId }).HasFilter($"NOT \"{nameof(CaseAlertRow.Cleared)}\"");
        });
        modelBuilder.Entity<CaseEventRow>(events =>
        {
            events.ToTable("case_events").HasKey(row => row.Position);
            events.HasIndex(row => new { row.CaseId, row.Version }).IsUnique();
        });
        modelBuilder.Entity<CaseDayRow>().ToTable("case_days").HasKey(row => row.Day);
        modelBuilder.Entity<GatewayRow>().ToTable("gateways").HasKey(row => row.Gateway);
        modelBuilder.Entity<ReadingBlockRow>().ToTable("reading_blocks");
        modelBuilder.Entity<LossRow>(loss =>
        {
            loss.ToTable("losses").HasKey(row => row.Id);
            loss.HasIndex(row => new { row.Gateway, row.Epoch, row.Sequence }).IsUnique();
            loss.HasIndex(row => new { row.Gateway, row.Id });
        });
        modelBuilder.Entity<NoticeRow>().ToTable("notices").HasKey(row => row.Id);
        modelBuilder.Entity<QuarantineRow>(quarantine =>
        {
            quarantine.ToTable("quarantine").HasKey(row => row.Id);
            quarantine.HasIndex(row => new { row.Topic, row.Gateway, row.Reason }).IsUnique();
        });
    }

    /// <summary>Instants as UTC ticks: they sort, compare and lose nothing in every store.</summary>
    private sealed class UtcTicks() : ValueConverter<DateTimeOffset, long>(
        at => at.UtcTicks,
        ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
}
