namespace EdgeGrid.Agent.Filtering;

/// <summary>Why a sample or reading did not go on. Also the label of the metric, and the tests' vocabulary.</summary>
internal enum DropReason
{
    /// <summary>It goes on.</summary>
    None = 0,

    /// <summary>The channel between the samplers and the pipeline was full.</summary>
    ChannelFull,

    /// <summary>Outside the plausible range of its point.</summary>
    Implausible,

    /// <summary>A tracker's fix with too few satellites or too high an HDOP.</summary>
    PoorFix,

    /// <summary>A tracker's fix that would need an impossible speed.</summary>
    ImpossibleSpeed,

    /// <summary>The median's window is not full yet: whether it is a spike cannot be told.</summary>
    Settling,

    /// <summary>Too near to the last reported value, and not yet due: not lost, only not repeated.</summary>
    WithinDeadband,

    /// <summary>The outbox could not take it.</summary>
    OutboxRefused,

    /// <summary>The picture of an alert could not be encoded or stored. The alert stands without it.</summary>
    EvidenceLost,

    /// <summary>The device has more parts than the gateway watches.</summary>
    TooManyParts,
}

/// <summary>Names of the reasons.</summary>
internal static class DropReasons
{
    private static readonly string[] Names =
        ["none", "channel-full", "implausible", "poor-fix", "impossible-speed", "settling", "within-deadband", "outbox-refused", "evidence-lost", "too-many-parts"];

    /// <summary>Lower-case with hyphens, as in the status and in the metric.</summary>
    public static string Name(this DropReason reason) => Names[(int)reason];
}
