using System.Buffers.Binary;

namespace EdgeGrid.Devices.Modbus;

/// <summary>What a unit is asked: functions 1 to 6, whose questions all have the same five bytes.</summary>
/// <param name="Unit">Address of the unit.</param>
/// <param name="Function">See <see cref="ModbusFunction"/>.</param>
/// <param name="Address">Of the first register or coil, counted from 0.</param>
/// <param name="Value">How many are read, or what is written.</param>
internal readonly record struct ModbusQuestion(byte Unit, byte Function, ushort Address, ushort Value)
{
    public const int Length = 5;

    public const ushort CoilOn = 0xFF00;
    public const ushort CoilOff = 0;

    /// <summary>A value of two registers is the longest that is asked for.</summary>
    public const int LongestAnswer = 6;

    public bool IsWrite => Function is ModbusFunction.WriteCoil or ModbusFunction.WriteRegister;

    /// <summary>Bytes of an answer that is no exception, with its function code.</summary>
    public int AnswerLength => IsWrite ? Length : 2 + DataLength;

    private int DataLength => Function is ModbusFunction.ReadCoils or ModbusFunction.ReadDiscreteInputs ? (Value + 7) / 8 : 2 * Value;

    /// <summary>Function code, address, value.</summary>
    public void Write(Span<byte> bytes)
    {
        bytes[0] = Function;
        BinaryPrimitives.WriteUInt16BigEndian(bytes[1..], Address);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[3..], Value);
    }

    /// <summary>What a unit answered, from its function code on.</summary>
    public ModbusAnswer Understand(ReadOnlySpan<byte> answer)
    {
        if (answer.Length == 2 && answer[0] == (Function | ModbusFunction.ExceptionBit))
        {
            return new ModbusAnswer(ModbusOutcome.Refused, answer[1]);
        }

        if (answer.IsEmpty || answer[0] != Function)
        {
            return new ModbusAnswer(ModbusOutcome.OtherFunction);
        }

        if (answer.Length != AnswerLength || (!IsWrite && answer[1] != DataLength))
        {
            return new ModbusAnswer(ModbusOutcome.OtherLength);
        }

        Span<byte> asked = stackalloc byte[Length];
        Write(asked);
        if (IsWrite)
        {
            // A write is confirmed by its own words.
            return new ModbusAnswer(answer.SequenceEqual(asked) ? ModbusOutcome.Answered : ModbusOutcome.OtherLength);
        }

        uint bits = 0;
        foreach (var value in answer[2..])
        {
            bits = (bits << 8) | value;
        }

        return new ModbusAnswer(ModbusOutcome.Answered, bits);
    }
}
