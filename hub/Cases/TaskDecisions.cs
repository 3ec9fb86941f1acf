using EdgeGrid.Contracts;
using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Cases;

/// <summary>Tasks beside the seven steps, ways off the path, and what people add.</summary>
internal static class TaskDecisions
{
    /// <summary>So many pictures make a case; more make an archive.</summary>
    private const int MostAttachments = 50;

    /// <summary>Null when it is not about that.</summary>
    public static Decision? Decide(CaseState state, CaseCommand command, CaseActor by) => command switch
    {
        AskVerification ask => Ask(state.Verification, ask.Assignee, ask.Question, () => new VerificationAsked(ask.Assignee, ask.Question)),
        AskInspection ask when state.DidTheWork(ask.Assignee) => Decision.Rejected(CaseRefusals.OwnWork(ask.Assignee)),
        AskInspection ask => Ask(state.Inspection, ask.Assignee, ask.Question, () => new InspectionAsked(ask.Assignee, ask.Question)),
        AnswerVerification answer => Answer(state.Verification, by, CaseRefusals.NoVerification, answer.Finding, () => new VerificationAnswered(answer.Confirmed, answer.Finding)),
        AnswerInspection when by.Is(state.FedBackBy) || state.Accepted.Any(by.Is) => Decision.Rejected(CaseRefusals.OwnWork(by.Name)),
        AnswerInspection answer => Answer(state.Inspection, by, CaseRefusals.NoInspection, answer.Finding, () => new InspectionAnswered(answer.Passed, answer.Finding)),
        ReturnCase back => Needs.All(() => new CaseReturned(back.Reason), Needs.Text(back.Reason, CaseFields.Reason)),
        ReturnFiling back => Needs.All(() => new FilingReturned(back.Reason), Needs.Text(back.Reason, CaseFields.Reason)),
        UrgeCase urge => Needs.All(() => new CaseUrged(urge.Reason), Needs.Text(urge.Reason, CaseFields.Reason)),
        SelfHandleCase handled => Needs.All(() => new CaseSelfHandled(by.Name, handled.Result), Needs.Text(handled.Result, CaseFields.Result)),
        RevisitCase revisit => Needs.All(() => new CaseRevisited(revisit.Satisfied, revisit.Finding), Needs.Text(revisit.Finding, CaseFields.Said)),
        AddComment comment => Needs.All(() => new CommentAdded(comment.Text), Needs.Text(comment.Text, CaseFields.Text)),
        AddAttachment when state.Attachments >= MostAttachments => Decision.Rejected(CaseRefusals.TooManyPictures(MostAttachments)),
        AddAttachment add => Decision.Of(new AttachmentAdded(state.Attachments + 1, add.Purpose, add.ContentType, add.Size, add.Sha256)),
        _ => null,
    };

    /// <summary>Why a task stands in the way of the next step; null when it does not.</summary>
    public static Refusal? Hindrance(CaseTask? task, Func<string, Refusal> open, Refusal otherwise) => task switch
    {
        { Passed: null } => open(task.Assignee),
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
        ? Decision.Rejected(CaseRefusals.TaskOpen(task.Assignee))
        : Needs.All(asked, Needs.Text(assignee, CaseFields.Assignee, Needs.Short), Needs.Text(question, CaseFields.Question));

    private static Decision Answer(CaseTask? task, CaseActor by, Refusal none, string finding, Func<CaseEvent> answered) => task switch
    {
        not { Passed: null } => Decision.Rejected(none),
        _ when !by.Has(task) => Decision.Rejected(CaseRefusals.GivenToOthers(by.Name, task.Assignee)),
        _ => Needs.All(answered, Needs.Text(finding, CaseFields.Finding)),
    };
}
