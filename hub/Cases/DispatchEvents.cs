using System.Text.Json.Serialization;
using EdgeGrid.Hub.Wording;

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
    Phrase Task,
    DateTimeOffset? DueAt,
    IReadOnlyList<string>? Assignees = null,
    DateTimeOffset? AnswerBy = null) : CaseEvent
{
    /// <summary>Everybody whom it reached, whichever version of the hub wrote it.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Reached => Assignees ?? (Worker is null ? [] : [Worker]);

    internal override Phrase Text => Reached.Count == 0
        ? new($"Dispatched to {Department}: {Task}", $"派遣给{Department}:{Task}")
        : new($"Dispatched to {string.Join(", ", Reached)} of {Department}: {Task}", $"派遣给{Department}的{string.Join('、', Reached)}:{Task}");
}

/// <summary>Step 4: they are on it.</summary>
/// <param name="Department">Which department.</param>
/// <param name="Worker">Who of those whom it reached; null when it was somebody else of the department.</param>
internal sealed record CaseAccepted(string Department, string? Worker = null) : CaseEvent
{
    internal override Phrase Text => new($"Accepted by {Worker ?? Department}", $"{Worker ?? Department}已接收");
}

/// <summary>Nobody takes it: it has to be dispatched anew.</summary>
internal sealed record CaseRefused(string Reason) : CaseEvent
{
    internal override Phrase Text => new($"Refused: {Reason}", $"拒收:{Reason}");
}

/// <summary>One of those whom it reached does not take it; it stays with the others.</summary>
internal sealed record AssigneeRefused(string Worker, string Reason) : CaseEvent
{
    internal override Phrase Text => new($"Refused by {Worker}, open to the others: {Reason}", $"{Worker}拒收,其他人仍可接收:{Reason}");
}

/// <summary>It was given to somebody else, who has to accept it.</summary>
/// <param name="To">To whom.</param>
/// <param name="Reason">Why.</param>
/// <param name="Department">Theirs, when it is another.</param>
/// <param name="AnswerBy">When they must have answered.</param>
/// <param name="Part">Whose part of it; null when it was the whole, and where a hub wrote it that did not tell: then it was that of who did it.</param>
internal sealed record CaseHandedOver(string To, string Reason, string? Department = null, DateTimeOffset? AnswerBy = null, string? Part = null) : CaseEvent
{
    internal override Phrase Text => Department is null
        ? new($"Handed over to {To}: {Reason}", $"转派给{To}:{Reason}")
        : new($"Handed over to {To} of {Department}: {Reason}", $"转派给{Department}的{To}:{Reason}");
}

/// <summary>Nobody had answered: it reached one more.</summary>
internal sealed record DispatchEscalated(string To, Phrase Why, DateTimeOffset? AnswerBy = null) : CaseEvent
{
    internal override Phrase Text => new($"Escalated to {To}: {Why}", $"升级派遣给{To}:{Why}");
}

/// <summary>A stage of its limit came near.</summary>
internal sealed record LimitWarned(string Stage, DateTimeOffset DueAt) : CaseEvent
{
    internal override Phrase Text => new($"Limit of «{Stage}» comes near: due {DueAt:yyyy-MM-dd HH:mm} UTC", $"“{Stage}”即将超时:时限为{DueAt:yyyy-MM-dd HH:mm} UTC");
}

/// <summary>A stage of its limit was over.</summary>
internal sealed record LimitPassed(string Stage, DateTimeOffset DueAt, string? EscalatedTo = null) : CaseEvent
{
    internal override Phrase Text => EscalatedTo is null
        ? new($"Limit of «{Stage}» passed: it was due {DueAt:yyyy-MM-dd HH:mm} UTC", $"“{Stage}”已超时:时限为{DueAt:yyyy-MM-dd HH:mm} UTC")
        : new(
            $"Limit of «{Stage}» passed: it was due {DueAt:yyyy-MM-dd HH:mm} UTC; escalated to the supervisor of {EscalatedTo}",
            $"“{Stage}”已超时:时限为{DueAt:yyyy-MM-dd HH:mm} UTC;已上报{EscalatedTo}的监督员");
}

/// <summary>One stage of the work is done; the others go on.</summary>
internal sealed record StageFinished(string Stage, string Result) : CaseEvent
{
    internal override Phrase Text => new($"Stage «{Stage}» done: {Result}", $"阶段“{Stage}”完成:{Result}");
}
