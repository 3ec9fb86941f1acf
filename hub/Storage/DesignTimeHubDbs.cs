using EdgeGrid.Hub.Configuration;
using EdgeGrid.Hub.Storage.Postgres;
using EdgeGrid.Hub.Storage.Sqlite;
using Microsoft.EntityFrameworkCore.Design;

namespace EdgeGrid.Hub.Storage;

/// <summary>What <c>dotnet ef migrations add --context SqliteHubDb</c> makes a model from; nothing is opened.</summary>
internal sealed class DesignTimeSqliteHubDb : IDesignTimeDbContextFactory<SqliteHubDb>
{
    public SqliteHubDb CreateDbContext(string[] args) => (SqliteHubDb)new SqliteEngine(Path.GetTempPath()).CreateDbContext();
}

/// <summary>What <c>dotnet ef migrations add --context PostgresHubDb</c> makes a model from; nothing is opened.</summary>
internal sealed class DesignTimePostgresHubDb : IDesignTimeDbContextFactory<PostgresHubDb>
{
    public PostgresHubDb CreateDbContext(string[] args) =>
        (PostgresHubDb)new PostgresEngine(new ExternalStoreOptions { ConnectionString = "Host=localhost;Database=edgegrid" }).CreateDbContext();
}
