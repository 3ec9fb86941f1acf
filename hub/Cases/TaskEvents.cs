namespace EdgeGrid.Hub.Cases;

/// <summary>Somebody is to see whether it is so.</summary>
internal sealed record VerificationAsked(string Assignee, string Question) : CaseEvent
{
    public override string Text => $"{Assignee} is to verify: {Question}";
}

/// <summary>They saw whether it is so.</summary>
internal sealed record VerificationAnswered(bool Confirmed, string Finding) : CaseEvent
{
    public override string Text => $"{(Confirmed ? "Verified" : "Not confirmed")}: {Finding}";
}

/// <summary>Somebody is to see whether it is done.</summary>
internal sealed record InspectionAsked(string Assignee, string Question) : CaseEvent
{
    public override string Text => $"{Assignee} is to inspect: {Question}";
}

/// <summary>They saw whether it is done.</summary>
internal sealed record InspectionAnswered(bool Passed, string Finding) : CaseEvent
{
    public override string Text => $"{(Passed ? "Inspected, done" : "Inspected, not done")}: {Finding}";
}

/// <summary>The department gave it back: it has to be dispatched anew.</summary>
internal sealed record CaseReturned(string Reason) : CaseEvent
{
    public override string Text => $"Returned: {Reason}";
}

/// <summary>It has to be filed anew.</summary>
internal sealed record FilingReturned(string Reason) : CaseEvent
{
    public override string Text => $"Filing returned: {Reason}";
}

/// <summary>A supervisor wants it done faster.</summary>
internal sealed record CaseUrged(string Reason) : CaseEvent
{
    public override string Text => $"Urged: {Reason}";
}

/// <summary>Whoever found it has done it already.</summary>
internal sealed record CaseSelfHandled(string Worker, string Result) : CaseEvent
{
    public override string Text => $"Handled by {Worker} at once: {Result}";
}

/// <summary>The reporter was asked.</summary>
internal sealed record CaseRevisited(bool Satisfied, string Finding) : CaseEvent
{
    public override string Text => $"{(Satisfied ? "Revisited, satisfied" : "Revisited, not satisfied")}: {Finding}";
}

/// <summary>A word for whoever works on it.</summary>
internal sealed record CommentAdded(string Comment) : CaseEvent
{
    public override string Text => Comment;
}

/// <summary>A picture was added.</summary>
internal sealed record AttachmentAdded(int Number, AttachmentPurpose Purpose, string ContentType, int Size, string Sha256) : CaseEvent
{
    public override string Text => FormattableString.Invariant($"Picture {Number} ({Words.Of(Purpose)}), {(Size + 1023) / 1024:N0} KB");
}
