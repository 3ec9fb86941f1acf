using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Cases;

/// <summary>What needs two people: one asks, another approves or declines.</summary>
internal static class RequestDecisions
{
    /// <summary>Null when it is not about that.</summary>
    public static Decision? Decide(CaseState state, CaseCommand command, CaseActor by, DateTimeOffset now) => command switch
    {
        RequestSuspension ask => Ask(state, new CaseRequest(RequestKind.Suspension, by.Name, ask.Reason, ask.Until), now),
        RequestExtension ask when NotLater(state, ask.DueAt, ask.LimitDueAt) is { } why => Decision.Rejected(why),
        RequestExtension ask => Ask(state, new CaseRequest(RequestKind.Extension, by.Name, ask.Reason, ask.DueAt), now),
        RequestVoid ask => Ask(state, new CaseRequest(RequestKind.Void, by.Name, ask.Reason, null), now),
        RequestForcedClose ask => Ask(state, new CaseRequest(RequestKind.ForcedClose, by.Name, ask.Reason, null), now),
        AppealAssessment ask => Ask(state, new CaseRequest(RequestKind.Appeal, by.Name, ask.Reason, null), now),
        ApproveRequest approve => Answer(state, by, request => Needs.All(
            () => Granted(request, approve.Remark),
            request.Kind == RequestKind.Extension ? NotLater(state, request.Until, approve.LimitDueAt) : null,
            Needs.AtMost(approve.Remark, CaseFields.Remark, Needs.Long),
            Needs.Ahead(request.Until, now, CaseFields.Until))),
        DeclineRequest decline => Answer(state, by, request => Needs.All(
            () => new RequestDeclined(request.Kind, request.By, decline.Reason),
            Needs.Text(decline.Reason, CaseFields.Reason))),
        ResumeCase when !state.Suspended => Decision.Rejected(CaseRefusals.NotSuspended),
        ResumeCase resume => Needs.All(() => new CaseResumed(resume.Reason), Needs.Text(resume.Reason, CaseFields.Reason)),
        _ => null,
    };

    /// <summary>More time ends later than what was agreed on, and later than the limit of the rule.</summary>
    private static Refusal? NotLater(CaseState state, DateTimeOffset? dueAt, DateTimeOffset? limitDueAt)
    {
        var standing = state.DueAt > limitDueAt ? state.DueAt : limitDueAt ?? state.DueAt;
        return dueAt <= standing ? CaseRefusals.NotLater(standing.Value) : null;
    }

    private static Decision Ask(CaseState state, CaseRequest request, DateTimeOffset now) => state.Pending is { } pending
        ? Decision.Rejected(CaseRefusals.Pending(pending.Kind, pending.By))
        : Needs.All(
            () => new RequestMade(request.Kind, request.By, request.Reason, request.Until),
            Needs.Text(request.Reason, CaseFields.Reason),
            Needs.Ahead(request.Until, now, CaseFields.Until));

    private static Decision Answer(CaseState state, CaseActor by, Func<CaseRequest, Decision> answer) => state.Pending switch
    {
        null => Decision.Rejected(CaseRefusals.NothingPending),
        { By: var asked } when by.Is(asked) => Decision.Rejected(CaseRefusals.OwnRequest(asked)),
        { } request => answer(request),
    };

    private static CaseEvent Granted(CaseRequest request, string? remark) => request.Kind switch
    {
        RequestKind.Suspension => new CaseSuspended(request.By, request.Reason, request.Until, remark),
        RequestKind.Extension => new CaseExtended(request.By, request.Reason, request.Until!.Value, remark),
        RequestKind.Void => new CaseVoided(request.By, request.Reason, remark),
        RequestKind.ForcedClose => new CaseClosedByForce(request.By, request.Reason, remark),
        RequestKind.Appeal => new AppealUpheld(request.By, request.Reason, remark),
        _ => throw new InvalidOperationException($"Nothing grants {request.Kind}."),
    };
}
