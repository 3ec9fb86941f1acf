using System.Formats.Cbor;
using System.Text.Json;
using EdgeGrid.Contracts;

namespace EdgeGrid.Hub.Tracking;

/// <summary>Writes a SenML pack (RFC 8428) again after records have been taken out of it.</summary>
internal static class SenmlPack
{
    /// <summary>A record with the base fields of one before it that goes: they hold until another one says otherwise.</summary>
    public static SenmlRecord Carry(SenmlRecord gone, SenmlRecord record) => record with
    {
        BaseName = record.BaseName ?? gone.BaseName,
        BaseTime = record.BaseTime ?? gone.BaseTime,
        BaseVersion = record.BaseVersion ?? gone.BaseVersion,
    };

    public static byte[] Write(IReadOnlyList<SenmlRecord> records, bool cbor) =>
        cbor ? WriteCbor(records) : JsonSerializer.SerializeToUtf8Bytes([.. records], WireJson.Default.SenmlRecordArray);

    private static byte[] WriteCbor(IReadOnlyList<SenmlRecord> records)
    {
        var writer = new CborWriter();
        writer.WriteStartArray(records.Count);
        foreach (var record in records)
        {
            Write(writer, record);
        }

        writer.WriteEndArray();
        return writer.Encode();
    }

    private static void Write(CborWriter writer, SenmlRecord record)
    {
        (int Label, object? Value)[] fields =
        [
            (SenmlLabels.BaseVersion, record.BaseVersion),
            (SenmlLabels.BaseName, record.BaseName),
            (SenmlLabels.BaseTime, record.BaseTime),
            (SenmlLabels.Name, record.Name),
            (SenmlLabels.Unit, record.Unit),
            (SenmlLabels.Value, record.Value),
            (SenmlLabels.Text, record.Text),
            (SenmlLabels.Time, record.Time),
        ];
        writer.WriteStartMap(fields.Count(field => field.Value is not null));
        foreach (var (label, value) in fields.Where(field => field.Value is not null))
        {
            writer.WriteInt32(label);
            switch (value)
            {
                case int number: writer.WriteInt32(number); break;
                case double number: writer.WriteDouble(number); break;
                default: writer.WriteTextString((string)value!); break;
            }
        }

        writer.WriteEndMap();
    }
}
