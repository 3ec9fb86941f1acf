using System.Buffers.Binary;
using System.Text.Json;
using EdgeGrid.Devices.Captures;

namespace EdgeGrid.Devices.Jt808;

/// <summary>
/// What a terminal and its platform once said, as an object for each message: <c>message</c>, <c>id</c>, <c>edition</c>,
/// <c>phone</c>, <c>serial</c>, and what its body holds. The code with which a terminal authenticates is left out.
/// </summary>
internal sealed class Jt808Capture : CaptureDecoder
{
    public static readonly CaptureKind Kind = new("jt808", "JT/T 808 of positioning terminals: an object for each message", IsText: false, () => new Jt808Capture());

    private readonly Jt808Framer _framer = new();
    private readonly Jt808Reassembly _parts = new();
    private readonly List<Jt808Location> _batch = [];

    public override void Decode(ReadOnlySpan<byte> bytes, JsonLines into)
    {
        while (_framer.Read(ref bytes, out var skip))
        {
            if (skip == Jt808Skip.None)
            {
                Write(into);
            }
            else
            {
                into.Error(skip.Name(), _framer.Offset);
            }
        }
    }

    public override void End(JsonLines into)
    {
        if (_framer.End() is var skip and not Jt808Skip.None)
        {
            into.Error(skip.Name(), _framer.Offset);
        }
    }

    private void Write(JsonLines into)
    {
        var header = _framer.Header;
        var writer = into.Begin();
        writer.WriteString("message"u8, Jt808Id.Name(header.Id) ?? "other");
        writer.WriteString("id"u8, $"0x{header.Id:X4}");
        writer.WriteNumber("edition"u8, header.Version is null ? 2013 : 2019);
        writer.WriteString("phone"u8, header.Phone);
        writer.WriteNumber("serial"u8, header.Serial);
        if (header.Parts != 1)
        {
            writer.WriteNumber("part"u8, header.Part);
            writer.WriteNumber("parts"u8, header.Parts);
        }

        if (header.Encryption != 0)
        {
            writer.WriteNumber("encryption"u8, header.Encryption);
        }
        else if (header.Parts == 1)
        {
            WriteBody(writer, header, _framer.Body);
        }
        else if (_parts.Add(header, _framer.Body, nowMs: 0) is { } whole)
        {
            WriteBody(writer, header, whole);
        }

        into.End();
    }

    private void WriteBody(Utf8JsonWriter writer, in Jt808Header header, ReadOnlySpan<byte> body)
    {
        var isRead = header.Id switch
        {
            Jt808Id.Location => WriteLocation(writer, body),
            Jt808Id.LocationBatch => WriteBatch(writer, body),
            Jt808Id.Register => WriteRegister(writer, header, body),
            Jt808Id.RegisterAnswer => WriteRegisterAnswer(writer, body),
            Jt808Id.TerminalAnswer or Jt808Id.PlatformAnswer => WriteAnswer(writer, body),
            Jt808Id.ConfirmAlarm => WriteConfirmation(writer, body),
            _ => true,
        };
        if (!isRead)
        {
            writer.WriteString("error"u8, "malformed");
            writer.WriteNumber("offset"u8, _framer.Offset);
        }
    }

    private static bool WriteLocation(Utf8JsonWriter writer, ReadOnlySpan<byte> body)
    {
        if (!Jt808Location.TryRead(body, out var location))
        {
            return false;
        }

        Jt808Json.Write(writer, location);
        return true;
    }

    private bool WriteBatch(Utf8JsonWriter writer, ReadOnlySpan<byte> body)
    {
        _batch.Clear();
        var isWhole = Jt808Batch.TryRead(body, _batch, out var resent);
        writer.WriteBoolean("resent"u8, resent);
        writer.WriteStartArray("locations"u8);
        foreach (var location in _batch)
        {
            writer.WriteStartObject();
            Jt808Json.Write(writer, location);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        return isWhole;
    }

    // Section 8.6: the maker's names have other lengths since 2019.
    private static bool WriteRegister(Utf8JsonWriter writer, in Jt808Header header, ReadOnlySpan<byte> body)
    {
        var (maker, model, id) = header.Version is null ? (5, 20, 7) : (11, 30, 30);
        const int region = 4;
        if (body.Length < region + maker + model + id + 1)
        {
            return false;
        }

        writer.WriteNumber("province"u8, BinaryPrimitives.ReadUInt16BigEndian(body));
        writer.WriteNumber("city"u8, BinaryPrimitives.ReadUInt16BigEndian(body[2..]));
        writer.WriteString("maker"u8, Jt808Values.Text(body.Slice(region, maker)));
        writer.WriteString("model"u8, Jt808Values.Text(body.Slice(region + maker, model)));
        writer.WriteString("terminal"u8, Jt808Values.Text(body.Slice(region + maker + model, id)));
        writer.WriteNumber("colour"u8, body[region + maker + model + id]);
        writer.WriteString("plate"u8, Jt808Values.Text(body[(region + maker + model + id + 1)..]));
        return true;
    }

    private static bool WriteRegisterAnswer(Utf8JsonWriter writer, ReadOnlySpan<byte> body)
    {
        if (body.Length < 3)
        {
            return false;
        }

        writer.WriteNumber("answers"u8, BinaryPrimitives.ReadUInt16BigEndian(body));
        writer.WriteNumber("result"u8, body[2]);
        return true;
    }

    private static bool WriteAnswer(Utf8JsonWriter writer, ReadOnlySpan<byte> body)
    {
        if (body.Length != 5)
        {
            return false;
        }

        writer.WriteNumber("answers"u8, BinaryPrimitives.ReadUInt16BigEndian(body));
        writer.WriteString("answersId"u8, $"0x{BinaryPrimitives.ReadUInt16BigEndian(body[2..]):X4}");
        writer.WriteNumber("result"u8, body[4]);
        return true;
    }

    private static bool WriteConfirmation(Utf8JsonWriter writer, ReadOnlySpan<byte> body)
    {
        if (body.Length != 6)
        {
            return false;
        }

        writer.WriteNumber("answers"u8, BinaryPrimitives.ReadUInt16BigEndian(body));
        Jt808Json.WriteAlarms(writer, BinaryPrimitives.ReadUInt32BigEndian(body[2..]));
        return true;
    }
}
