namespace EdgeGrid.Hub.Cases;

/// <summary>Who has a case, who takes it, and how long they have.</summary>
internal static class DispatchDecisions
{
    /// <summary>A level I case reaches several at once, but not everybody.</summary>
    private const int MostAssignees = 20;

    /// <summary>Null when it is not about that.</summary>
    public static Decision? Decide(CaseState state, CaseCommand command, CaseActor by, DateTimeOffset now) => command switch
    {
        DispatchCase dispatch => Dispatch(dispatch, now),
        AcceptCase => Accept(state, by),
        RefuseCase refuse => Needs.All(() => Refuse(state, refuse.Reason, by), Needs.Text(refuse.Reason, CaseFields.Reason)),
        HandOverCase over => Needs.All(
            () => new CaseHandedOver(over.To, over.Reason, over.Department, over.AnswerBy, by.PartOf(state.Assignees)),
            Needs.Text(over.To, CaseFields.HandedTo, Needs.Short),
            Needs.Text(over.Reason, CaseFields.Reason),
            Needs.AtMost(over.Department, CaseFields.Department, Needs.Short),
            Needs.Ahead(over.AnswerBy, now, CaseFields.AnswerBy)),
        EscalateDispatch escalate when state.Assignees.Contains(escalate.To) => Decision.Rejected(CaseRefusals.Reached(escalate.To)),
        EscalateDispatch escalate => Needs.All(
            () => new DispatchEscalated(escalate.To, escalate.Why, escalate.AnswerBy),
            Needs.Text(escalate.To, CaseFields.EscalatedTo, Needs.Short),
            Needs.Text(escalate.Why, CaseFields.Why),
            Needs.Ahead(escalate.AnswerBy, now, CaseFields.AnswerBy)),
        WarnOfLimit warn => Limit(state, warn.Stage, new LimitStanding(warn.DueAt, Passed: false), () => new LimitWarned(warn.Stage, warn.DueAt)),
        NoteLimitPassed passed => Limit(state, passed.Stage, new LimitStanding(passed.DueAt, Passed: true), () => new LimitPassed(passed.Stage, passed.DueAt, passed.EscalatedTo)),
        FinishStage finish => Needs.All(() => new StageFinished(finish.Stage, finish.Result), Needs.Text(finish.Stage, CaseFields.Stage, Needs.Short), Needs.Text(finish.Result, CaseFields.Result)),
        _ => null,
    };

    private static Decision Dispatch(DispatchCase dispatch, DateTimeOffset now)
    {
        var named = (dispatch.Worker is null ? [] : (string[])[dispatch.Worker]).Concat(dispatch.Assignees ?? []).ToList();
        var reached = named.Select(one => one?.Trim() ?? "").Distinct(StringComparer.Ordinal).ToList();
        return Needs.All(
            () => new CaseDispatched(dispatch.Department, dispatch.Worker, dispatch.Task, dispatch.DueAt, reached, dispatch.AnswerBy),
            Needs.Text(dispatch.Department, CaseFields.Department, Needs.Short),
            Needs.AtMost(dispatch.Task, CaseFields.Task),
            Needs.Ahead(dispatch.DueAt, now, CaseFields.DueAt),
            Needs.Ahead(dispatch.AnswerBy, now, CaseFields.AnswerBy),
            reached.Count > MostAssignees ? CaseRefusals.TooManyPeople(MostAssignees) : null,
            reached.Any(one => one.Length is 0 or > Needs.Short) ? CaseRefusals.PersonName(Needs.Short) : null);
    }

    private static Decision Accept(CaseState state, CaseActor by)
    {
        var worker = by.PartOf(state.Assignees);
        return state.Step == Contracts.CaseStep.Handling && (worker is null || state.Accepted.Contains(worker))
            ? Decision.Rejected(CaseRefusals.Accepted)
            : Decision.Of(new CaseAccepted(state.Department ?? "", worker));
    }

    private static CaseEvent Refuse(CaseState state, string reason, CaseActor by) =>
        state.Assignees.Length > 1 && by.PartOf(state.Assignees) is { } part ? new AssigneeRefused(part, reason) : new CaseRefused(reason);

    /// <summary>Said twice it happens once: whoever watches may not know what it said before a crash.</summary>
    private static Decision Limit(CaseState state, string stage, LimitStanding standing, Func<CaseEvent> happened) =>
        state.Limits.TryGetValue(stage, out var known) && known.DueAt == standing.DueAt && (known.Passed || !standing.Passed)
            ? Decision.Nothing
            : Needs.All(happened, Needs.Text(stage, CaseFields.Stage, Needs.Short));
}
