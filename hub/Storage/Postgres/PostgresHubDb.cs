using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Storage.Postgres;

/// <summary>The model in PostgreSQL.</summary>
internal sealed class PostgresHubDb(DbContextOptions<PostgresHubDb> options) : HubDb(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);

        // A table that is divided has what divides it in its key.
        modelBuilder.Entity<ReadingBlockRow>().HasKey(row => new { row.Gateway, row.Epoch, row.Sequence, row.CommittedAt });
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);

        // By their bytes, as in SQLite: a database's own order may ignore the hyphen of a case's number, and say that A is a.
        configurationBuilder.Properties<string>().UseCollation("C");
    }
}
