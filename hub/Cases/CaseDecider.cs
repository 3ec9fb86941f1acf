namespace EdgeGrid.Hub.Cases;

/// <summary>
/// Decides: <c>(state, command, who, now) → events | rejection</c>. Pure: reads no clock and no store, so every rule of the
/// seven steps can be tested on a sheet of paper. Which command is possible in which step is <see cref="CaseSteps"/>;
/// what else a command needs stands in its own line.
/// </summary>
internal static class CaseDecider
{
    /// <summary>What follows from a command.</summary>
    /// <param name="state">Of the case; null when there is none yet.</param>
    /// <param name="command">What is wanted.</param>
    /// <param name="by">Who wants it.</param>
    /// <param name="now">The hub's time.</param>
    public static Decision Decide(CaseState? state, CaseCommand command, string by, DateTimeOffset now)
    {
        if (command is ReportAlert or ReportStorm or ReportProblem or OpenSplit)
        {
            return state is null ? Open(command) : Decision.Rejected("the case has been reported already");
        }

        if (state is null)
        {
            return Decision.Rejected("there is no such case");
        }

        if (command is NoteAlert note)
        {
            return AlertDecisions.Note(state, note);
        }

        if (state.Suspended && CaseSteps.Rest.Contains(command.GetType()))
        {
            return Decision.Rejected("the case is suspended: resume it first");
        }

        return CaseSteps.Steps.ContainsKey((state.Step, command.GetType()))
            ? Proceed(state, command, by, now)
            : Decision.Rejected($"a case that is {Words.Of(state.Step)} does not take «{CaseSteps.NameOf(command.GetType())}». Possible now: {string.Join(", ", CaseSteps.PossibleIn(state.Step))}");
    }

    private static Decision Open(CaseCommand command) => command switch
    {
        ReportAlert report => Decision.Of(new CaseReported(report.Alert)),
        ReportStorm storm => Decision.Of(new StormReported(storm.Alert, storm.Grid, storm.Level)),
        OpenSplit open => Decision.Of(open.Part),
        ReportProblem { Problem: var problem } => Needs.All(
            () => new ProblemReported(problem),
            Needs.Text(problem.Category, "a category", Needs.Short),
            Needs.Text(problem.Description, "a description"),
            Needs.Text(problem.Address, "an address", Needs.Line),
            Needs.AtMost(problem.Reference, "the reporter's reference", Needs.Line)),
        _ => throw new InvalidOperationException($"{command.GetType().Name} opens no case."),
    };

    private static Decision Proceed(CaseState state, CaseCommand command, string by, DateTimeOffset now) => command switch
    {
        FileCase file => Needs.All(
            () => new CaseFiled(file.Ground),
            TaskDecisions.Hindrance(state.Verification, "verify it", "the verification did not confirm it: ask for it to be voided, or to be verified again"),
            Needs.Text(file.Ground, "the ground for filing")),
        GiveFeedback feedback => Needs.All(() => new FeedbackGiven(feedback.Result), Needs.Text(feedback.Result, "what was done")),
        SendBack back => Needs.All(() => new CaseSentBack(back.Reason), Needs.Text(back.Reason, "a reason")),
        CloseCase close => Needs.All(
            () => new CaseClosed(close.Finding),
            TaskDecisions.Hindrance(state.Inspection, "inspect it", "the inspection found it not done: send it back, or have it inspected again"),
            Needs.Text(close.Finding, "what the inspection found")),
        AssessCase when state.Ending is CaseEnding.Voided or CaseEnding.Merged => Decision.Rejected($"a case that was {Words.Of(state.Ending.Value)} is not assessed"),
        AssessCase { Score: < 0 or > 100 } => Decision.Rejected("a score is 0 to 100"),
        AssessCase assess => Needs.All(() => new CaseAssessed(assess.Score, assess.Remark), Needs.AtMost(assess.Remark, "the remark", Needs.Long)),
        _ => DispatchDecisions.Decide(state, command, by, now)
            ?? RequestDecisions.Decide(state, command, by, now)
            ?? TaskDecisions.Decide(state, command, by)
            ?? RelationDecisions.Decide(state, command)
            ?? throw new InvalidOperationException($"{command.GetType().Name} is in the table of steps, but nothing decides it."),
    };
}

/// <summary>What follows from a command: events, perhaps none, or the reason why not.</summary>
internal sealed record Decision(IReadOnlyList<CaseEvent> Events, string? Rejection)
{
    /// <summary>It is so already.</summary>
    public static Decision Nothing { get; } = new([], null);

    public static Decision Of(params IReadOnlyList<CaseEvent> events) => new(events, null);

    public static Decision Rejected(string reason) => new([], reason);
}
