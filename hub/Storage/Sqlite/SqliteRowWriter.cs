using System.Data.Common;
using EdgeGrid.Hub.Storage.Upkeep;

namespace EdgeGrid.Hub.Storage.Sqlite;

/// <summary>A prepared insert. SQLite numbers on by itself.</summary>
internal sealed class SqliteRowWriter : IRowWriter
{
    private readonly DbCommand _insert;

    public SqliteRowWriter(HubDb db, StoreTable table)
    {
        var values = string.Join(", ", table.Columns.Select((_, place) => $"@p{place}"));
        _insert = StoreRows.Command(db, $"INSERT INTO {table.QuotedName} ({table.QuotedColumns}) VALUES ({values})");
        for (var place = 0; place < table.Columns.Length; place++)
        {
            var parameter = _insert.CreateParameter();
            parameter.ParameterName = $"@p{place}";
            _insert.Parameters.Add(parameter);
        }
    }

    public async Task WriteAsync(object?[] row, CancellationToken cancellationToken)
    {
        for (var place = 0; place < row.Length; place++)
        {
            _insert.Parameters[place].Value = row[place] ?? DBNull.Value;
        }

        await _insert.ExecuteNonQueryAsync(cancellationToken);
    }

    public Task CompleteAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => _insert.DisposeAsync();
}
