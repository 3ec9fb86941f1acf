using EdgeGrid.Hub.Storage.Upkeep;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace EdgeGrid.Hub.Storage.Postgres;

/// <summary>Binary COPY.</summary>
internal sealed class PostgresRowWriter : IRowWriter
{
    private readonly HubDb _db;
    private readonly StoreTable _table;
    private readonly NpgsqlDbType[] _types;
    private readonly ReadingWeeks _weeks;
    private readonly int _committedAt;
    private NpgsqlBinaryImporter? _copy;
    private string? _week;

    public PostgresRowWriter(HubDb db, StoreTable table, ReadingWeeks weeks)
    {
        (_db, _table, _weeks) = (db, table, weeks);
        _types = [.. table.Columns.Select(TypeOf)];
        _committedAt = table.Name == ReadingWeeks.Table ? table.Columns.IndexOf(table.Columns.Single(column => column.Name == nameof(ReadingBlockRow.CommittedAt))) : -1;
    }

    public async Task WriteAsync(object?[] row, CancellationToken cancellationToken)
    {
        if (_committedAt >= 0)
        {
            await MakeRoomAsync(new DateTimeOffset((long)row[_committedAt]!, TimeSpan.Zero), cancellationToken);
        }

        _copy ??= await ((NpgsqlConnection)_db.Database.GetDbConnection())
            .BeginBinaryImportAsync($"COPY {_table.QuotedName} ({_table.QuotedColumns}) FROM STDIN (FORMAT BINARY)", cancellationToken);
        await _copy.StartRowAsync(cancellationToken);
        for (var place = 0; place < row.Length; place++)
        {
            await (row[place] switch
            {
                null => _copy.WriteNullAsync(cancellationToken),
                string text => _copy.WriteAsync(StorableText.Of(text), _types[place], cancellationToken),
                var value => _copy.WriteAsync(value, _types[place], cancellationToken),
            });
        }
    }

    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        await EndCopyAsync(cancellationToken);
        if (_table.Columns.FirstOrDefault(column => column.IsNumbered) is { } numbered)
        {
            await using var command = StoreRows.Command(
                _db,
                $"SELECT setval(pg_get_serial_sequence('{_table.QuotedName}', '{numbered.Name}'), max({numbered.QuotedName})) FROM {_table.QuotedName} HAVING max({numbered.QuotedName}) IS NOT NULL");
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_copy is not null)
        {
            await _copy.DisposeAsync();
        }
    }

    /// <summary>A copy sees only the weeks that there were when it began.</summary>
    private async Task MakeRoomAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (ReadingWeeks.NameOf(at) is var week && week != _week)
        {
            await EndCopyAsync(cancellationToken);
            await _weeks.MakeAsync(at, cancellationToken);
            _week = week;
        }
    }

    private async Task EndCopyAsync(CancellationToken cancellationToken)
    {
        if (_copy is not null)
        {
            await _copy.CompleteAsync(cancellationToken);
            await _copy.DisposeAsync();
            _copy = null;
        }
    }

    private static NpgsqlDbType TypeOf(StoreColumn column) => Type.GetTypeCode(column.Kind) switch
    {
        TypeCode.String => NpgsqlDbType.Text,
        TypeCode.Int64 => NpgsqlDbType.Bigint,
        TypeCode.Int32 => NpgsqlDbType.Integer,
        TypeCode.Boolean => NpgsqlDbType.Boolean,
        TypeCode.Double => NpgsqlDbType.Double,
        _ when column.Kind == typeof(byte[]) => NpgsqlDbType.Bytea,
        _ => throw new NotSupportedException($"A column of {column.Kind.Name} is not one that both stores keep alike."),
    };
}
