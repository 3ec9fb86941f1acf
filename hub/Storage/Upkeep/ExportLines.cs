using System.Text.Json;

namespace EdgeGrid.Hub.Storage.Upkeep;

/// <summary>
/// The words of an exported store, JSON Lines: first <c>{"edgegrid-store":{"format":1}}</c>, then <c>{TABLE:{COLUMN:VALUE,…}}</c>
/// for each row, at last <c>{"end":{TABLE:ROWS,…}}</c>, by which a file that was cut off is known. Bytes are base64,
/// instants UTC ticks.
/// </summary>
internal static class ExportLines
{
    public const string Begin = "edgegrid-store";
    public const string End = "end";
    public const string Format = "format";
    public const int FormatVersion = 1;

    public static void Write(Utf8JsonWriter json, StoreTable table, object?[] row)
    {
        json.WriteStartObject();
        json.WriteStartObject(table.Name);
        for (var place = 0; place < row.Length; place++)
        {
            json.WritePropertyName(table.Columns[place].Name);
            Write(json, row[place]);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <exception cref="InvalidDataException">The row is not one of this table.</exception>
    public static object?[] Read(StoreTable table, JsonElement row)
    {
        if (row.ValueKind != JsonValueKind.Object)
        {
            throw new InvalidDataException($"a row of {table.Name} is no JSON object");
        }

        var values = new object?[table.Columns.Length];
        var known = 0;
        for (var place = 0; place < values.Length; place++)
        {
            var column = table.Columns[place];
            if (row.TryGetProperty(column.Name, out var value))
            {
                known++;
                values[place] = value.ValueKind == JsonValueKind.Null ? null : Read(table, column, value);
            }

            if (values[place] is null && !column.IsNullable)
            {
                throw new InvalidDataException($"a row of {table.Name} lacks {column.Name}: it was exported by another version of the hub; import it with that version, and let this one bring the store up");
            }
        }

        return known == row.EnumerateObject().Count()
            ? values
            : throw new InvalidDataException($"a row of {table.Name} has a column that this version of the hub does not know: import it with the version that exported it, or a later one");
    }

    private static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            case double number:
                json.WriteStringValue(number.ToString(System.Globalization.CultureInfo.InvariantCulture));
                break;
            case bool yes:
                json.WriteBooleanValue(yes);
                break;
            case byte[] bytes:
                json.WriteBase64StringValue(bytes);
                break;
            default:
                throw new NotSupportedException($"A value of {value.GetType().Name} is not one that both stores keep alike.");
        }
    }

    private static object Read(StoreTable table, StoreColumn column, JsonElement value)
    {
        try
        {
            return Type.GetTypeCode(column.Kind) switch
            {
                TypeCode.String => value.GetString()!,
                TypeCode.Int64 => value.GetInt64(),
                TypeCode.Int32 => value.GetInt32(),
                TypeCode.Boolean => value.GetBoolean(),
                TypeCode.Double => value.ValueKind == JsonValueKind.String
                    ? double.Parse(value.GetString()!, System.Globalization.CultureInfo.InvariantCulture)
                    : value.GetDouble(),
                _ => value.GetBytesFromBase64(),
            };
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"{column.Name} of a row of {table.Name} is no {column.Kind.Name}", e);
        }
    }
}
