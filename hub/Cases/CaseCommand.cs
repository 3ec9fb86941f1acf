using EdgeGrid.Contracts;
using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Cases;

/// <summary>What somebody, or correlation, wants done with a case: in the imperative. Who may, and when, says <see cref="CaseSteps"/>.</summary>
internal abstract record CaseCommand;

/// <summary>Opens a case with its first alert.</summary>
internal sealed record ReportAlert(ReportedAlert Alert) : CaseCommand;

/// <summary>Opens a case for what ails devices of many gateways at once, with the alert that made it one.</summary>
internal sealed record ReportStorm(ReportedAlert Alert, string Grid, WarningLevel Level, int Gateways) : CaseCommand;

/// <summary>Opens a case with what a person, or a program for one, reports.</summary>
internal sealed record ReportProblem(ReportedProblem Problem) : CaseCommand;

/// <summary>Makes it a case that has to be dealt with.</summary>
internal sealed record FileCase(Phrase Ground) : CaseCommand;

/// <summary>Tells the case about a transition of an alert: one of its own, or one that joins.</summary>
internal sealed record NoteAlert(ReportedAlert Alert, AlertTransition Transition) : CaseCommand;

/// <summary>The department says what it did.</summary>
internal sealed record GiveFeedback(string Result) : CaseCommand;

/// <summary>The inspection found it not done: rework 返工.</summary>
internal sealed record SendBack(string Reason) : CaseCommand;

/// <summary>The inspection found it done.</summary>
internal sealed record CloseCase(string Finding) : CaseCommand;

/// <summary>Judges the work, 0 to 100.</summary>
internal sealed record AssessCase(int Score, string Remark) : CaseCommand;
