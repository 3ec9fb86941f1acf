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

    // Into locals first: a record that is copied for each of its labels costs more than all else here.
    private static SenmlRecord DecodeRecord(CborReader reader)
    {
        var (version, baseName, baseTime) = ((int?)null, (string?)null, (double?)null);
        var (name, unit, value, text, time) = ((string?)null, (string?)null, (double?)null, (string?)null, (double?)null);
        reader.ReadStartMap();
        while (reader.PeekState() != CborReaderState.EndMap)
        {
            if (reader.PeekState() == CborReaderState.TextString)
            {
                SkipNamed(reader);
                continue;
            }

            switch (reader.ReadInt32())
            {
                case SenmlLabels.BaseVersion: version = reader.ReadInt32(); break;
                case SenmlLabels.BaseName: baseName = reader.ReadTextString(); break;
                case SenmlLabels.BaseTime: baseTime = Number(reader); break;
                case SenmlLabels.Name: name = reader.ReadTextString(); break;
                case SenmlLabels.Unit: unit = reader.ReadTextString(); break;
                case SenmlLabels.Value: value = Number(reader); break;
                case SenmlLabels.Text: text = reader.ReadTextString(); break;
                case SenmlLabels.Time: time = Number(reader); break;
                default: reader.SkipValue(); break;
            }
        }

        reader.ReadEndMap();
        return new SenmlRecord
        {
            BaseVersion = version, BaseName = baseName, BaseTime = baseTime, Name = name, Unit = unit, Value = value, Text = text, Time = time,
        };
    }

    /// <summary>A name that ends in an underscore says that whoever does not know it must not read on (section 4.4).</summary>
    private static void SkipNamed(CborReader reader)
    {
        var name = reader.ReadTextString();
        if (name.EndsWith('_'))
        {
            throw new InvalidDataException($"the label '{name}' must be understood and is not");
        }

        reader.SkipValue();
    }

    private static double Number(CborReader reader) => reader.PeekState() switch
    {
        CborReaderState.UnsignedInteger or CborReaderState.NegativeInteger => reader.ReadInt64(),
        _ => reader.ReadDouble(),
    };
}
