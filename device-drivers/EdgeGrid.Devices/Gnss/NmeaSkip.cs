namespace EdgeGrid.Devices.Gnss;

/// <summary>Why bytes of a receiver were not used. Each is counted.</summary>
public enum NmeaSkip
{
    /// <summary>A run of bytes outside any sentence: binary protocols, line noise.</summary>
    Noise,

    /// <summary>A line that begins with <c>#</c>: a note in a recording.</summary>
    Comment,

    /// <summary>A sentence that ends, or is cut by the next one, before its checksum; one without a checksum too.</summary>
    HalfSentence,

    /// <summary>No end within <see cref="NmeaDecoder.LongestSentence"/> bytes.</summary>
    TooLong,

    /// <summary>The checksum is not that of the sentence.</summary>
    BadChecksum,

    /// <summary>A sound sentence of a kind that says nothing about the fix.</summary>
    OtherKind,

    /// <summary>A field that should be a number or a letter is not, although the checksum is right.</summary>
    Malformed,

    /// <summary>Beyond 90 or 180 degrees, or 60 minutes.</summary>
    ImpossiblePosition,

    /// <summary>An hour, minute or second that no clock shows.</summary>
    ImpossibleTime,

    /// <summary>A day that no calendar has.</summary>
    ImpossibleDate,
}
