namespace EdgeGrid.Hub.Cases;

/// <summary>What needs two people: one asks, another approves or declines.</summary>
internal static class RequestDecisions
{
    /// <summary>Null when it is not about that.</summary>
    public static Decision? Decide(CaseState state, CaseCommand command, string by, DateTimeOffset now) => command switch
    {
        RequestSuspension ask => Ask(state, new CaseRequest(RequestKind.Suspension, by, ask.Reason, ask.Until), now),
        RequestExtension ask when ask.DueAt <= state.DueAt => Decision.Rejected(FormattableString.Invariant($"it is due at {state.DueAt:O} already: more time ends later")),
        RequestExtension ask => Ask(state, new CaseRequest(RequestKind.Extension, by, ask.Reason, ask.DueAt), now),
        RequestVoid ask => Ask(state, new CaseRequest(RequestKind.Void, by, ask.Reason, null), now),
        RequestForcedClose ask => Ask(state, new CaseRequest(RequestKind.ForcedClose, by, ask.Reason, null), now),
        AppealAssessment ask => Ask(state, new CaseRequest(RequestKind.Appeal, by, ask.Reason, null), now),
        ApproveRequest approve => Answer(state, by, request => Needs.All(
            () => Granted(request, approve.Remark),
            Needs.AtMost(approve.Remark, "the remark", Needs.Long),
            Needs.Ahead(request.Until, now, "the time that was asked for"))),
        DeclineRequest decline => Answer(state, by, request => Needs.All(
            () => new RequestDeclined(request.Kind, request.By, decline.Reason),
            Needs.Text(decline.Reason, "a reason"))),
        ResumeCase when !state.Suspended => Decision.Rejected("the case is not suspended"),
        ResumeCase resume => Needs.All(() => new CaseResumed(resume.Reason), Needs.Text(resume.Reason, "a reason")),
        _ => null,
    };

    private static Decision Ask(CaseState state, CaseRequest request, DateTimeOffset now) => state.Pending is { } pending
        ? Decision.Rejected($"{Words.Of(pending.Kind)}, which {pending.By} asked for, has to be approved or declined first")
        : Needs.All(
            () => new RequestMade(request.Kind, request.By, request.Reason, request.Until),
            Needs.Text(request.Reason, "a reason"),
            Needs.Ahead(request.Until, now, "the time that is asked for"));

    private static Decision Answer(CaseState state, string by, Func<CaseRequest, Decision> answer) => state.Pending switch
    {
        null => Decision.Rejected("nothing is asked for"),
        { By: var asked } when asked == by => Decision.Rejected($"{by} asked for it: another person has to approve or decline it"),
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
