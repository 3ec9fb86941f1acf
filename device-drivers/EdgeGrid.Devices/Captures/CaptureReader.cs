using System.Buffers;

namespace EdgeGrid.Devices.Captures;

/// <summary>
/// Reads a capture through a decoder. One of a binary protocol may be the bytes themselves, or hexadecimal text as logs and
/// manuals have it: if its beginning is nothing but hexadecimal digits and blanks, it is text, and each line is one piece.
/// </summary>
public sealed class CaptureReader(CaptureKind kind)
{
    private const int ChunkBytes = 64 * 1024;

    // So many hexadecimal digits and blanks are no accident.
    private const int EnoughToJudge = 256;

    private readonly CaptureDecoder _decoder = kind.Create();
    private readonly byte[] _bytes = new byte[ChunkBytes];
    private bool? _isHex = kind.IsText ? false : null;
    private readonly byte[] _unjudged = new byte[EnoughToJudge];
    private int _unjudgedLength;
    private int _digit = -1;
    private long _read;

    /// <summary>Bytes of the capture that were read so far.</summary>
    public long Read => Volatile.Read(ref _read);

    /// <summary>To the end of the capture.</summary>
    /// <exception cref="IOException">It cannot be read, or the lines cannot be written.</exception>
    public void ReadAll(Stream capture, JsonLines into)
    {
        var chunk = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            // What stands there is decoded as it comes: a live device behind a pipe is seen at once.
            for (int count; (count = capture.Read(chunk, 0, ChunkBytes)) > 0; Volatile.Write(ref _read, _read + count))
            {
                if (_isHex is null)
                {
                    Judge(chunk.AsSpan(0, count), into);
                }
                else
                {
                    Take(chunk.AsSpan(0, count), into);
                }

                into.Flush();
            }

            Take(_unjudged.AsSpan(0, _unjudgedLength), into);
            _decoder.End(into);
            into.Flush();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }

    /// <summary>A pipe may begin with a single byte: the first that is no hexadecimal settles it, or so many that are.</summary>
    private void Judge(ReadOnlySpan<byte> chunk, JsonLines into)
    {
        var first = chunk[..Math.Min(chunk.Length, EnoughToJudge - _unjudgedLength)];
        first.CopyTo(_unjudged.AsSpan(_unjudgedLength));
        _unjudgedLength += first.Length;
        _isHex = !IsHex(first) ? false : _unjudgedLength == EnoughToJudge ? true : null;
        if (_isHex is null)
        {
            return;
        }

        Take(_unjudged.AsSpan(0, _unjudgedLength), into);
        _unjudgedLength = 0;
        Take(chunk[first.Length..], into);
    }

    private void Take(ReadOnlySpan<byte> chunk, JsonLines into)
    {
        if (_isHex == false)
        {
            _decoder.Decode(chunk, into);
            return;
        }

        var count = 0;
        foreach (var character in chunk)
        {
            var digit = Digit(character);
            if (digit < 0)
            {
                _digit = -1;
                if (character == '\n')
                {
                    _decoder.Decode(_bytes.AsSpan(0, count), into);
                    _decoder.EndPiece(into);
                    count = 0;
                }
            }
            else if (_digit < 0)
            {
                _digit = digit;
            }
            else
            {
                _bytes[count++] = (byte)((_digit << 4) | digit);
                _digit = -1;
            }
        }

        _decoder.Decode(_bytes.AsSpan(0, count), into);
    }

    private static bool IsHex(ReadOnlySpan<byte> chunk) =>
        chunk.IndexOfAnyExcept("0123456789abcdefABCDEF \t\r\n"u8) < 0;

    private static int Digit(byte character) => character switch
    {
        >= (byte)'0' and <= (byte)'9' => character - '0',
        >= (byte)'a' and <= (byte)'f' => character - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => character - 'A' + 10,
        _ => -1,
    };
}
