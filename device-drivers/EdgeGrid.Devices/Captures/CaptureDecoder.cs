namespace EdgeGrid.Devices.Captures;

/// <summary>
/// Turns what a device once said into JSON lines, for a technician who wants to see it and for programs: one object a message
/// or a fix, and one for each thing that cannot be used, with its offset and its reason. Keeps bounded state; never throws for
/// what is in the bytes.
/// </summary>
public abstract class CaptureDecoder
{
    /// <summary>Takes bytes, which may be cut anywhere.</summary>
    public abstract void Decode(ReadOnlySpan<byte> bytes, JsonLines into);

    /// <summary>Here ends what was sent in one piece: a line of a capture in hexadecimal. For protocols that have no other end.</summary>
    public virtual void EndPiece(JsonLines into)
    {
    }

    /// <summary>The capture is at its end: what is unfinished is told.</summary>
    public abstract void End(JsonLines into);
}

/// <summary>A protocol that <c>agent decode</c> reads.</summary>
/// <param name="Name">On the command line: <c>nmea</c>.</param>
/// <param name="Summary">One line.</param>
/// <param name="IsText">Its captures are text already: they are never taken for hexadecimal.</param>
/// <param name="Create">One for each capture.</param>
public sealed record CaptureKind(string Name, string Summary, bool IsText, Func<CaptureDecoder> Create);
