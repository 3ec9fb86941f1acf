using EdgeGrid.Agent.Sampling;

namespace EdgeGrid.Agent.Filtering;

/// <summary>One step of the way between Sampling and the outbox. Keeps its state by point, and is called from one thread.</summary>
internal interface IStage
{
    /// <summary>Lets a reading go on, another in its place, or drops it with the reason.</summary>
    StageAnswer Apply(in Reading reading);
}

/// <summary>What a stage answers.</summary>
/// <param name="Reading">What goes on.</param>
/// <param name="Dropped">Why nothing does; <see cref="DropReason.None"/> when something does.</param>
internal readonly record struct StageAnswer(Reading Reading, DropReason Dropped)
{
    public bool GoesOn => Dropped == DropReason.None;

    public static StageAnswer Keep(in Reading reading) => new(reading, DropReason.None);

    public static StageAnswer Replace(in Reading reading) => new(reading, DropReason.None);

    public static StageAnswer Drop(DropReason reason) => new(default, reason);
}
