namespace EdgeGrid.Devices.Gb26875;

/// <summary>
/// Finds the frames in a transmission device's bytes, which may be cut anywhere: <c>40 40 … 23 23</c> (GB 26875.3-2011,
/// section 6). A frame whose length was damaged hides none that comes after it: a whole one within what is still waited for
/// is taken at once. Keeps two frames' bytes; allocates nothing; never throws for what is in the bytes.
/// </summary>
internal sealed class Gb26875Framer
{
    public const byte Start = 0x40;
    public const byte Finish = 0x23;

    private const int MostBytes = Gb26875Header.Length + Gb26875Header.MostData + Gb26875Header.TailLength;
    private const int LeastBytes = Gb26875Header.Length + Gb26875Header.TailLength;

    private readonly byte[] _buffer = new byte[2 * MostBytes];
    private int _from;
    private int _to;
    private int _dataAt;
    private int _dataLength;
    private long _bufferAt;
    private long? _noiseAt;
    private bool _isAfterError;

    /// <summary>Of the last frame; also of one whose checksum is wrong.</summary>
    public Gb26875Header Header { get; private set; }

    /// <summary>Of the last frame; good until more is read.</summary>
    public ReadOnlySpan<byte> Data => _buffer.AsSpan(_dataAt, _dataLength);

    /// <summary>Where what was read last begins, in bytes from the beginning.</summary>
    public long Offset { get; private set; }

    private ReadOnlySpan<byte> Waiting => _buffer.AsSpan(_from, _to - _from);

    /// <summary>Reads up to the end of a frame, or of something that is none.</summary>
    /// <param name="bytes">What arrived; what was read is taken away from its beginning.</param>
    /// <param name="skip">Why it is no frame; none when it is one.</param>
    /// <returns>False when the bytes are used up.</returns>
    public bool Read(ref ReadOnlySpan<byte> bytes, out Gb26875Skip skip)
    {
        while (true)
        {
            if (Find(out skip))
            {
                return true;
            }

            if (bytes.IsEmpty)
            {
                return false;
            }

            Fill(ref bytes);
        }
    }

    /// <summary>There is no more: what is unfinished. Called again until there is none.</summary>
    public Gb26875Skip End()
    {
        var isHalf = Waiting.Length >= 2 && Waiting[0] == Start && Waiting[1] == Start;
        var skip = isHalf ? Gb26875Skip.HalfFrame : _noiseAt is not null || (!Waiting.IsEmpty && !_isAfterError) ? Gb26875Skip.Noise : Gb26875Skip.None;
        Offset = _noiseAt ?? _bufferAt + _from;
        _from = _to;
        (_noiseAt, _isAfterError) = (null, false);
        return skip;
    }

    private void Fill(ref ReadOnlySpan<byte> bytes)
    {
        if (_from > 0)
        {
            Waiting.CopyTo(_buffer);
            _bufferAt += _from;
            (_from, _to) = (0, _to - _from);
        }

        var count = Math.Min(bytes.Length, _buffer.Length - _to);
        bytes[..count].CopyTo(_buffer.AsSpan(_to));
        _to += count;
        bytes = bytes[count..];
    }

    private bool Find(out Gb26875Skip skip)
    {
        skip = Gb26875Skip.None;
        if (!SkipToStart())
        {
            return false;
        }

        if (_noiseAt is { } noise)
        {
            (skip, Offset, _noiseAt) = (Gb26875Skip.Noise, noise, null);
            return true;
        }

        if (Waiting.Length < LeastBytes)
        {
            return false;
        }

        var state = Judge(Waiting, out var length);
        if (state is null)
        {
            return FindWithin(Waiting.Length, out skip);
        }

        // A true frame may hide in the remains of another that runs into it: its end is the true one's, and of 256 such
        // accidents one has the right checksum.
        if (state is Gb26875Skip.BadChecksum or Gb26875Skip.None && FindWithin(length, out skip))
        {
            return true;
        }

        Take(length, state.Value);
        skip = state.Value;
        return true;
    }

    // To the next 40 40. Bytes before it are noise; after a broken frame they are its rest, and told already.
    private bool SkipToStart()
    {
        var at = Waiting.IndexOf([Start, Start]);
        var isFound = at >= 0;
        if (!isFound)
        {
            at = Waiting.IsEmpty || Waiting[^1] != Start ? Waiting.Length : Waiting.Length - 1;
        }

        if (at > 0 && !_isAfterError)
        {
            _noiseAt ??= _bufferAt + _from;
        }

        _from += at;
        return isFound;
    }

    /// <summary>What stands at the beginning: null when it is not all there yet.</summary>
    private static Gb26875Skip? Judge(ReadOnlySpan<byte> bytes, out int length)
    {
        var data = Gb26875Header.DataLength(bytes);
        length = Gb26875Header.Length + data + Gb26875Header.TailLength;
        if (data > Gb26875Header.MostData)
        {
            return Gb26875Skip.TooLong;
        }

        if (bytes.Length < length)
        {
            return null;
        }

        if (bytes[length - 1] != Finish || bytes[length - 2] != Finish)
        {
            return Gb26875Skip.BadLength;
        }

        return Gb26875Header.Checksum(bytes[2..(length - 3)]) == bytes[length - 3] ? Gb26875Skip.None : Gb26875Skip.BadChecksum;
    }

    private bool FindWithin(int length, out Gb26875Skip skip)
    {
        skip = Gb26875Skip.BadLength;
        var within = Waiting[..length];
        for (var at = 1; length - at >= LeastBytes; at++)
        {
            var next = within[at..].IndexOf([Start, Start]);
            if (next < 0 || length - (at += next) < LeastBytes)
            {
                break;
            }

            if (Judge(within[at..], out _) == Gb26875Skip.None)
            {
                Offset = _bufferAt + _from;
                _from += at;
                return true;
            }
        }

        skip = Gb26875Skip.None;
        return false;
    }

    private void Take(int length, Gb26875Skip state)
    {
        Offset = _bufferAt + _from;
        _isAfterError = state != Gb26875Skip.None;
        if (state is Gb26875Skip.TooLong or Gb26875Skip.BadLength)
        {
            // Perhaps the true beginning is the next byte.
            _from++;
            return;
        }

        Header = Gb26875Header.Read(Waiting);
        (_dataAt, _dataLength) = (_from + Gb26875Header.Length, length - LeastBytes);
        _from += length;
    }
}
