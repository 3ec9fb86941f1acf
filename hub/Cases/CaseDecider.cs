using System.Collections.Frozen;
using EdgeGrid.Contracts;

namespace EdgeGrid.Hub.Cases;

/// <summary>
/// Decides: <c>(state, command, now) → events | rejection</c>. Pure: reads no clock and no store, so every rule of the
/// seven steps can be tested on a sheet of paper. Which command is possible in which step is <see cref="Steps"/>;
/// what else a command needs stands in its own method.
/// </summary>
internal static class CaseDecider
{
    /// <summary>The closed loop: report, file, dispatch, accept, feed back, verify and close (or send back), assess. No step is skipped.</summary>
    public static readonly FrozenDictionary<(CaseStep From, Type Command), CaseStep> Steps =
        new Dictionary<(CaseStep From, Type Command), CaseStep>
        {
            [(CaseStep.Reported, typeof(FileCase))] = CaseStep.Filed,
            [(CaseStep.Filed, typeof(DispatchCase))] = CaseStep.Dispatched,
            [(CaseStep.Dispatched, typeof(AcceptCase))] = CaseStep.Handling,
            [(CaseStep.Handling, typeof(GiveFeedback))] = CaseStep.FedBack,
            [(CaseStep.FedBack, typeof(SendBack))] = CaseStep.Dispatched,
            [(CaseStep.FedBack, typeof(CloseCase))] = CaseStep.Closed,
            [(CaseStep.Closed, typeof(AssessCase))] = CaseStep.Assessed,
        }.ToFrozenDictionary();

    /// <summary>What follows from a command.</summary>
    /// <param name="state">Of the case; null when there is none yet.</param>
    /// <param name="command">What is wanted.</param>
    /// <param name="now">The hub's time.</param>
    public static Decision Decide(CaseState? state, CaseCommand command, DateTimeOffset now)
    {
        if (command is ReportAlert report)
        {
            return state is null
                ? Decision.Of(new CaseReported(report.Alert))
                : Decision.Rejected("the case has been reported already");
        }

        if (state is null)
        {
            return Decision.Rejected("there is no such case");
        }

        if (command is NoteAlert note)
        {
            return Note(state, note);
        }

        return Steps.ContainsKey((state.Step, command.GetType()))
            ? Proceed(state, command, now)
            : Decision.Rejected($"a case that is {state.Step} cannot take the command {command.GetType().Name}");
    }

    private static Decision Proceed(CaseState state, CaseCommand command, DateTimeOffset now) => command switch
    {
        FileCase file => Needs(file.Ground, "the ground for filing", () => new CaseFiled(file.Ground)),
        DispatchCase { DueAt: { } due } when due <= now => Decision.Rejected("the time limit has passed already"),
        DispatchCase dispatch => Needs(dispatch.Department, "a department", () =>
            new CaseDispatched(dispatch.Department, dispatch.Worker, dispatch.Task, dispatch.DueAt)),
        AcceptCase => Decision.Of(new CaseAccepted(state.Department ?? "")),
        GiveFeedback feedback => Needs(feedback.Result, "what was done", () => new FeedbackGiven(feedback.Result)),
        SendBack back => Needs(back.Reason, "a reason", () => new CaseSentBack(back.Reason)),
        CloseCase close => Needs(close.Finding, "what the inspection found", () => new CaseClosed(close.Finding)),
        AssessCase { Score: < 0 or > 100 } => Decision.Rejected("a score is 0 to 100"),
        AssessCase assess => Decision.Of(new CaseAssessed(assess.Score, assess.Remark)),
        _ => throw new InvalidOperationException($"{command.GetType().Name} is in the table of steps, but nothing decides it."),
    };

    private static Decision Needs(string text, string what, Func<CaseEvent> happened) =>
        string.IsNullOrWhiteSpace(text) ? Decision.Rejected($"{what} is missing") : Decision.Of(happened());

    private static Decision Note(CaseState state, NoteAlert note)
    {
        var alert = note.Alert;
        if (alert.Simulated != state.Simulated)
        {
            return Decision.Rejected("simulated and real never share a case");
        }

        var events = new List<CaseEvent>();
        if (!state.Alerts.TryGetValue((alert.Gateway, alert.AlertId), out var standing))
        {
            if (state.Step >= CaseStep.Closed)
            {
                return Decision.Rejected("a closed case takes no further alert");
            }

            events.Add(new AlertJoined(alert));
        }
        else if (alert.Level.IsAbove(standing.Level))
        {
            // Also when the case is closed: its own alert stays its own, and the audit trail says what came later.
            events.Add(new AlertEscalated(alert.Gateway, alert.AlertId, alert.Level, alert.Measured));
        }

        if (alert.Level.IsAbove(state.Level))
        {
            events.Add(new LevelRaised(state.Level, alert.Level, alert.AlertId));
        }

        if (note.Transition == AlertTransition.Cleared && !standing.Cleared)
        {
            events.Add(new AlertCleared(alert.Gateway, alert.AlertId, alert.Measured));
        }

        return new Decision(events, null);
    }
}

/// <summary>What follows from a command: events, perhaps none, or the reason why not.</summary>
internal sealed record Decision(IReadOnlyList<CaseEvent> Events, string? Rejection)
{
    public static Decision Of(params IReadOnlyList<CaseEvent> events) => new(events, null);

    public static Decision Rejected(string reason) => new([], reason);
}
