using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Cases;

/// <summary>Gives it to a department, and to whom of it.</summary>
/// <param name="Department">Which.</param>
/// <param name="Worker">One person; null when the department chooses.</param>
/// <param name="Task">What is to be done.</param>
/// <param name="DueAt">When it must be done.</param>
/// <param name="Assignees">Further people whom it reaches at once: the first who accepts has it.</param>
/// <param name="AnswerBy">When somebody must have accepted or refused.</param>
internal sealed record DispatchCase(
    string Department,
    string? Worker,
    Phrase Task,
    DateTimeOffset? DueAt,
    IReadOnlyList<string>? Assignees = null,
    DateTimeOffset? AnswerBy = null) : CaseCommand;

/// <summary>The department, or one of those whom it reached, takes it.</summary>
internal sealed record AcceptCase : CaseCommand;

/// <summary>The department does not take it; or one of those whom it reached does not, and it stays with the others.</summary>
internal sealed record RefuseCase(string Reason) : CaseCommand;

/// <summary>Whoever has it gives it to somebody else, who has to accept it.</summary>
/// <param name="To">Whom.</param>
/// <param name="Reason">Why.</param>
/// <param name="Department">Theirs, when it is another.</param>
/// <param name="AnswerBy">When they must have answered.</param>
internal sealed record HandOverCase(string To, string Reason, string? Department = null, DateTimeOffset? AnswerBy = null) : CaseCommand;

/// <summary>Nobody has answered: it reaches one more.</summary>
/// <param name="To">Whom.</param>
/// <param name="Why">In words.</param>
/// <param name="AnswerBy">When somebody must have answered now.</param>
internal sealed record EscalateDispatch(string To, Phrase Why, DateTimeOffset? AnswerBy = null) : CaseCommand;

/// <summary>A stage of its limit comes near.</summary>
/// <param name="Stage">The stage's name.</param>
/// <param name="DueAt">When the stage is over.</param>
internal sealed record WarnOfLimit(string Stage, DateTimeOffset DueAt) : CaseCommand;

/// <summary>A stage of its limit is over.</summary>
/// <param name="Stage">The stage's name.</param>
/// <param name="DueAt">When it was over.</param>
/// <param name="EscalatedTo">The department whose supervisor has to know.</param>
internal sealed record NoteLimitPassed(string Stage, DateTimeOffset DueAt, string? EscalatedTo = null) : CaseCommand;

/// <summary>One stage of the work is done; the others go on.</summary>
/// <param name="Stage">The stage's name.</param>
/// <param name="Result">What was done.</param>
internal sealed record FinishStage(string Stage, string Result) : CaseCommand;
