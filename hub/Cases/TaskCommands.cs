namespace EdgeGrid.Hub.Cases;

/// <summary>Before it is filed somebody is to see whether it is so 核实.</summary>
internal sealed record AskVerification(string Assignee, string Question) : CaseCommand;

/// <summary>Whether it is so.</summary>
internal sealed record AnswerVerification(bool Confirmed, string Finding) : CaseCommand;

/// <summary>After it was done somebody is to see whether it is done 核查.</summary>
internal sealed record AskInspection(string Assignee, string Question) : CaseCommand;

/// <summary>Whether it is done.</summary>
internal sealed record AnswerInspection(bool Passed, string Finding) : CaseCommand;

/// <summary>The department gives back what it has accepted 回退.</summary>
internal sealed record ReturnCase(string Reason) : CaseCommand;

/// <summary>The dispatcher gives back what should not have been filed so 回退.</summary>
internal sealed record ReturnFiling(string Reason) : CaseCommand;

/// <summary>A supervisor wants it done faster 督办.</summary>
internal sealed record UrgeCase(string Reason) : CaseCommand;

/// <summary>Whoever found it has done it already 自处置.</summary>
internal sealed record SelfHandleCase(string Result) : CaseCommand;

/// <summary>After it was closed the reporter was asked 回访.</summary>
internal sealed record RevisitCase(bool Satisfied, string Finding) : CaseCommand;

/// <summary>A word for whoever works on it.</summary>
internal sealed record AddComment(string Text) : CaseCommand;

/// <summary>A picture came; the desk keeps it.</summary>
internal sealed record AddAttachment(AttachmentPurpose Purpose, string ContentType, int Size, string Sha256) : CaseCommand;
