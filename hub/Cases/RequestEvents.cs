using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Cases;

/// <summary>Somebody asked for what another has to approve.</summary>
internal sealed record RequestMade(RequestKind Kind, string By, string Reason, DateTimeOffset? Until = null) : CaseEvent
{
    internal override Phrase Text => new($"Asked for {Kind}{Words.Until(Until)}: {Reason}", $"申请{Kind}{Words.Until(Until)}:{Reason}");
}

/// <summary>It was not granted.</summary>
internal sealed record RequestDeclined(RequestKind Kind, string RequestedBy, string Reason) : CaseEvent
{
    internal override Phrase Text => new($"Declined {Kind}, which {RequestedBy} asked for: {Reason}", $"驳回{RequestedBy}的{Kind}申请:{Reason}");
}

/// <summary>The clock stands still.</summary>
internal sealed record CaseSuspended(string RequestedBy, string Reason, DateTimeOffset? Until = null, string? Remark = null) : CaseEvent
{
    internal override Phrase Text => new($"Suspended{Words.Until(Until)}, as {RequestedBy} asked: {Reason}", $"按{RequestedBy}的申请挂账{Words.Until(Until)}:{Reason}");
}

/// <summary>The clock runs again.</summary>
internal sealed record CaseResumed(Phrase Reason) : CaseEvent
{
    internal override Phrase Text => new($"Resumed: {Reason}", $"解除挂账:{Reason}");
}

/// <summary>There is more time.</summary>
internal sealed record CaseExtended(string RequestedBy, string Reason, DateTimeOffset DueAt, string? Remark = null) : CaseEvent
{
    internal override Phrase Text => new($"Extended{Words.Until(DueAt)}, as {RequestedBy} asked: {Reason}", $"按{RequestedBy}的申请延时{Words.Until(DueAt)}:{Reason}");
}

/// <summary>It is no case.</summary>
internal sealed record CaseVoided(string RequestedBy, string Reason, string? Remark = null) : CaseEvent
{
    internal override Phrase Text => new($"Voided, as {RequestedBy} asked: {Reason}", $"按{RequestedBy}的申请作废:{Reason}");
}

/// <summary>It is closed although it is not done.</summary>
internal sealed record CaseClosedByForce(string RequestedBy, string Reason, string? Remark = null) : CaseEvent
{
    internal override Phrase Text => new($"Closed by force, as {RequestedBy} asked: {Reason}", $"按{RequestedBy}的申请强制结案:{Reason}");
}

/// <summary>The assessment is withdrawn: it has to be assessed anew.</summary>
internal sealed record AppealUpheld(string RequestedBy, string Reason, string? Remark = null) : CaseEvent
{
    internal override Phrase Text => new($"Appeal of {RequestedBy} upheld, the assessment is withdrawn: {Reason}", $"{RequestedBy}的申诉成立,撤销考评:{Reason}");
}
