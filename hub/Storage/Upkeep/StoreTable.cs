using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace EdgeGrid.Hub.Storage.Upkeep;

/// <summary>A table of the model as both stores have it: what goes through whole tables knows no rows' classes, so that no new table is forgotten.</summary>
/// <param name="Name">Of the table.</param>
/// <param name="Columns">In an order that is always the same.</param>
/// <param name="Key">Places of the key's columns among them.</param>
internal sealed record StoreTable(string Name, ImmutableArray<StoreColumn> Columns, ImmutableArray<int> Key)
{
    public string QuotedName => Quote(Name);

    public string QuotedColumns => string.Join(", ", Columns.Select(column => column.QuotedName));

    public string QuotedKey => string.Join(", ", Key.Select(place => Columns[place].QuotedName));

    /// <summary>Every table, none before one that its rows refer to.</summary>
    public static IReadOnlyList<StoreTable> All(HubDb db)
    {
        var left = db.Model.GetRelationalModel().Tables.OrderBy(table => table.Name, StringComparer.Ordinal).ToList();
        var ordered = new List<StoreTable>(left.Count);
        while (left.Count > 0)
        {
            var next = left.FirstOrDefault(table => !table.ForeignKeyConstraints.Any(to => to.PrincipalTable != table && left.Contains(to.PrincipalTable)))
                ?? throw new InvalidOperationException($"The tables {string.Join(", ", left.Select(table => table.Name))} refer to each other in a circle.");
            left.Remove(next);
            ordered.Add(Of(next));
        }

        return ordered;
    }

    public static StoreTable Of(ITable table)
    {
        var key = table.PrimaryKey ?? throw new InvalidOperationException($"The table {table.Name} has no key.");
        var columns = table.Columns.ToImmutableArray();
        return new StoreTable(
            table.Name,
            [.. columns.Select(column => StoreColumn.Of(column, isOnlyKey: key.Columns is [var only] && only == column))],
            [.. key.Columns.Select(column => columns.IndexOf((IColumn)column))]);
    }

    /// <summary>A row's key, to find its like by and for people to read.</summary>
    public string KeyOf(object?[] row) => string.Join(", ", Key.Select(place => row[place]));

    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}

/// <summary>A column as both stores have it.</summary>
/// <param name="Name">Of the column.</param>
/// <param name="Kind">What is kept: string, long, int, bool, double or byte[].</param>
/// <param name="IsNullable">It may hold nothing.</param>
/// <param name="IsNumbered">The store gives the next number.</param>
internal sealed record StoreColumn(string Name, Type Kind, bool IsNullable, bool IsNumbered)
{
    public string QuotedName => StoreTable.Quote(Name);

    public static StoreColumn Of(IColumn column, bool isOnlyKey)
    {
        var kind = Nullable.GetUnderlyingType(column.ProviderClrType) ?? column.ProviderClrType;
        var numbered = isOnlyKey && (kind == typeof(long) || kind == typeof(int))
            && column.PropertyMappings[0].Property.ValueGenerated == ValueGenerated.OnAdd;
        return new StoreColumn(column.Name, kind, column.IsNullable, numbered);
    }
}
