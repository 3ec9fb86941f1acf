namespace EdgeGrid.Devices.Jt808;

/// <summary>
/// Finds the frames in a terminal's bytes, which may be cut anywhere: <c>7E … 7E</c>, unescaped and verified (JT/T 808, section
/// 4.4.1). Every <c>7E</c> both ends a frame and begins one, so that a lost byte loses one frame and no more. Keeps one frame;
/// allocates nothing but a phone number; never throws for what is in the bytes.
/// </summary>
internal sealed class Jt808Framer
{
    public const byte Flag = 0x7E;
    public const byte Escape = 0x7D;

    private const int MostBytes = Jt808Header.MostWithBody + 1;

    private readonly byte[] _frame = new byte[MostBytes];
    private int _length;
    private int _bodyAt;
    private int _bodyLength;
    private bool _isOpen;
    private bool _escapes;
    private Jt808Skip _spoiled;
    private long _read;
    private long _beganAt;

    /// <summary>Of the last message.</summary>
    public Jt808Header Header { get; private set; }

    /// <summary>Of the last message; good until more is read.</summary>
    public ReadOnlySpan<byte> Body => _frame.AsSpan(_bodyAt, _bodyLength);

    /// <summary>Where what was read last begins, in bytes from the beginning.</summary>
    public long Offset { get; private set; }

    /// <summary>Reads up to the end of a frame, or of something that is none.</summary>
    /// <param name="bytes">What arrived; what was read is taken away from its beginning.</param>
    /// <param name="skip">Why it is no message; none when it is one.</param>
    /// <returns>False when the bytes are used up.</returns>
    public bool Read(ref ReadOnlySpan<byte> bytes, out Jt808Skip skip)
    {
        while (!bytes.IsEmpty)
        {
            var end = bytes.IndexOf(Flag);
            Add(bytes[..(end < 0 ? bytes.Length : end)]);
            if (end < 0)
            {
                bytes = default;
                break;
            }

            _read++;
            bytes = bytes[(end + 1)..];
            if (Close() is { } closed)
            {
                skip = closed;
                return true;
            }
        }

        skip = Jt808Skip.None;
        return false;
    }

    /// <summary>There is no more: what is unfinished.</summary>
    public Jt808Skip End()
    {
        var isUnfinished = _length > 0 || _spoiled != Jt808Skip.None;
        var skip = !isUnfinished ? Jt808Skip.None : _isOpen ? Jt808Skip.HalfFrame : Jt808Skip.Noise;
        (Offset, _length, _isOpen, _escapes, _spoiled) = (_beganAt, 0, false, false, Jt808Skip.None);
        return skip;
    }

    private void Add(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return;
        }

        if (_length == 0 && !_isOpen && _spoiled == Jt808Skip.None)
        {
            _beganAt = _read;
        }

        _read += bytes.Length;
        _spoiled = _isOpen ? _spoiled : Jt808Skip.Noise;
        for (var i = 0; i < bytes.Length && _spoiled == Jt808Skip.None; i++)
        {
            Add(bytes[i]);
        }
    }

    private void Add(byte value)
    {
        if (_escapes)
        {
            _escapes = false;
            if (value is not (1 or 2))
            {
                _spoiled = Jt808Skip.BadEscape;
                return;
            }

            value = value == 1 ? Escape : Flag;
        }
        else if (value == Escape)
        {
            _escapes = true;
            return;
        }

        if (_length == MostBytes)
        {
            _spoiled = Jt808Skip.TooLong;
            return;
        }

        _frame[_length++] = value;
    }

    // A flag has come. Nothing between two of them is nothing at all.
    private Jt808Skip? Close()
    {
        Jt808Skip? closed = _length == 0 && !_escapes && _spoiled == Jt808Skip.None ? null : Judge();
        Offset = _beganAt;
        (_beganAt, _length, _isOpen, _escapes, _spoiled) = (_read - 1, 0, true, false, Jt808Skip.None);
        return closed;
    }

    private Jt808Skip Judge()
    {
        if (_spoiled != Jt808Skip.None)
        {
            return _spoiled;
        }

        if (_escapes)
        {
            return Jt808Skip.BadEscape;
        }

        if (_length < Jt808Header.LeastLength + 1)
        {
            return Jt808Skip.TooShort;
        }

        var frame = _frame.AsSpan(0, _length - 1);
        if (Jt808Header.Checksum(frame) != _frame[_length - 1])
        {
            return Jt808Skip.BadChecksum;
        }

        if (!Jt808Header.TryRead(frame, out var header, out var body))
        {
            return Jt808Skip.BadLength;
        }

        (Header, _bodyAt, _bodyLength) = (header, frame.Length - body.Length, body.Length);
        return Jt808Skip.None;
    }
}
