using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace EdgeGrid.Hub.Storage.Upkeep;

/// <summary>From objects of one class of the model to rows of its table, as both stores keep them.</summary>
internal sealed class EntityRows
{
    // A store's model is made once and stays.
    private static readonly ConcurrentDictionary<IEntityType, EntityRows> Known = new();

    private readonly ImmutableArray<Func<object, object?>> _columns;

    private EntityRows(StoreTable table, ImmutableArray<Func<object, object?>> columns) => (Table, _columns) = (table, columns);

    /// <summary>Where they go.</summary>
    public StoreTable Table { get; }

    public static EntityRows Of(IEntityType type) => Known.GetOrAdd(type, Make);

    /// <summary>A value for each of the table's columns, in their order.</summary>
    public object?[] RowOf(object entity)
    {
        var row = new object?[_columns.Length];
        for (var place = 0; place < row.Length; place++)
        {
            row[place] = _columns[place](entity);
        }

        return row;
    }

    private static EntityRows Make(IEntityType type)
    {
        var table = type.GetTableMappings().Single().Table is ITable kept
            ? kept
            : throw new InvalidOperationException($"{type.DisplayName()} is kept in no table.");
        return new EntityRows(StoreTable.Of(table), [.. table.Columns.Select(column => ReaderOf(column, type))]);
    }

    private static Func<object, object?> ReaderOf(IColumn column, IEntityType type)
    {
        var mapping = column.FindColumnMapping(type)!;
        var getter = mapping.Property.GetGetter();
        return mapping.TypeMapping.Converter is { } converter
            ? entity => getter.GetClrValue(entity) is { } value ? converter.ConvertToProvider(value) : null
            : getter.GetClrValue;
    }
}
