namespace EdgeGrid.Agent.Filtering;

/// <summary>What a stage answers: keep the reading, replace its value, or drop it and why.</summary>
/// <param name="Reason">Of a drop; <see cref="DropReason.None"/> when the reading goes on.</param>
/// <param name="Replaced">It goes on with another value.</param>
internal readonly record struct Verdict(DropReason Reason, bool Replaced = false)
{
    public static Verdict Keep => default;

    public static Verdict Replace => new(DropReason.None, Replaced: true);

    public bool Drops => Reason != DropReason.None;

    public static Verdict Drop(DropReason reason) => new(reason);
}
