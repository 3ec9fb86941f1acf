using System.Text.Json;
using EdgeGrid.Devices.Captures;

namespace EdgeGrid.Devices.Modbus;

/// <summary>
/// What was said on a Modbus line or connection, as an object for each frame: <c>wire</c> (rtu, tcp), <c>transaction</c> (tcp),
/// <c>unit</c>, <c>function</c> and its <c>code</c>, <c>kind</c> (question, answer, exception), <c>address</c> and <c>count</c>, and what
/// was read or written: <c>registers</c>, <c>coils</c>, or <c>data</c> in hexadecimal. An answer has the address of its question, if that
/// stands before it.
/// </summary>
internal sealed class ModbusCapture : CaptureDecoder
{
    public static readonly CaptureKind Kind = new("modbus", "Modbus RTU or TCP, questions and answers: an object for each frame", IsText: false, () => new ModbusCapture());

    // Over TCP several questions may be under way; who has more is not known of.
    private const int Remembered = 16;

    private readonly ModbusFramer _framer = new();
    private readonly Asked?[] _asked = new Asked?[Remembered];
    private int _next;

    public override void Decode(ReadOnlySpan<byte> bytes, JsonLines into)
    {
        while (_framer.Read(ref bytes, out var found))
        {
            switch (found)
            {
                case ModbusFound.Rtu or ModbusFound.Tcp:
                    Write(found, into);
                    break;
                case ModbusFound.BadChecksum:
                    into.Error("bad-checksum", _framer.Offset);
                    break;
                case ModbusFound.HalfFrame:
                    into.Error("half-frame", _framer.Offset);
                    break;
                default:
                    into.Error("noise", _framer.Offset);
                    break;
            }
        }
    }

    public override void End(JsonLines into)
    {
        _framer.End();
        Decode([], into);
    }

    private void Write(ModbusFound found, JsonLines into)
    {
        var pdu = _framer.Pdu;
        var writer = into.Begin();
        writer.WriteString("wire"u8, found == ModbusFound.Rtu ? "rtu"u8 : "tcp"u8);
        if (found == ModbusFound.Tcp)
        {
            writer.WriteNumber("transaction"u8, _framer.Transaction);
        }

        var function = pdu[0] & ~ModbusFunction.ExceptionBit;
        writer.WriteNumber("unit"u8, _framer.Unit);
        writer.WriteString("function"u8, ModbusFunction.Name(function) ?? "other");
        writer.WriteNumber("code"u8, function);
        var at = Array.FindIndex(_asked, asked => asked is { } question && question.IsOf(found, _framer, function));
        if (pdu[0] >= ModbusFunction.ExceptionBit)
        {
            writer.WriteString("kind"u8, "exception"u8);
            WriteAddress(writer, at);
            writer.WriteString("exception"u8, ModbusFunction.ExceptionName(pdu.Length > 1 ? pdu[1] : 0));
            writer.WriteNumber("exceptionCode"u8, pdu.Length > 1 ? pdu[1] : 0);
            Forget(at);
        }
        else if (IsAnswer(pdu, at))
        {
            writer.WriteString("kind"u8, "answer"u8);
            WriteAnswer(writer, pdu, at);
            Forget(at);
        }
        else
        {
            writer.WriteString("kind"u8, "question"u8);
            WriteQuestion(writer, pdu);
            Remember(found, pdu);
        }

        into.End();
    }

    /// <summary>Some answers look like their questions: then whoever spoke last asked.</summary>
    private bool IsAnswer(ReadOnlySpan<byte> pdu, int asked) =>
        ModbusShape.Answer(pdu) == pdu.Length && (ModbusShape.Question(pdu) != pdu.Length || asked >= 0);

    private void Remember(ModbusFound found, ReadOnlySpan<byte> pdu)
    {
        // On a serial line one question is open at a time: the next one means that it had no answer.
        _next = found == ModbusFound.Rtu ? 0 : (_next + 1) % Remembered;
        _asked[_next] = new Asked(found, found == ModbusFound.Rtu ? 0 : _framer.Transaction, _framer.Unit, pdu[0], ModbusShape.Word(pdu, 1), ModbusShape.Word(pdu, 3));
    }

    private void Forget(int asked)
    {
        if (asked >= 0)
        {
            _asked[asked] = null;
        }
    }

    private void WriteAddress(Utf8JsonWriter writer, int asked)
    {
        if (asked >= 0)
        {
            writer.WriteNumber("address"u8, _asked[asked]!.Value.Address);
        }
    }

    private void WriteAnswer(Utf8JsonWriter writer, ReadOnlySpan<byte> pdu, int asked)
    {
        switch (pdu[0])
        {
            case ModbusFunction.ReadCoils or ModbusFunction.ReadDiscreteInputs:
                WriteAddress(writer, asked);
                WriteCoils(writer, pdu[2..], asked >= 0 ? _asked[asked]!.Value.Count : int.MaxValue);
                break;
            case ModbusFunction.ReadHoldingRegisters or ModbusFunction.ReadInputRegisters or ModbusFunction.ReadWriteRegisters:
                WriteAddress(writer, asked);
                WriteRegisters(writer, pdu[2..]);
                break;
            case ModbusFunction.WriteCoils or ModbusFunction.WriteRegisters:
                WriteRange(writer, pdu);
                break;
            default:
                WriteOne(writer, pdu);
                break;
        }
    }

    private static void WriteQuestion(Utf8JsonWriter writer, ReadOnlySpan<byte> pdu)
    {
        switch (pdu[0])
        {
            case >= ModbusFunction.ReadCoils and <= ModbusFunction.ReadInputRegisters:
                WriteRange(writer, pdu);
                break;
            case ModbusFunction.WriteCoils:
                WriteRange(writer, pdu);
                WriteCoils(writer, pdu[6..], ModbusShape.Word(pdu, 3));
                break;
            case ModbusFunction.WriteRegisters:
                WriteRange(writer, pdu);
                WriteRegisters(writer, pdu[6..]);
                break;
            case ModbusFunction.ReadWriteRegisters:
                WriteRange(writer, pdu);
                writer.WriteNumber("writtenAddress"u8, ModbusShape.Word(pdu, 5));
                WriteRegisters(writer, pdu[10..]);
                break;
            default:
                WriteOne(writer, pdu);
                break;
        }
    }

    private static void WriteRange(Utf8JsonWriter writer, ReadOnlySpan<byte> pdu)
    {
        writer.WriteNumber("address"u8, ModbusShape.Word(pdu, 1));
        writer.WriteNumber("count"u8, ModbusShape.Word(pdu, 3));
    }

    private static void WriteOne(Utf8JsonWriter writer, ReadOnlySpan<byte> pdu)
    {
        switch (pdu[0])
        {
            case ModbusFunction.WriteCoil:
                writer.WriteNumber("address"u8, ModbusShape.Word(pdu, 1));
                writer.WriteStartArray("coils"u8);
                writer.WriteNumberValue(ModbusShape.Word(pdu, 3) == ModbusQuestion.CoilOn ? 1 : 0);
                writer.WriteEndArray();
                break;
            case ModbusFunction.WriteRegister:
                writer.WriteNumber("address"u8, ModbusShape.Word(pdu, 1));
                WriteRegisters(writer, pdu[3..]);
                break;
            default:
                if (pdu.Length > 1)
                {
                    writer.WriteString("data"u8, Convert.ToHexString(pdu[1..]));
                }

                break;
        }
    }

    private static void WriteRegisters(Utf8JsonWriter writer, ReadOnlySpan<byte> bytes)
    {
        writer.WriteStartArray("registers"u8);
        for (var at = 0; at + 1 < bytes.Length; at += 2)
        {
            writer.WriteNumberValue(ModbusShape.Word(bytes, at));
        }

        writer.WriteEndArray();
    }

    /// <summary>The lowest bit first; the last byte is filled up with zeros, and how many they are only the question tells.</summary>
    private static void WriteCoils(Utf8JsonWriter writer, ReadOnlySpan<byte> bytes, int count)
    {
        writer.WriteStartArray("coils"u8);
        for (var i = 0; i < Math.Min(count, 8 * bytes.Length); i++)
        {
            writer.WriteNumberValue((bytes[i / 8] >> (i % 8)) & 1);
        }

        writer.WriteEndArray();
    }

    private readonly record struct Asked(ModbusFound Wire, int Transaction, byte Unit, byte Function, int Address, int Count)
    {
        public bool IsOf(ModbusFound wire, ModbusFramer framer, int function) =>
            Wire == wire && Unit == framer.Unit && Function == function && (wire == ModbusFound.Rtu || Transaction == framer.Transaction);
    }
}
