namespace EdgeGrid.Devices.Gnss;

/// <summary>How a sentence ends.</summary>
internal enum FrameEnd
{
    /// <summary>More bytes are needed.</summary>
    Open,

    /// <summary>At its checksum's second digit.</summary>
    Whole,

    /// <summary>Cut short; what cuts it is not part of it.</summary>
    Half,

    /// <summary>Not within the longest length.</summary>
    TooLong,
}

/// <summary>
/// Finds sentences in a stream of bytes that may be cut anywhere, and keeps at most one unfinished sentence. The outcome
/// does not depend on where the stream was cut: a sentence that is kept is looked at again as if it had come in one piece.
/// </summary>
internal sealed class NmeaFramer
{
    private readonly byte[] _kept = new byte[NmeaDecoder.LongestSentence];
    private int _keptLength;
    private bool _atLineStart = true;
    private bool _inComment;
    private bool _inNoise;
    private int _dateNoteLength;

    /// <summary>A line <c># Date: …</c> was among the notes: this is a recording that says when it was made.</summary>
    public bool IsDated { get; private set; }

    /// <summary>
    /// Takes the next sentence or skip from the bytes, and moves them on.
    /// </summary>
    /// <param name="bytes">What is left of the input.</param>
    /// <param name="body">Between <c>$</c> and <c>*</c>, checksum verified; valid until the next call.</param>
    /// <param name="skip">Why something was skipped; null with a sentence.</param>
    /// <returns>False when all bytes are used up.</returns>
    public bool TryTake(ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> body, out NmeaSkip? skip)
    {
        body = default;
        skip = null;
        if (_keptLength > 0)
        {
            return TryTakeKept(ref bytes, out body, out skip);
        }

        while (!bytes.IsEmpty)
        {
            if (bytes[0] == '$' && !_inComment)
            {
                (_atLineStart, _inNoise) = (false, false);
                var end = Frame(bytes, out var length);
                if (end == FrameEnd.Open)
                {
                    bytes.CopyTo(_kept);
                    _keptLength = bytes.Length;
                    bytes = default;
                    return false;
                }

                var sentence = bytes[..length];
                bytes = bytes[length..];
                Judge(end, sentence, out body, out skip);
                return true;
            }

            if (Between(ref bytes) is { } found)
            {
                skip = found;
                return true;
            }
        }

        return false;
    }

    private bool TryTakeKept(ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> body, out NmeaSkip? skip)
    {
        var added = Math.Min(bytes.Length, _kept.Length - _keptLength);
        bytes[..added].CopyTo(_kept.AsSpan(_keptLength));
        var end = Frame(_kept.AsSpan(0, _keptLength + added), out var length);
        if (end == FrameEnd.Open)
        {
            _keptLength += added;
            bytes = default;
            body = default;
            skip = null;
            return false;
        }

        bytes = bytes[(length - _keptLength)..];
        _keptLength = 0;
        Judge(end, _kept.AsSpan(0, length), out body, out skip);
        return true;
    }

    /// <summary>How the sentence at the start of <paramref name="bytes"/> ends, and after how many bytes.</summary>
    private static FrameEnd Frame(ReadOnlySpan<byte> bytes, out int length)
    {
        var window = bytes[..Math.Min(bytes.Length, NmeaDecoder.LongestSentence)];
        var stop = window[1..].IndexOfAny("$*\r\n"u8);
        if (stop < 0)
        {
            length = window.Length;
            return window.Length < NmeaDecoder.LongestSentence ? FrameEnd.Open : FrameEnd.TooLong;
        }

        stop++;
        if (window[stop] != '*')
        {
            length = stop;
            return FrameEnd.Half;
        }

        // The two digits; whatever stands in their place instead is not eaten.
        for (length = stop + 1; length < stop + 3; length++)
        {
            if (length == window.Length)
            {
                return window.Length < NmeaDecoder.LongestSentence ? FrameEnd.Open : FrameEnd.TooLong;
            }

            if (NmeaChecksum.Digit(window[length]) < 0)
            {
                return FrameEnd.Half;
            }
        }

        return FrameEnd.Whole;
    }

    private void Judge(FrameEnd end, ReadOnlySpan<byte> sentence, out ReadOnlySpan<byte> body, out NmeaSkip? skip)
    {
        body = default;
        skip = end switch { FrameEnd.Half => NmeaSkip.HalfSentence, FrameEnd.TooLong => NmeaSkip.TooLong, _ => null };
        if (skip is not null)
        {
            // What follows on the same line belongs to what was just counted.
            _inNoise = true;
            return;
        }

        var told = (NmeaChecksum.Digit(sentence[^2]) << 4) | NmeaChecksum.Digit(sentence[^1]);
        body = sentence[1..^3];
        skip = NmeaChecksum.Of(body) == told ? null : NmeaSkip.BadChecksum;
    }

    /// <summary>Passes over what lies between sentences, up to the next <c>$</c> or the first thing to count.</summary>
    private NmeaSkip? Between(ref ReadOnlySpan<byte> bytes)
    {
        if (_inComment)
        {
            var end = bytes.IndexOf((byte)'\n');
            Note(end < 0 ? bytes : bytes[..end]);
            _inComment = end < 0;
            bytes = end < 0 ? default : bytes[end..];
            return null;
        }

        var b = bytes[0];
        bytes = bytes[1..];
        switch (b)
        {
            case (byte)'\r' or (byte)'\n':
                (_atLineStart, _inNoise) = (true, false);
                return null;
            case (byte)' ' or (byte)'\t':
                return null;
            case (byte)'#' when _atLineStart:
                (_inComment, _dateNoteLength) = (true, 0);
                return NmeaSkip.Comment;
            default:
                var begins = !_inNoise;
                (_atLineStart, _inNoise) = (false, true);
                return begins ? NmeaSkip.Noise : null;
        }
    }

    private void Note(ReadOnlySpan<byte> text)
    {
        var dateNote = " Date: "u8;
        for (var i = 0; i < text.Length && (uint)_dateNoteLength < (uint)dateNote.Length; i++)
        {
            _dateNoteLength = text[i] == dateNote[_dateNoteLength] ? _dateNoteLength + 1 : int.MaxValue;
        }

        IsDated |= _dateNoteLength == dateNote.Length;
    }
}
