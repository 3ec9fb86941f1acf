using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Cases;

/// <summary>
/// Decides: <c>(state, command, who, now) → events | rejection</c>. Pure: reads no clock, no store and no staff, so every rule of the
/// seven steps can be tested on a sheet of paper. Which command is possible in which step is <see cref="CaseSteps"/>;
/// what else a command needs stands in its own line.
/// </summary>
internal static class CaseDecider
{
    /// <summary>What follows from a command.</summary>
    /// <param name="state">Of the case; null when there is none yet.</param>
    /// <param name="command">What is wanted.</param>
    /// <param name="by">Who wants it, and for whom they answer.</param>
    /// <param name="now">The hub's time.</param>
    public static Decision Decide(CaseState? state, CaseCommand command, CaseActor by, DateTimeOffset now)
    {
        if (command is ReportAlert or ReportStorm or ReportProblem or OpenSplit)
        {
            return state is null ? Open(command) : Decision.Rejected(CaseRefusals.Exists);
        }

        if (state is null)
        {
            return Decision.Rejected(CaseRefusals.NoneSuch);
        }

        if (command is NoteAlert note)
        {
            return AlertDecisions.Note(state, note);
        }

        if (state.Suspended && CaseSteps.Rest.Contains(command.GetType()))
        {
            return Decision.Rejected(CaseRefusals.Suspended);
        }

        if (!CaseSteps.Steps.ContainsKey((state.Step, command.GetType())))
        {
            return Decision.Rejected(CaseRefusals.NotInStep(state.Step, command.GetType()));
        }

        return CaseSteps.Given.Contains(command.GetType()) && !by.Has(state)
            ? Decision.Rejected(CaseRefusals.GivenToOthers(by.Name, state.Assignees.IsEmpty ? state.Department! : string.Join(", ", state.Assignees)))
            : Proceed(state, command, by, now);
    }

    private static Decision Open(CaseCommand command) => command switch
    {
        ReportAlert report => Decision.Of(new CaseReported(report.Alert)),
        ReportStorm storm => Decision.Of(new StormReported(storm.Alert, storm.Grid, storm.Level, storm.Gateways)),
        OpenSplit open => Decision.Of(open.Part),
        ReportProblem { Problem: var problem } => Needs.All(
            () => new ProblemReported(problem),
            Needs.Text(problem.Category, CaseFields.Category, Needs.Short),
            Needs.Text(problem.Description, CaseFields.Description),
            Needs.Text(problem.Address, CaseFields.Address, Needs.Line),
            Needs.AtMost(problem.Reference, CaseFields.Reference, Needs.Line)),
        _ => throw new InvalidOperationException($"{command.GetType().Name} opens no case."),
    };

    private static Decision Proceed(CaseState state, CaseCommand command, CaseActor by, DateTimeOffset now) => command switch
    {
        FileCase file => Needs.All(
            () => new CaseFiled(file.Ground),
            TaskDecisions.Hindrance(state.Verification, CaseRefusals.StillToVerify, CaseRefusals.NotConfirmed),
            Needs.Text(file.Ground, CaseFields.Ground)),
        GiveFeedback feedback => Needs.All(() => new FeedbackGiven(feedback.Result), Needs.Text(feedback.Result, CaseFields.Result)),
        SendBack back => Needs.All(() => new CaseSentBack(back.Reason), Needs.Text(back.Reason, CaseFields.Reason)),
        CloseCase close => Needs.All(
            () => new CaseClosed(close.Finding),
            TaskDecisions.Hindrance(state.Inspection, CaseRefusals.StillToInspect, CaseRefusals.NotDone),
            Needs.Text(close.Finding, CaseFields.Inspected)),
        AssessCase when state.Ending is CaseEnding.Voided or CaseEnding.Merged => Decision.Rejected(CaseRefusals.NotAssessed(state.Ending.Value)),
        AssessCase { Score: < 0 or > 100 } => Decision.Rejected(CaseRefusals.Score),
        AssessCase assess => Needs.All(() => new CaseAssessed(assess.Score, assess.Remark), Needs.AtMost(assess.Remark, CaseFields.Remark, Needs.Long)),
        _ => DispatchDecisions.Decide(state, command, by, now)
            ?? RequestDecisions.Decide(state, command, by, now)
            ?? TaskDecisions.Decide(state, command, by)
            ?? RelationDecisions.Decide(state, command)
            ?? throw new InvalidOperationException($"{command.GetType().Name} is in the table of steps, but nothing decides it."),
    };
}

/// <summary>What follows from a command: events, perhaps none, or the reason why not.</summary>
internal sealed record Decision(IReadOnlyList<CaseEvent> Events, Refusal? Rejection)
{
    /// <summary>It is so already.</summary>
    public static Decision Nothing { get; } = new([], null);

    public static Decision Of(params IReadOnlyList<CaseEvent> events) => new(events, null);

    public static Decision Rejected(Refusal why) => new([], why);
}
