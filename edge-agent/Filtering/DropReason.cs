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

    /// <summary>A spike beside the median of its neighbours.</summary>
    Spike,

    /// <summary>Too near to the last reported value, and not yet due: not lost, only not repeated.</summary>
    WithinDeadband,

    /// <summary>The outbox could not take it.</summary>
    OutboxRefused,
}
