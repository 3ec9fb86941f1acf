using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace EdgeGrid.Hub.Storage.Upkeep;

/// <summary>Puts an exported store into one that is empty: all of it, or nothing.</summary>
internal sealed class StoreImport(HubStore store, Action<string> tell)
{
    private const int TellEvery = 50_000;

    /// <summary>Rows read.</summary>
    /// <exception cref="InvalidDataException">The store is not empty, or the file is not a whole export; the message says what and where.</exception>
    public async Task<long> ReadAsync(Stream from, CancellationToken cancellationToken)
    {
        await using var db = store.CreateDbContext();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var tables = StoreTable.All(db).ToDictionary(table => table.Name);
        foreach (var table in tables.Values)
        {
            if (!await StoreRows.IsEmptyAsync(db, table, cancellationToken))
            {
                throw new InvalidDataException($"The store is not empty: {table.Name} has rows. Import into a new one.");
            }
        }

        using var lines = new StreamReader(from);
        var counts = tables.Keys.ToDictionary(name => name, _ => 0L);
        await ReadAsync(db, lines, tables, counts, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return counts.Values.Sum();
    }

    private async Task ReadAsync(HubDb db, StreamReader lines, Dictionary<string, StoreTable> tables, Dictionary<string, long> counts, CancellationToken cancellationToken)
    {
        StoreTable? table = null;
        IRowWriter? writer = null;
        long number = 0;
        var ended = false;
        try
        {
            while (await lines.ReadLineAsync(cancellationToken) is { } line)
            {
                number++;
                using var document = JsonDocument.Parse(line);
                if (ended || document.RootElement.ValueKind != JsonValueKind.Object || document.RootElement.EnumerateObject().ToList() is not [var only])
                {
                    throw new InvalidDataException(ended ? "there is more after the end" : "it is no object with one name");
                }

                if (number == 1)
                {
                    CheckBegin(only);
                }
                else if (only.Name == ExportLines.End)
                {
                    CheckEnd(only.Value, counts);
                    ended = true;
                }
                else
                {
                    if (only.Name != table?.Name)
                    {
                        await CompleteAsync(writer, table, counts, cancellationToken);
                        table = tables.GetValueOrDefault(only.Name) ?? throw new InvalidDataException($"this version of the hub has no table {only.Name}");
                        writer = store.Engine.WriterOf(db, table);
                    }

                    await writer!.WriteAsync(ExportLines.Read(table, only.Value), cancellationToken);
                    if (++counts[table.Name] % TellEvery == 0)
                    {
                        tell($"{table.Name}: {counts[table.Name]} rows …");
                    }
                }
            }

            if (!ended)
            {
                throw new InvalidDataException("the file ends before its last line, which tells how many rows there are: it was cut off");
            }

            await CompleteAsync(writer, table, counts, cancellationToken);
            writer = null;
        }
        catch (Exception e) when (e is InvalidDataException or JsonException)
        {
            throw new InvalidDataException($"Line {number} cannot be imported: {e.Message.TrimEnd('.')}. Nothing was.", e);
        }
        finally
        {
            await (writer?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }

    private async Task CompleteAsync(IRowWriter? writer, StoreTable? table, Dictionary<string, long> counts, CancellationToken cancellationToken)
    {
        if (writer is not null)
        {
            await writer.CompleteAsync(cancellationToken);
            await writer.DisposeAsync();
            tell($"{table!.Name}: {counts[table.Name]} rows");
        }
    }

    private static void CheckBegin(JsonProperty first)
    {
        if (first.Name != ExportLines.Begin || first.Value.ValueKind != JsonValueKind.Object || !first.Value.TryGetProperty(ExportLines.Format, out var format))
        {
            throw new InvalidDataException("the file is no export of a hub's store");
        }

        if (!format.TryGetInt32(out var version) || version != ExportLines.FormatVersion)
        {
            throw new InvalidDataException($"the file is of format {format}, and this version of the hub reads {ExportLines.FormatVersion}");
        }
    }

    private static void CheckEnd(JsonElement end, Dictionary<string, long> counts)
    {
        foreach (var (table, count) in counts)
        {
            var told = end.TryGetProperty(table, out var value) ? value.GetInt64() : 0;
            if (told != count)
            {
                throw new InvalidDataException($"{table} has {count} rows, and {told} were exported");
            }
        }
    }
}
