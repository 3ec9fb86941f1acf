using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Storage.Sqlite;

/// <summary>The model in SQLite.</summary>
internal sealed class SqliteHubDb(DbContextOptions<SqliteHubDb> options) : HubDb(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<ReadingBlockRow>(block =>
        {
            block.HasKey(row => new { row.Gateway, row.Epoch, row.Sequence });
            block.HasIndex(row => row.CommittedAt);
        });
    }
}
