using System.Buffers.Binary;

namespace EdgeGrid.Devices.Modbus;

/// <summary>How long a question and an answer are, function code and data, by what stands in them (Application Protocol 1.1b3, section 6).</summary>
internal static class ModbusShape
{
    public const int Impossible = -1;

    /// <summary>Too little is there to say.</summary>
    public const int Unknown = 0;

    private const int MostCoils = 2000;
    private const int MostRegisters = 125;

    // No unit sends more: 253 bytes of function and data.
    private const int MostBytes = 251;

    /// <summary>Of a question that begins so.</summary>
    public static int Question(ReadOnlySpan<byte> pdu) => pdu.IsEmpty ? Unknown : pdu[0] switch
    {
        ModbusFunction.ReadCoils or ModbusFunction.ReadDiscreteInputs => Counted(pdu, MostCoils),
        ModbusFunction.ReadHoldingRegisters or ModbusFunction.ReadInputRegisters => Counted(pdu, MostRegisters),
        ModbusFunction.WriteCoil => pdu.Length < 5 ? Unknown : Word(pdu, 3) is ModbusQuestion.CoilOn or ModbusQuestion.CoilOff ? 5 : Impossible,
        ModbusFunction.WriteRegister or ModbusFunction.Diagnostics => 5,
        ModbusFunction.ReadExceptionStatus or ModbusFunction.EventCounter or ModbusFunction.EventLog or ModbusFunction.ReportServerId => 1,
        ModbusFunction.WriteCoils => Written(pdu, 3, (ModbusShape.Word(pdu, 3) + 7) / 8),
        ModbusFunction.WriteRegisters => Written(pdu, 3, 2 * Word(pdu, 3)),
        ModbusFunction.MaskWriteRegister => 7,
        ModbusFunction.ReadWriteRegisters => Written(pdu, 7, 2 * Word(pdu, 7)),
        _ => Impossible,
    };

    /// <summary>Of an answer that begins so.</summary>
    public static int Answer(ReadOnlySpan<byte> pdu) => pdu.IsEmpty ? Unknown : pdu[0] switch
    {
        ModbusFunction.ReadCoils or ModbusFunction.ReadDiscreteInputs or ModbusFunction.EventLog or ModbusFunction.ReportServerId => Filled(pdu, step: 1),
        ModbusFunction.ReadHoldingRegisters or ModbusFunction.ReadInputRegisters or ModbusFunction.ReadWriteRegisters => Filled(pdu, step: 2),
        ModbusFunction.WriteCoil => Question(pdu),
        ModbusFunction.WriteRegister or ModbusFunction.Diagnostics or ModbusFunction.EventCounter or ModbusFunction.WriteCoils or ModbusFunction.WriteRegisters => 5,
        ModbusFunction.ReadExceptionStatus => 2,
        ModbusFunction.MaskWriteRegister => 7,
        >= ModbusFunction.ExceptionBit when ModbusFunction.Name(pdu[0]) is not null => pdu.Length < 2 ? Unknown : pdu[1] is > 0 and <= 11 ? 2 : Impossible,
        _ => Impossible,
    };

    /// <summary>A big-endian word; 0 where there is none yet.</summary>
    public static int Word(ReadOnlySpan<byte> bytes, int at) => bytes.Length < at + 2 ? 0 : BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);

    private static int Counted(ReadOnlySpan<byte> pdu, int most) => pdu.Length < 5 ? Unknown : Word(pdu, 3) is var count && count > 0 && count <= most ? 5 : Impossible;

    private static int Filled(ReadOnlySpan<byte> pdu, int step) =>
        pdu.Length < 2 ? Unknown : pdu[1] is var bytes && bytes > 0 && bytes <= MostBytes && bytes % step == 0 ? 2 + bytes : Impossible;

    // A count of two bytes, one of one byte that follows from it, and so many bytes.
    private static int Written(ReadOnlySpan<byte> pdu, int at, int bytes) =>
        pdu.Length < at + 3 ? Unknown : bytes > 0 && bytes <= MostBytes - at - 2 && pdu[at + 2] == bytes ? at + 3 + bytes : Impossible;
}
