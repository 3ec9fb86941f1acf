using System.Collections.Concurrent;

namespace EdgeGrid.Simulation.Modbus;

/// <summary>The units of one line, and what goes wrong on it. Answers are the same on a serial line and over TCP.</summary>
public sealed class SimulatedModbus(TimeProvider time)
{
    private readonly ConcurrentDictionary<byte, SimulatedModbusUnit> _units = new();
    private readonly ConcurrentQueue<ModbusFault> _once = new();
    private readonly ConcurrentQueue<byte[]> _questions = new();

    /// <summary>With every answer.</summary>
    public ModbusFault Fault { get; set; }

    /// <summary>How late an answer comes that is late.</summary>
    public TimeSpan Delay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Every question so far, from its unit on.</summary>
    public IReadOnlyCollection<byte[]> Questions => _questions;

    /// <summary>Puts a unit on the line.</summary>
    public SimulatedModbusUnit Add(SimulatedModbusUnit unit) => _units[unit.Address] = unit;

    /// <summary>With the next answers, one each; afterwards <see cref="Fault"/> again.</summary>
    public void Inject(params ReadOnlySpan<ModbusFault> faults)
    {
        foreach (var fault in faults)
        {
            _once.Enqueue(fault);
        }
    }

    /// <summary>What comes back for a question; empty when nothing does.</summary>
    /// <param name="unit">Who is asked.</param>
    /// <param name="question">From its function code on.</param>
    /// <param name="frame">Makes a frame of a unit and what it says.</param>
    /// <param name="cancellationToken">Of a late answer.</param>
    public async Task<byte[]> AnswerAsync(byte unit, byte[] question, Func<byte, byte[], byte[]> frame, CancellationToken cancellationToken)
    {
        _questions.Enqueue([unit, .. question]);
        if (!_units.TryGetValue(unit, out var asked))
        {
            return [];
        }

        var fault = _once.TryDequeue(out var once) ? once : Fault;
        if (fault == ModbusFault.Delay)
        {
            await System.Threading.Tasks.Task.Delay(Delay, time, cancellationToken);
        }

        return fault == ModbusFault.Silence ? [] : Spoil(fault, unit, question, asked, frame);
    }

    private static byte[] Spoil(ModbusFault fault, byte unit, byte[] question, SimulatedModbusUnit asked, Func<byte, byte[], byte[]> frame)
    {
        // Who refuses does nothing.
        var answer = fault switch
        {
            ModbusFault.Refusal => SimulatedModbusUnit.Refuse(question[0], 2),
            ModbusFault.Busy => SimulatedModbusUnit.Refuse(question[0], 6),
            _ => asked.Answer(question),
        };
        var whole = fault switch
        {
            ModbusFault.WrongUnit => frame((byte)(unit + 1), answer),
            ModbusFault.WrongFunction => frame(unit, [(byte)(answer[0] ^ 0x07), .. answer.AsSpan(1)]),
            _ => frame(unit, answer),
        };
        if (fault == ModbusFault.BitFlip)
        {
            whole[^1] ^= 0x10;
        }

        return fault switch
        {
            ModbusFault.ShortAnswer => whole[..(whole.Length / 2)],
            ModbusFault.Noise => [0x00, 0xFF, 0x00, .. whole],
            _ => whole,
        };
    }
}
