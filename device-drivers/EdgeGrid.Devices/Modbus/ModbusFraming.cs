using System.Buffers.Binary;

namespace EdgeGrid.Devices.Modbus;

/// <summary>Puts a question on a line and waits for its answer, once. Between two calls the line is open.</summary>
internal abstract class ModbusFraming(ModbusPort port, TimeProvider time)
{
    protected ModbusPort Port => port;

    /// <summary>Asks.</summary>
    /// <exception cref="IOException">The line broke.</exception>
    public abstract ModbusAnswer Ask(in ModbusQuestion question, TimeSpan timeout);

    /// <summary>What is left of a time.</summary>
    protected TimeSpan Left(long since, TimeSpan timeout) => timeout - time.GetElapsedTime(since);

    protected long Now() => time.GetTimestamp();
}

/// <summary>
/// RTU: unit, function and data, checksum; frames are told apart by silence. On an open line come late answers of others, echoes and
/// noise of switching drivers, so that the answer is looked for in all that comes: the asked unit's, of the asked function and
/// length, with the right checksum.
/// </summary>
internal sealed class RtuFraming(ModbusPort port, ModbusLineSettings settings, TimeProvider time) : ModbusFraming(port, time)
{
    private const int UnitLength = 1;
    private const int ExceptionLength = 5;

    // A line that babbles on for so long without a rest has no room for a question.
    private static readonly TimeSpan LongestBabble = TimeSpan.FromSeconds(1);

    private readonly byte[] _heard = new byte[256];

    public override ModbusAnswer Ask(in ModbusQuestion question, TimeSpan timeout)
    {
        if (!AwaitRest())
        {
            return new ModbusAnswer(ModbusOutcome.Damaged);
        }

        Span<byte> frame = stackalloc byte[UnitLength + ModbusQuestion.Length + ModbusCrc.Length];
        frame[0] = question.Unit;
        question.Write(frame[UnitLength..]);
        BinaryPrimitives.WriteUInt16LittleEndian(frame[^ModbusCrc.Length..], ModbusCrc.Of(frame[..^ModbusCrc.Length]));
        Port.Write(frame);

        // Written is not yet sent: the system sends as fast as the line is.
        return Hear(question, timeout + settings.OnTheLine(frame.Length + UnitLength + question.AnswerLength + ModbusCrc.Length));
    }

    /// <summary>Listens for the answer to what was asked before.</summary>
    /// <exception cref="IOException">The line broke.</exception>
    public ModbusAnswer Hear(in ModbusQuestion question, TimeSpan timeout)
    {
        var count = 0;
        for (var asked = Now(); Left(asked, timeout) is { Ticks: > 0 } left && count < _heard.Length;)
        {
            var more = Port.Read(_heard.AsSpan(count), left);
            if (more == 0)
            {
                break;
            }

            count += more;
            if (Find(question, _heard.AsSpan(0, count)) is { } answer)
            {
                return answer;
            }
        }

        return new ModbusAnswer(Judge(question, _heard.AsSpan(0, count)));
    }

    private bool AwaitRest()
    {
        for (var begun = Now(); Left(begun, LongestBabble) > TimeSpan.Zero;)
        {
            if (Port.Read(_heard, settings.Silence) == 0)
            {
                return true;
            }
        }

        return false;
    }

    private static ModbusAnswer? Find(in ModbusQuestion question, ReadOnlySpan<byte> heard)
    {
        for (var at = 0; heard.Length - at >= ExceptionLength; at++)
        {
            foreach (var length in (ReadOnlySpan<int>)[ExceptionLength, UnitLength + question.AnswerLength + ModbusCrc.Length])
            {
                if (heard[at] == question.Unit && heard.Length - at >= length && ModbusCrc.IsRight(heard.Slice(at, length)))
                {
                    var answer = question.Understand(heard.Slice(at + UnitLength, length - UnitLength - ModbusCrc.Length));
                    if (answer.Outcome is ModbusOutcome.Answered or ModbusOutcome.Refused)
                    {
                        return answer;
                    }
                }
            }
        }

        return null;
    }

    /// <summary>What was it, if it was not the answer?</summary>
    private static ModbusOutcome Judge(in ModbusQuestion question, ReadOnlySpan<byte> heard)
    {
        for (var length = heard.Length; length >= ExceptionLength; length--)
        {
            if (ModbusCrc.IsRight(heard[..length]))
            {
                return heard[0] != question.Unit ? ModbusOutcome.OtherUnit
                    : (heard[1] & ~ModbusFunction.ExceptionBit) == question.Function ? ModbusOutcome.OtherLength
                    : ModbusOutcome.OtherFunction;
            }
        }

        return heard.IsEmpty ? ModbusOutcome.Silent : ModbusOutcome.Damaged;
    }
}

/// <summary>Modbus TCP: a header of seven bytes (transaction, protocol 0, length, unit) before function and data; no checksum (Messaging on TCP/IP 1.0b, section 3.1.3).</summary>
internal sealed class MbapFraming(ModbusPort port, TimeProvider time) : ModbusFraming(port, time)
{
    public const int HeaderLength = 7;

    /// <summary>Of what the length counts: unit, function and data.</summary>
    public const int LongestBody = 254;

    private readonly byte[] _heard = new byte[HeaderLength - 1 + LongestBody];
    private ushort _transaction;
    private int _count;

    /// <summary>The connection is a new one: nothing of it was heard yet.</summary>
    public void Forget() => _count = 0;

    public override ModbusAnswer Ask(in ModbusQuestion question, TimeSpan timeout)
    {
        Span<byte> frame = stackalloc byte[HeaderLength + ModbusQuestion.Length];
        BinaryPrimitives.WriteUInt16BigEndian(frame, ++_transaction);
        BinaryPrimitives.WriteUInt16BigEndian(frame[2..], 0);
        BinaryPrimitives.WriteUInt16BigEndian(frame[4..], 1 + ModbusQuestion.Length);
        frame[6] = question.Unit;
        question.Write(frame[HeaderLength..]);
        Port.Write(frame);

        for (var asked = Now(); Left(asked, timeout) is { Ticks: > 0 } left;)
        {
            var more = Port.Read(_heard.AsSpan(_count), left);
            if (more == 0)
            {
                break;
            }

            _count += more;
            while (Next() is { Length: > 0 } heard)
            {
                // An answer that came too late is another transaction's.
                var isOurs = BinaryPrimitives.ReadUInt16BigEndian(heard) == _transaction;
                var answer = !isOurs ? default
                    : heard[6] != question.Unit ? new ModbusAnswer(ModbusOutcome.OtherUnit)
                    : question.Understand(heard[HeaderLength..]);
                Drop(heard.Length);
                if (isOurs)
                {
                    return answer;
                }
            }
        }

        return new ModbusAnswer(_count == 0 ? ModbusOutcome.Silent : ModbusOutcome.Damaged);
    }

    /// <summary>The frame at the beginning of what was heard; empty when it is not whole yet.</summary>
    private ReadOnlySpan<byte> Next()
    {
        if (_count < HeaderLength)
        {
            return [];
        }

        var length = BinaryPrimitives.ReadUInt16BigEndian(_heard.AsSpan(4));
        if (BinaryPrimitives.ReadUInt16BigEndian(_heard.AsSpan(2)) != 0 || length is < 3 or > LongestBody)
        {
            // Where the next one begins nobody knows: only a new connection helps.
            throw new IOException("What comes from it is no Modbus TCP. Is it a serial server that passes RTU on? Then write rtu-tcp: in place of tcp:.");
        }

        length += HeaderLength - 1;
        return _count < length ? [] : _heard.AsSpan(0, length);
    }

    private void Drop(int length)
    {
        _heard.AsSpan(length, _count - length).CopyTo(_heard);
        _count -= length;
    }
}
