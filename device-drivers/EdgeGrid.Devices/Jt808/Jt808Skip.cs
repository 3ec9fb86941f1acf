namespace EdgeGrid.Devices.Jt808;

/// <summary>Why bytes of a terminal were not used. Each is counted.</summary>
internal enum Jt808Skip
{
    /// <summary>None: it is a message.</summary>
    None,

    /// <summary>Bytes before the first <c>7E</c>.</summary>
    Noise,

    /// <summary>Shorter than any header.</summary>
    TooShort,

    /// <summary>Longer than any message.</summary>
    TooLong,

    /// <summary>A <c>7D</c> with neither <c>01</c> nor <c>02</c> after it.</summary>
    BadEscape,

    /// <summary>The checksum is not that of the frame.</summary>
    BadChecksum,

    /// <summary>The body is not as long as its header says.</summary>
    BadLength,

    /// <summary>The capture, or the connection, ended within it.</summary>
    HalfFrame,
}

/// <summary>Names of reasons.</summary>
internal static class Jt808Skips
{
    /// <summary>Lower-case with hyphens.</summary>
    public static string Name(this Jt808Skip skip) => skip switch
    {
        Jt808Skip.Noise => "noise",
        Jt808Skip.TooShort => "too-short",
        Jt808Skip.TooLong => "too-long",
        Jt808Skip.BadEscape => "bad-escape",
        Jt808Skip.BadChecksum => "bad-checksum",
        Jt808Skip.BadLength => "bad-length",
        Jt808Skip.HalfFrame => "half-frame",
        _ => "none",
    };
}
