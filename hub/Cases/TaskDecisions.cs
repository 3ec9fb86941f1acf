using EdgeGrid.Contracts;

namespace EdgeGrid.Hub.Cases;

/// <summary>Tasks beside the seven steps, ways off the path, and what people add.</summary>
internal static class TaskDecisions
{
    /// <summary>So many pictures make a case; more make an archive.</summary>
    private const int MostAttachments = 50;

    /// <summary>Null when it is not about that.</summary>
    public static Decision? Decide(CaseState state, CaseCommand command, string by) => command switch
    {
        AskVerification ask => Ask(state.Verification, ask.Assignee, ask.Question, () => new VerificationAsked(ask.Assignee, ask.Question)),
        AskInspection ask => Ask(state.Inspection, ask.Assignee, ask.Question, () => new InspectionAsked(ask.Assignee, ask.Question)),
        AnswerVerification answer => Answer(state.Verification, "verification", answer.Finding, () => new VerificationAnswered(answer.Confirmed, answer.Finding)),
        AnswerInspection when state.FedBackBy == by => Decision.Rejected($"{by} did the work: another person has to inspect it"),
        AnswerInspection answer => Answer(state.Inspection, "inspection", answer.Finding, () => new InspectionAnswered(answer.Passed, answer.Finding)),
        ReturnCase back => Needs.All(() => new CaseReturned(back.Reason), Needs.Text(back.Reason, "a reason")),
        ReturnFiling back => Needs.All(() => new FilingReturned(back.Reason), Needs.Text(back.Reason, "a reason")),
        UrgeCase urge => Needs.All(() => new CaseUrged(urge.Reason), Needs.Text(urge.Reason, "a reason")),
        SelfHandleCase handled => Needs.All(() => new CaseSelfHandled(by, handled.Result), Needs.Text(handled.Result, "what was done")),
        RevisitCase revisit => Needs.All(() => new CaseRevisited(revisit.Satisfied, revisit.Finding), Needs.Text(revisit.Finding, "what the reporter said")),
        AddComment comment => Needs.All(() => new CommentAdded(comment.Text), Needs.Text(comment.Text, "a text")),
        AddAttachment when state.Attachments >= MostAttachments => Decision.Rejected(FormattableString.Invariant($"a case takes at most {MostAttachments} pictures")),
        AddAttachment add => Decision.Of(new AttachmentAdded(state.Attachments + 1, add.Purpose, add.ContentType, add.Size, add.Sha256)),
        _ => null,
    };

    /// <summary>Why a task stands in the way of the next step; null when it does not.</summary>
    public static string? Hindrance(CaseTask? task, string toDo, string otherwise) => task switch
    {
        { Passed: null } => $"{task.Assignee} has still to {toDo}",
        { Passed: false } => otherwise,
        _ => null,
    };

    /// <summary>The state after such an event; null when it is another.</summary>
    public static CaseState? NextTask(this CaseState state, RecordedEvent recorded) => recorded.Happened switch
    {
        VerificationAsked asked => state with { Verification = new CaseTask(asked.Assignee, asked.Question) },
        VerificationAnswered answered => state with { Verification = state.Verification! with { Passed = answered.Confirmed, Finding = answered.Finding } },
        InspectionAsked asked => state with { Inspection = new CaseTask(asked.Assignee, asked.Question) },
        InspectionAnswered answered => state with { Inspection = state.Inspection! with { Passed = answered.Passed, Finding = answered.Finding } },
        CaseReturned => state.Undispatched(),
        FilingReturned => state with { Step = CaseStep.Reported, FiledAt = null, Verification = null },
        CaseUrged => state with { Urged = state.Urged + 1 },
        CaseSelfHandled handled => state with
        {
            Step = CaseStep.FedBack,
            FiledAt = state.FiledAt ?? recorded.At,
            Assignees = [handled.Worker],
            Accepted = [handled.Worker],
            FedBackBy = handled.Worker,
            SelfHandled = true,
            Verification = null,
            Inspection = null,
        },
        AttachmentAdded added => state with { Attachments = added.Number },
        CaseRevisited or CommentAdded => state,
        _ => null,
    };

    private static Decision Ask(CaseTask? task, string assignee, string question, Func<CaseEvent> asked) => task is { Passed: null }
        ? Decision.Rejected($"{task.Assignee} has that task already")
        : Needs.All(asked, Needs.Text(assignee, "who is to do it", Needs.Short), Needs.Text(question, "what is to be found out"));

    private static Decision Answer(CaseTask? task, string what, string finding, Func<CaseEvent> answered) => task is not { Passed: null }
        ? Decision.Rejected($"no {what} is asked for")
        : Needs.All(answered, Needs.Text(finding, "what was found"));
}
