namespace EdgeGrid.Devices.Modbus;

/// <summary>What was found in the bytes of a line or a connection.</summary>
internal enum ModbusFound
{
    /// <summary>A frame, as on a serial line.</summary>
    Rtu,

    /// <summary>A frame, as on a TCP connection.</summary>
    Tcp,

    /// <summary>Bytes that are as long as the frame they begin like, with a wrong checksum.</summary>
    BadChecksum,

    /// <summary>Bytes that are no frame.</summary>
    Noise,

    /// <summary>The beginning of a frame, at the end.</summary>
    HalfFrame,
}

/// <summary>
/// Finds frames in the bytes of a Modbus line, questions and answers mixed, which may be cut anywhere. Of silence between RTU frames
/// nothing is left in a capture, so that they are found by their checksum: what begins like a frame and has the right one is one.
/// A TCP frame is found by its header and by data that are exactly as long as its function demands; it is believed only as long as no
/// RTU frame was seen. Keeps two frames' bytes; allocates nothing; never throws for what is in the bytes.
/// </summary>
internal sealed class ModbusFramer
{
    private const int MostBytes = MbapFraming.HeaderLength - 1 + MbapFraming.LongestBody;
    private const int LastUnit = 247;
    private const int TcpLeast = MbapFraming.HeaderLength + 1;

    private readonly byte[] _buffer = new byte[2 * MostBytes];
    private int _from;
    private int _to;
    private long _bufferAt;
    private long? _skippedAt;
    private (int Question, int Answer, int Tcp) _skippedLike;
    private bool _isEnd;
    private ModbusFound? _seen;
    private (int At, int Length) _pdu;

    /// <summary>Where what was found last begins, in bytes from the beginning.</summary>
    public long Offset { get; private set; }

    /// <summary>Of the last frame.</summary>
    public byte Unit { get; private set; }

    /// <summary>Of the last TCP frame.</summary>
    public int Transaction { get; private set; }

    /// <summary>Function and data of the last frame; good until more is read.</summary>
    public ReadOnlySpan<byte> Pdu => _buffer.AsSpan(_pdu.At, _pdu.Length);

    private ReadOnlySpan<byte> Waiting => _buffer.AsSpan(_from, _to - _from);

    /// <summary>Reads up to the end of a frame, or of something that is none.</summary>
    /// <param name="bytes">What arrived; what was read is taken away from its beginning.</param>
    /// <param name="found">What it is.</param>
    /// <returns>False when the bytes are used up.</returns>
    public bool Read(ref ReadOnlySpan<byte> bytes, out ModbusFound found)
    {
        while (true)
        {
            while (!Waiting.IsEmpty && Judge(out found, out var length) is { } isFrame)
            {
                if (!isFrame)
                {
                    Skip();
                }
                else if (_skippedAt is null)
                {
                    Take(found, length);
                    return true;
                }
                else
                {
                    found = TellSkipped();
                    return true;
                }
            }

            if (bytes.IsEmpty)
            {
                found = default;
                if (_isEnd && _skippedAt is not null)
                {
                    found = TellSkipped();
                    return true;
                }

                return false;
            }

            Fill(ref bytes);
        }
    }

    /// <summary>There is no more: what is waited for does not come. <see cref="Read"/> tells what is left.</summary>
    public void End() => _isEnd = true;

    private void Fill(ref ReadOnlySpan<byte> bytes)
    {
        Waiting.CopyTo(_buffer);
        _bufferAt += _from;
        (_from, _to) = (0, _to - _from);
        var count = Math.Min(bytes.Length, _buffer.Length - _to);
        bytes[..count].CopyTo(_buffer.AsSpan(_to));
        _to += count;
        bytes = bytes[count..];
    }

    private void Skip()
    {
        if (_skippedAt is null)
        {
            _skippedAt = _bufferAt + _from;
            var (question, answer) = RtuLengths(Waiting);
            _skippedLike = (question, answer, _seen == ModbusFound.Tcp ? TcpLength(Waiting) : ModbusShape.Impossible);
        }

        _from++;
    }

    private ModbusFound TellSkipped()
    {
        Offset = _skippedAt!.Value;
        var length = _bufferAt + _from - Offset;
        var (question, answer, tcp) = _skippedLike;
        _skippedAt = null;
        return length == question || length == answer ? ModbusFound.BadChecksum
            : _isEnd && Waiting.IsEmpty && (IsLonger(question) || IsLonger(answer) || IsLonger(tcp)) ? ModbusFound.HalfFrame
            : ModbusFound.Noise;

        bool IsLonger(int wanted) => wanted == ModbusShape.Unknown || wanted > length;
    }

    private void Take(ModbusFound found, int length)
    {
        Offset = _bufferAt + _from;
        _seen = _seen == ModbusFound.Rtu ? _seen : found;
        if (found == ModbusFound.Rtu)
        {
            (Unit, _pdu) = (Waiting[0], (_from + 1, length - 1 - ModbusCrc.Length));
        }
        else
        {
            (Unit, Transaction, _pdu) = (Waiting[6], ModbusShape.Word(Waiting, 0), (_from + MbapFraming.HeaderLength, length - MbapFraming.HeaderLength));
        }

        _from += length;
    }

    /// <summary>Whether what waits begins with a frame; null when it is not all there.</summary>
    private bool? Judge(out ModbusFound found, out int length)
    {
        (found, length) = (ModbusFound.Tcp, 0);
        var tcp = _seen == ModbusFound.Rtu ? ModbusShape.Impossible : TcpLength(Waiting);
        if (_seen == ModbusFound.Tcp && (IsTcp(tcp, ref length) is not false and var aligned))
        {
            return aligned;
        }

        found = ModbusFound.Rtu;
        var (question, answer) = RtuLengths(Waiting);
        var (shorter, longer) = answer > 0 && (answer < question || question <= 0) ? (answer, question) : (question, answer);
        if ((IsRtu(shorter, ref length) is not false and var first))
        {
            return first;
        }

        if (IsRtu(longer, ref length) is not false and var second)
        {
            return second;
        }

        found = ModbusFound.Tcp;
        return IsTcp(tcp, ref length);
    }

    private bool? IsRtu(int wanted, ref int length)
    {
        if (wanted == ModbusShape.Impossible)
        {
            return false;
        }

        if (wanted == ModbusShape.Unknown || wanted > Waiting.Length)
        {
            return _isEnd ? false : null;
        }

        length = wanted;
        return ModbusCrc.IsRight(Waiting[..wanted]);
    }

    private bool? IsTcp(int wanted, ref int length)
    {
        if (wanted == ModbusShape.Impossible)
        {
            return false;
        }

        if (wanted == ModbusShape.Unknown || wanted > Waiting.Length)
        {
            return _isEnd ? false : null;
        }

        length = wanted;
        var pdu = Waiting[MbapFraming.HeaderLength..wanted];

        // Within a connection whose frames were sound so far, a maker's own function is one too.
        return ModbusShape.Question(pdu) == pdu.Length || ModbusShape.Answer(pdu) == pdu.Length
            || (_seen == ModbusFound.Tcp && _skippedAt is null && ModbusFunction.Name(pdu[0]) is null);
    }

    /// <summary>With unit and checksum, as a question and as an answer.</summary>
    private static (int Question, int Answer) RtuLengths(ReadOnlySpan<byte> bytes)
    {
        return bytes[0] > LastUnit ? (ModbusShape.Impossible, ModbusShape.Impossible) : (Whole(ModbusShape.Question(bytes[1..])), Whole(ModbusShape.Answer(bytes[1..])));

        static int Whole(int pdu) => pdu > 0 ? 1 + pdu + ModbusCrc.Length : pdu;
    }

    private static int TcpLength(ReadOnlySpan<byte> bytes)
    {
        if ((bytes.Length > 2 && bytes[2] != 0) || (bytes.Length > 3 && bytes[3] != 0) || (bytes.Length > 4 && bytes[4] != 0))
        {
            return ModbusShape.Impossible;
        }

        return bytes.Length < TcpLeast ? ModbusShape.Unknown
            : bytes[5] is >= 2 and <= MbapFraming.LongestBody ? MbapFraming.HeaderLength - 1 + bytes[5]
            : ModbusShape.Impossible;
    }
}
