using System.Text.Encodings.Web;
using System.Text.Json;

namespace EdgeGrid.Hub.Storage.Upkeep;

/// <summary>Writes the whole store as JSON Lines, as it was at one moment; a hub that runs on it goes on.</summary>
internal sealed class StoreExport(HubStore store, Action<string> tell)
{
    private const int FlushBytes = 1024 * 1024;
    private const int TellEvery = 50_000;

    private static readonly JsonWriterOptions AsIs = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Rows written.</summary>
    public async Task<long> WriteAsync(Stream to, CancellationToken cancellationToken)
    {
        await using var db = store.CreateDbContext();
        await using var snapshot = await store.Engine.BeginSnapshotAsync(db, cancellationToken);
        await using var json = new Utf8JsonWriter(to, AsIs);
        json.WriteStartObject();
        json.WriteStartObject(ExportLines.Begin);
        json.WriteNumber(ExportLines.Format, ExportLines.FormatVersion);
        json.WriteEndObject();
        json.WriteEndObject();
        await EndLineAsync(json, to, cancellationToken);
        var counts = new Dictionary<string, long>();
        foreach (var table in StoreTable.All(db))
        {
            long count = 0;
            await foreach (var row in StoreRows.ReadAsync(db, table, null, cancellationToken))
            {
                ExportLines.Write(json, table, row);
                await EndLineAsync(json, to, cancellationToken);
                if (++count % TellEvery == 0)
                {
                    tell($"{table.Name}: {count} rows …");
                }
            }

            counts[table.Name] = count;
            tell($"{table.Name}: {count} rows");
        }

        json.WriteStartObject();
        json.WriteStartObject(ExportLines.End);
        foreach (var (table, count) in counts)
        {
            json.WriteNumber(table, count);
        }

        json.WriteEndObject();
        json.WriteEndObject();
        await EndLineAsync(json, to, cancellationToken);
        return counts.Values.Sum();
    }

    private static async Task EndLineAsync(Utf8JsonWriter json, Stream to, CancellationToken cancellationToken)
    {
        if (json.BytesPending > FlushBytes)
        {
            await json.FlushAsync(cancellationToken);
        }
        else
        {
            json.Flush();
        }

        to.WriteByte((byte)'\n');
        json.Reset(to);
    }
}
