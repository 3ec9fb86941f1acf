using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace EdgeGrid.Hub.Storage.Upkeep;

/// <summary>Reads rows of a table as they are kept, one after the other, in the order of their key.</summary>
internal static class StoreRows
{
    /// <summary>All of a table's rows, or those of a range of its texts.</summary>
    public static async IAsyncEnumerable<object?[]> ReadAsync(HubDb db, StoreTable table, TextRange? range = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var command = Command(db, $"SELECT {table.QuotedColumns} FROM {table.QuotedName}{Where(range)} ORDER BY {table.QuotedKey}");
            if (range is not null)
            {
                Add(command, "@after", range.After);
                Add(command, "@last", range.Last ?? "");
            }

            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            while (await rows.ReadAsync(cancellationToken))
            {
                yield return Row(rows, table);
            }
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    public static async Task<bool> IsEmptyAsync(HubDb db, StoreTable table, CancellationToken cancellationToken)
    {
        await using var command = Command(db, $"SELECT 1 FROM {table.QuotedName} LIMIT 1");
        return await command.ExecuteScalarAsync(cancellationToken) is null;
    }

    /// <summary>A command on the context's own connection and in its transaction.</summary>
    public static DbCommand Command(HubDb db, string sql)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandText = sql;
        return command;
    }

    private static string Where(TextRange? range) => range switch
    {
        null => "",
        { Last: null } => $" WHERE {StoreTable.Quote(range.Column)} > @after",
        _ => $" WHERE {StoreTable.Quote(range.Column)} > @after AND {StoreTable.Quote(range.Column)} <= @last",
    };

    private static void Add(DbCommand command, string name, string value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }

    private static object?[] Row(DbDataReader reader, StoreTable table)
    {
        var row = new object?[table.Columns.Length];
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = reader.IsDBNull(i) ? null : Value(reader, i, table.Columns[i].Kind);
        }

        return row;
    }

    private static object Value(DbDataReader reader, int place, Type kind) => Type.GetTypeCode(kind) switch
    {
        TypeCode.String => reader.GetString(place),
        TypeCode.Int64 => reader.GetInt64(place),
        TypeCode.Int32 => reader.GetInt32(place),
        TypeCode.Boolean => reader.GetBoolean(place),
        TypeCode.Double => reader.GetDouble(place),
        _ when kind == typeof(byte[]) => reader.GetFieldValue<byte[]>(place),
        _ => throw new NotSupportedException($"A column of {kind.Name} is not one that both stores keep alike."),
    };
}

/// <summary>Rows whose text in a column comes after one and not after another.</summary>
/// <param name="Column">Of texts.</param>
/// <param name="After">Not itself among them.</param>
/// <param name="Last">Among them; null for all that follow.</param>
internal sealed record TextRange(string Column, string After, string? Last);
