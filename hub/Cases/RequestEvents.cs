namespace EdgeGrid.Hub.Cases;

/// <summary>Somebody asked for what another has to approve.</summary>
internal sealed record RequestMade(RequestKind Kind, string By, string Reason, DateTimeOffset? Until = null) : CaseEvent
{
    public override string Text => $"Asked for {Words.Of(Kind)}{Words.Until(Until)}: {Reason}";
}

/// <summary>It was not granted.</summary>
internal sealed record RequestDeclined(RequestKind Kind, string RequestedBy, string Reason) : CaseEvent
{
    public override string Text => $"Declined {Words.Of(Kind)}, which {RequestedBy} asked for: {Reason}";
}

/// <summary>The clock stands still.</summary>
internal sealed record CaseSuspended(string RequestedBy, string Reason, DateTimeOffset? Until = null, string? Remark = null) : CaseEvent
{
    public override string Text => $"Suspended{Words.Until(Until)}, as {RequestedBy} asked: {Reason}";
}

/// <summary>The clock runs again.</summary>
internal sealed record CaseResumed(string Reason) : CaseEvent
{
    public override string Text => $"Resumed: {Reason}";
}

/// <summary>There is more time.</summary>
internal sealed record CaseExtended(string RequestedBy, string Reason, DateTimeOffset DueAt, string? Remark = null) : CaseEvent
{
    public override string Text => $"Extended{Words.Until(DueAt)}, as {RequestedBy} asked: {Reason}";
}

/// <summary>It is no case.</summary>
internal sealed record CaseVoided(string RequestedBy, string Reason, string? Remark = null) : CaseEvent
{
    public override string Text => $"Voided, as {RequestedBy} asked: {Reason}";
}

/// <summary>It is closed although it is not done.</summary>
internal sealed record CaseClosedByForce(string RequestedBy, string Reason, string? Remark = null) : CaseEvent
{
    public override string Text => $"Closed by force, as {RequestedBy} asked: {Reason}";
}

/// <summary>The assessment is withdrawn: it has to be assessed anew.</summary>
internal sealed record AppealUpheld(string RequestedBy, string Reason, string? Remark = null) : CaseEvent
{
    public override string Text => $"Appeal of {RequestedBy} upheld, the assessment is withdrawn: {Reason}";
}
