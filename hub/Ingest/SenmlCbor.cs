using System.Formats.Cbor;
using EdgeGrid.Contracts;

namespace EdgeGrid.Hub.Ingest;

/// <summary>Decodes a SenML pack in CBOR (RFC 8428, section 6): an array of maps with integer labels.</summary>
internal static class SenmlCbor
{
    /// <exception cref="CborContentException">Not well-formed CBOR.</exception>
    /// <exception cref="InvalidOperationException">Well-formed, but of another shape.</exception>
    /// <exception cref="InvalidDataException">Bytes follow the pack, or a label must be understood and is not.</exception>
    public static IReadOnlyList<SenmlRecord> Decode(ReadOnlyMemory<byte> payload)
    {
        var reader = new CborReader(payload, CborConformanceMode.Strict);
        var records = new List<SenmlRecord>();
        reader.ReadStartArray();
        while (reader.PeekState() != CborReaderState.EndArray)
        {
            records.Add(DecodeRecord(reader));
        }

        reader.ReadEndArray();
        return reader.BytesRemaining == 0 ? records : throw new InvalidDataException($"{reader.BytesRemaining} bytes follow the pack");
    }

    private static SenmlRecord DecodeRecord(CborReader reader)
    {
        var record = new SenmlRecord();
        reader.ReadStartMap();
        while (reader.PeekState() != CborReaderState.EndMap)
        {
            record = reader.PeekState() == CborReaderState.TextString ? SkipNamed(reader, record) : Labelled(reader, record);
        }

        reader.ReadEndMap();
        return record;
    }

    private static SenmlRecord Labelled(CborReader reader, SenmlRecord record)
    {
        switch (reader.ReadInt32())
        {
            case SenmlLabels.BaseVersion:
                return record with { BaseVersion = reader.ReadInt32() };
            case SenmlLabels.BaseName:
                return record with { BaseName = reader.ReadTextString() };
            case SenmlLabels.BaseTime:
                return record with { BaseTime = Number(reader) };
            case SenmlLabels.Name:
                return record with { Name = reader.ReadTextString() };
            case SenmlLabels.Unit:
                return record with { Unit = reader.ReadTextString() };
            case SenmlLabels.Value:
                return record with { Value = Number(reader) };
            case SenmlLabels.Text:
                return record with { Text = reader.ReadTextString() };
            case SenmlLabels.Time:
                return record with { Time = Number(reader) };
            default:
                reader.SkipValue();
                return record;
        }
    }

    /// <summary>A name that ends in an underscore says that whoever does not know it must not read on (section 4.4).</summary>
    private static SenmlRecord SkipNamed(CborReader reader, SenmlRecord record)
    {
        var name = reader.ReadTextString();
        if (name.EndsWith('_'))
        {
            throw new InvalidDataException($"the label '{name}' must be understood and is not");
        }

        reader.SkipValue();
        return record;
    }

    private static double Number(CborReader reader) => reader.PeekState() switch
    {
        CborReaderState.UnsignedInteger or CborReaderState.NegativeInteger => reader.ReadInt64(),
        _ => reader.ReadDouble(),
    };
}
