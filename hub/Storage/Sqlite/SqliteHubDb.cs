using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Storage.Sqlite;

/// <summary>The model in SQLite.</summary>
internal sealed class SqliteHubDb(DbContextOptions<SqliteHubDb> options) : HubDb(options);
