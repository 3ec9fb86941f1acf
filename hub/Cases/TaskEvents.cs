using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Cases;

/// <summary>Somebody is to see whether it is so.</summary>
internal sealed record VerificationAsked(string Assignee, string Question) : CaseEvent
{
    internal override Phrase Text => new($"{Assignee} is to verify: {Question}", $"由{Assignee}核实:{Question}");
}

/// <summary>They saw whether it is so.</summary>
internal sealed record VerificationAnswered(bool Confirmed, string Finding) : CaseEvent
{
    internal override Phrase Text => Confirmed ? new($"Verified: {Finding}", $"核实属实:{Finding}") : new($"Not confirmed: {Finding}", $"核实不属实:{Finding}");
}

/// <summary>Somebody is to see whether it is done.</summary>
internal sealed record InspectionAsked(string Assignee, string Question) : CaseEvent
{
    internal override Phrase Text => new($"{Assignee} is to inspect: {Question}", $"由{Assignee}核查:{Question}");
}

/// <summary>They saw whether it is done.</summary>
internal sealed record InspectionAnswered(bool Passed, string Finding) : CaseEvent
{
    internal override Phrase Text => Passed ? new($"Inspected, done: {Finding}", $"核查通过:{Finding}") : new($"Inspected, not done: {Finding}", $"核查未通过:{Finding}");
}

/// <summary>The department gave it back: it has to be dispatched anew.</summary>
internal sealed record CaseReturned(string Reason) : CaseEvent
{
    internal override Phrase Text => new($"Returned: {Reason}", $"回退:{Reason}");
}

/// <summary>It has to be filed anew.</summary>
internal sealed record FilingReturned(string Reason) : CaseEvent
{
    internal override Phrase Text => new($"Filing returned: {Reason}", $"退回立案:{Reason}");
}

/// <summary>A supervisor wants it done faster.</summary>
internal sealed record CaseUrged(string Reason) : CaseEvent
{
    internal override Phrase Text => new($"Urged: {Reason}", $"督办:{Reason}");
}

/// <summary>Whoever found it has done it already.</summary>
internal sealed record CaseSelfHandled(string Worker, string Result) : CaseEvent
{
    internal override Phrase Text => new($"Handled by {Worker} at once: {Result}", $"{Worker}自处置:{Result}");
}

/// <summary>The reporter was asked.</summary>
internal sealed record CaseRevisited(bool Satisfied, string Finding) : CaseEvent
{
    internal override Phrase Text => Satisfied ? new($"Revisited, satisfied: {Finding}", $"回访,满意:{Finding}") : new($"Revisited, not satisfied: {Finding}", $"回访,不满意:{Finding}");
}

/// <summary>A word for whoever works on it.</summary>
internal sealed record CommentAdded(string Comment) : CaseEvent
{
    internal override Phrase Text => Phrase.Same(Comment);
}

/// <summary>A picture was added.</summary>
internal sealed record AttachmentAdded(int Number, AttachmentPurpose Purpose, string ContentType, int Size, string Sha256) : CaseEvent
{
    internal override Phrase Text => new($"Picture {Number} ({Purpose}), {(Size + 1023) / 1024:N0} KB", $"图片{Number}({Purpose}),{(Size + 1023) / 1024:N0} KB");
}
