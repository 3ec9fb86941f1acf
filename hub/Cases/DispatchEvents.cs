using System.Text.Json.Serialization;

namespace EdgeGrid.Hub.Cases;

/// <summary>Step 3: somebody is to deal with it.</summary>
/// <param name="Department">Which department.</param>
/// <param name="Worker">The one person who was named, if one was.</param>
/// <param name="Task">What is to be done.</param>
/// <param name="DueAt">When it must be done.</param>
/// <param name="Assignees">Everybody whom it reached at once, the worker included.</param>
/// <param name="AnswerBy">When somebody must have accepted or refused.</param>
internal sealed record CaseDispatched(
    string Department,
    string? Worker,
    string Task,
    DateTimeOffset? DueAt,
    IReadOnlyList<string>? Assignees = null,
    DateTimeOffset? AnswerBy = null) : CaseEvent
{
    /// <summary>Everybody whom it reached, whichever version of the hub wrote it.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Reached => Assignees ?? (Worker is null ? [] : [Worker]);

    public override string Text => Reached.Count == 0
        ? $"Dispatched to {Department}: {Task}"
        : $"Dispatched to {string.Join(", ", Reached)} of {Department}: {Task}";
}

/// <summary>Step 4: they are on it.</summary>
/// <param name="Department">Which department.</param>
/// <param name="Worker">Who of those whom it reached; null when it was somebody else of the department.</param>
internal sealed record CaseAccepted(string Department, string? Worker = null) : CaseEvent
{
    public override string Text => $"Accepted by {Worker ?? Department}";
}

/// <summary>Nobody takes it: it has to be dispatched anew.</summary>
internal sealed record CaseRefused(string Reason) : CaseEvent
{
    public override string Text => $"Refused: {Reason}";
}

/// <summary>One of those whom it reached does not take it; it stays with the others.</summary>
internal sealed record AssigneeRefused(string Worker, string Reason) : CaseEvent
{
    public override string Text => $"Refused by {Worker}, open to the others: {Reason}";
}

/// <summary>It was given to somebody else, who has to accept it.</summary>
internal sealed record CaseHandedOver(string To, string Reason, string? Department = null, DateTimeOffset? AnswerBy = null) : CaseEvent
{
    public override string Text => Department is null ? $"Handed over to {To}: {Reason}" : $"Handed over to {To} of {Department}: {Reason}";
}

/// <summary>Nobody had answered: it reached one more.</summary>
internal sealed record DispatchEscalated(string To, string Why, DateTimeOffset? AnswerBy = null) : CaseEvent
{
    public override string Text => $"Escalated to {To}: {Why}";
}

/// <summary>A stage of its limit came near.</summary>
internal sealed record LimitWarned(string Stage, DateTimeOffset DueAt) : CaseEvent
{
    public override string Text => FormattableString.Invariant($"Limit of «{Stage}» comes near: due {DueAt:yyyy-MM-dd HH:mm} UTC");
}

/// <summary>A stage of its limit was over.</summary>
internal sealed record LimitPassed(string Stage, DateTimeOffset DueAt, string? EscalatedTo = null) : CaseEvent
{
    public override string Text => FormattableString.Invariant($"Limit of «{Stage}» passed: it was due {DueAt:yyyy-MM-dd HH:mm} UTC")
        + (EscalatedTo is null ? "" : $"; escalated to the supervisor of {EscalatedTo}");
}

/// <summary>One stage of the work is done; the others go on.</summary>
internal sealed record StageFinished(string Stage, string Result) : CaseEvent
{
    public override string Text => $"Stage «{Stage}» done: {Result}";
}
