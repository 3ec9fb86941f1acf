using System.Buffers.Binary;

namespace EdgeGrid.Simulation.Modbus;

/// <summary>
/// A unit on Modbus: its tables, and how it answers (Modbus Application Protocol 1.1b3, section 6). What is in no table is refused.
/// All members may be called from any thread.
/// </summary>
/// <param name="address">1 to 247; over TCP also 0 and 255.</param>
public sealed class SimulatedModbusUnit(byte address)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, ushort> _holding = [];
    private readonly Dictionary<int, ushort> _input = [];
    private readonly Dictionary<int, bool> _coils = [];

    /// <summary>On its line.</summary>
    public byte Address => address;

    /// <summary>A module whose coils can be written and not read, as some are.</summary>
    public bool CoilsAreWriteOnly { get; init; }

    /// <summary>Puts registers into a table, the first at an address.</summary>
    public void SetHolding(int first, params ReadOnlySpan<ushort> values) => Set(_holding, first, values);

    /// <summary>Puts registers into a table, the first at an address.</summary>
    public void SetInput(int first, params ReadOnlySpan<ushort> values) => Set(_input, first, values);

    /// <summary>Makes a coil, or switches it.</summary>
    public void SetCoil(int coil, bool on)
    {
        lock (_gate)
        {
            _coils[coil] = on;
        }
    }

    /// <summary>Whether a coil is on.</summary>
    public bool IsOn(int coil)
    {
        lock (_gate)
        {
            return _coils.GetValueOrDefault(coil);
        }
    }

    /// <summary>The answer, from its function code on, to a question from its function code on.</summary>
    public byte[] Answer(ReadOnlySpan<byte> question)
    {
        lock (_gate)
        {
            var function = question[0];
            return function switch
            {
                1 when !CoilsAreWriteOnly => Bits(question),
                3 => Registers(question, _holding),
                4 => Registers(question, _input),
                5 => WriteCoil(question),
                6 => WriteRegister(question),
                _ => Refuse(function, 1),
            };
        }
    }

    /// <summary>An answer that is an exception.</summary>
    public static byte[] Refuse(byte function, byte code) => [(byte)(function | 0x80), code];

    private void Set(Dictionary<int, ushort> table, int first, ReadOnlySpan<ushort> values)
    {
        lock (_gate)
        {
            foreach (var value in values)
            {
                table[first++] = value;
            }
        }
    }

    private static (int First, int Count) Range(ReadOnlySpan<byte> question) =>
        (BinaryPrimitives.ReadUInt16BigEndian(question[1..]), BinaryPrimitives.ReadUInt16BigEndian(question[3..]));

    private static byte[] Registers(ReadOnlySpan<byte> question, Dictionary<int, ushort> table)
    {
        var (first, count) = Range(question);
        if (count is 0 or > 125)
        {
            return Refuse(question[0], 3);
        }

        var answer = new byte[2 + (2 * count)];
        (answer[0], answer[1]) = (question[0], (byte)(2 * count));
        for (var i = 0; i < count; i++)
        {
            if (!table.TryGetValue(first + i, out var value))
            {
                return Refuse(question[0], 2);
            }

            BinaryPrimitives.WriteUInt16BigEndian(answer.AsSpan(2 + (2 * i)), value);
        }

        return answer;
    }

    private byte[] Bits(ReadOnlySpan<byte> question)
    {
        var (first, count) = Range(question);
        if (count is 0 or > 2000)
        {
            return Refuse(question[0], 3);
        }

        var answer = new byte[2 + ((count + 7) / 8)];
        (answer[0], answer[1]) = (question[0], (byte)(answer.Length - 2));
        for (var i = 0; i < count; i++)
        {
            if (!_coils.TryGetValue(first + i, out var on))
            {
                return Refuse(question[0], 2);
            }

            answer[2 + (i / 8)] |= (byte)(on ? 1 << (i % 8) : 0);
        }

        return answer;
    }

    private byte[] WriteCoil(ReadOnlySpan<byte> question)
    {
        var (coil, value) = Range(question);
        if (value is not (0 or 0xFF00))
        {
            return Refuse(question[0], 3);
        }

        if (!_coils.ContainsKey(coil))
        {
            return Refuse(question[0], 2);
        }

        _coils[coil] = value != 0;
        return question.ToArray();
    }

    private byte[] WriteRegister(ReadOnlySpan<byte> question)
    {
        var (register, value) = Range(question);
        if (!_holding.ContainsKey(register))
        {
            return Refuse(question[0], 2);
        }

        _holding[register] = (ushort)value;
        return question.ToArray();
    }
}
