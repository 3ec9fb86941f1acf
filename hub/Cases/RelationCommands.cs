using System.Text.Json.Serialization;
using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Cases;

/// <summary>This case and another have to do with each other. Said of one it is on record in both.</summary>
internal sealed record LinkCase(string Other, string Reason) : CaseCommand;

/// <summary>They have not, after all.</summary>
internal sealed record UnlinkCase(string Other, string Reason) : CaseCommand;

/// <summary>It is the same as another case, which takes over its alerts; this one closes.</summary>
internal sealed record MergeCase(string Into, Phrase Reason) : CaseCommand;

/// <summary>The other side of a merge.</summary>
internal sealed record AbsorbCase(string From, Phrase Reason, Contracts.WarningLevel Level, bool Simulated, IReadOnlyList<MovedAlert> Alerts) : CaseCommand;

/// <summary>It is two cases: some of its alerts, or a part of what was reported, become a case of their own.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Description">What the new case is about; may be left out when alerts say it.</param>
/// <param name="Category">Of the new case; that of this case when it is left out.</param>
/// <param name="Alerts">Which alerts go with it; at least one stays.</param>
internal sealed record SplitCase(string Reason, string? Description = null, string? Category = null, IReadOnlyList<AlertName>? Alerts = null) : CaseCommand
{
    /// <summary>The number of the new case: the desk gives it.</summary>
    [JsonIgnore]
    public string Into { get; init; } = "";

    /// <summary>How serious a part with a category of its own is by the rule: looked up where it is carried out.</summary>
    [JsonIgnore]
    public Contracts.WarningLevel? Level { get; init; }
}

/// <summary>The other side of a split: opens the new case.</summary>
internal sealed record OpenSplit(CaseSplitOff Part) : CaseCommand;

/// <summary>Which alert.</summary>
internal sealed record AlertName(string Gateway, string AlertId);

/// <summary>An alert that goes from one case to another, as it stands.</summary>
internal sealed record MovedAlert(string Gateway, string AlertId, Contracts.AlertKind Kind, Contracts.WarningLevel Level, bool Cleared)
{
    [JsonIgnore]
    public (string Gateway, string AlertId) Key => (Gateway, AlertId);
}
