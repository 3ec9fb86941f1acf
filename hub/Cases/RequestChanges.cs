using EdgeGrid.Contracts;

namespace EdgeGrid.Hub.Cases;

/// <summary>What is asked for, and what follows when it is granted.</summary>
internal static class RequestChanges
{
    /// <summary>The state after such an event; null when it is another.</summary>
    public static CaseState? NextRequest(this CaseState state, RecordedEvent recorded) => recorded.Happened switch
    {
        RequestMade made => state with { Pending = new CaseRequest(made.Kind, made.By, made.Reason, made.Until) },
        RequestDeclined => state with { Pending = null },
        CaseSuspended suspended => state with { Pending = null, Suspended = true, SuspendedUntil = suspended.Until },
        CaseResumed => state with { Suspended = false, SuspendedUntil = null },
        CaseExtended extended => state with { Pending = null, DueAt = extended.DueAt },
        CaseVoided => state.Ended(CaseEnding.Voided, recorded.At),
        CaseClosedByForce => state.Ended(CaseEnding.Forced, recorded.At),
        AppealUpheld => state with { Pending = null, Step = CaseStep.Closed, Score = null },
        _ => null,
    };

    /// <summary>The state of a case that nobody works on any more.</summary>
    public static CaseState Ended(this CaseState state, CaseEnding ending, DateTimeOffset at) => state with
    {
        Step = CaseStep.Closed,
        Ending = ending,
        ClosedAt = at,
        Pending = null,
        Suspended = false,
        SuspendedUntil = null,
        AnswerBy = null,
    };

    /// <summary>A request lapses with the step in which it could be made.</summary>
    public static CaseState WithoutLapsedRequest(this CaseState state) =>
        state.Pending is { } pending && !CaseSteps.Steps.ContainsKey((state.Step, CommandOf(pending.Kind))) ? state with { Pending = null } : state;

    private static Type CommandOf(RequestKind kind) => kind switch
    {
        RequestKind.Suspension => typeof(RequestSuspension),
        RequestKind.Extension => typeof(RequestExtension),
        RequestKind.Void => typeof(RequestVoid),
        RequestKind.ForcedClose => typeof(RequestForcedClose),
        RequestKind.Appeal => typeof(AppealAssessment),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
