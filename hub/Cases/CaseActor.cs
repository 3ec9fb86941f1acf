namespace EdgeGrid.Hub.Cases;

/// <summary>Who wants something of a case, and for whom they answer: all that the decider knows of them.</summary>
/// <param name="Name">What the case calls them.</param>
/// <param name="IsAbove">The hub itself, or a role that answers for everybody: dispatcher, supervisor, administrator.</param>
internal sealed record CaseActor(string Name, bool IsAbove)
{
    /// <summary>The names that a case may have for them beside <see cref="Name"/>: their account, their id.</summary>
    public IReadOnlySet<string> OtherNames { get; init; } = new HashSet<string>();

    /// <summary>Those for whom they act: whose deputy they are now, and who belongs to a grid that they lead.</summary>
    public IReadOnlySet<string> ActsFor { get; init; } = new HashSet<string>();

    /// <summary>The departments that they speak for.</summary>
    public IReadOnlySet<string> SpeaksFor { get; init; } = new HashSet<string>();

    /// <summary>The department that they work in: theirs is what it was given and nobody of it by name.</summary>
    public string? WorksIn { get; init; }

    /// <summary>The hub itself, or whoever else is held to nothing but the steps.</summary>
    public static CaseActor Above(string name) => new(name, IsAbove: true);

    /// <summary>True when a case means them.</summary>
    public bool Is(string? name) => name is not null && (name == Name || OtherNames.Contains(name));

    /// <summary>Whose part of several they take: their own, else that of one for whom they act; null when none of it is theirs.</summary>
    public string? PartOf(IReadOnlyCollection<string> assignees) => assignees.FirstOrDefault(Is) ?? assignees.FirstOrDefault(ActsFor.Contains);

    /// <summary>True when a case is theirs to answer. One that was given to nobody is anybody's.</summary>
    public bool Has(CaseState state) =>
        IsAbove
        || PartOf(state.Assignees) is not null
        || (state.Department is { } department && SpeaksFor.Contains(department))
        || (state.Assignees.IsEmpty && (state.Department is null || state.Department == WorksIn));

    /// <summary>True when a task is theirs to answer.</summary>
    public bool Has(CaseTask task) => IsAbove || PartOf([task.Assignee]) is not null;
}
