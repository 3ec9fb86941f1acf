namespace EdgeGrid.Devices.Gb26875;

/// <summary>Why bytes of a transmission device were not used.</summary>
internal enum Gb26875Skip
{
    /// <summary>None: it is a frame.</summary>
    None,

    /// <summary>Bytes outside any frame.</summary>
    Noise,

    /// <summary>More data than the standard allows.</summary>
    TooLong,

    /// <summary>No <c>23 23</c> where its length says; or another frame begins within it.</summary>
    BadLength,

    /// <summary>The checksum is not that of the frame.</summary>
    BadChecksum,

    /// <summary>The capture, or the connection, ended within it.</summary>
    HalfFrame,
}

/// <summary>Names of reasons.</summary>
internal static class Gb26875Skips
{
    /// <summary>Lower-case with hyphens.</summary>
    public static string Name(this Gb26875Skip skip) => skip switch
    {
        Gb26875Skip.Noise => "noise",
        Gb26875Skip.TooLong => "too-long",
        Gb26875Skip.BadLength => "bad-length",
        Gb26875Skip.BadChecksum => "bad-checksum",
        Gb26875Skip.HalfFrame => "half-frame",
        _ => "none",
    };
}
