using System.Collections.Immutable;
using EdgeGrid.Contracts;

namespace EdgeGrid.Hub.Cases;

/// <summary>What happens to those who have a case, and to its limits.</summary>
internal static class DispatchChanges
{
    /// <summary>The state after such an event; null when it is another.</summary>
    public static CaseState? NextDispatch(this CaseState state, RecordedEvent recorded) => recorded.Happened switch
    {
        CaseDispatched dispatched => state with
        {
            Step = CaseStep.Dispatched,
            Department = dispatched.Department,
            Assignees = [.. dispatched.Reached],
            Accepted = [],
            DueAt = dispatched.DueAt,
            AnswerBy = dispatched.AnswerBy,
        },
        CaseAccepted accepted => state with
        {
            Step = CaseStep.Handling,
            Accepted = accepted.Worker is null ? state.Accepted : state.Accepted.Add(accepted.Worker),
            AnswerBy = null,
        },
        AssigneeRefused refused => state with { Assignees = state.Assignees.Remove(refused.Worker) },
        CaseRefused => state.Undispatched(),
        CaseHandedOver over => state with
        {
            Step = CaseStep.Dispatched,
            Department = over.Department ?? state.Department,
            Assignees = HandedOver(state.Assignees, over.Part ?? recorded.By, over.To),
            Accepted = [],
            AnswerBy = over.AnswerBy,
        },
        DispatchEscalated escalated => state with { Assignees = state.Assignees.Add(escalated.To), AnswerBy = escalated.AnswerBy },
        LimitWarned warned => state with { Limits = state.Limits.SetItem(warned.Stage, new LimitStanding(warned.DueAt, Passed: false)) },
        LimitPassed passed => state with { Limits = state.Limits.SetItem(passed.Stage, new LimitStanding(passed.DueAt, Passed: true)) },
        StageFinished => state,
        _ => null,
    };

    /// <summary>The state of a case that has to be dispatched anew.</summary>
    public static CaseState Undispatched(this CaseState state) =>
        state with { Step = CaseStep.Filed, Department = null, Assignees = [], Accepted = [], DueAt = null, AnswerBy = null };

    /// <summary>One of several gives away their own part; anybody else gives away the whole.</summary>
    private static ImmutableArray<string> HandedOver(ImmutableArray<string> assignees, string part, string to) =>
        assignees.Length > 1 && assignees.Contains(part) ? [.. assignees.Where(one => one != part && one != to), to] : [to];
}
