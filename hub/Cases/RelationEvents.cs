using EdgeGrid.Contracts;

namespace EdgeGrid.Hub.Cases;

/// <summary>It has to do with another case.</summary>
internal sealed record CaseLinked(string Other, string Reason) : CaseEvent
{
    public override string Text => $"Linked with case {Other}: {Reason}";
}

/// <summary>It has not, after all.</summary>
internal sealed record CaseUnlinked(string Other, string Reason) : CaseEvent
{
    public override string Text => $"No longer linked with case {Other}: {Reason}";
}

/// <summary>Another case has taken it over, with its alerts.</summary>
internal sealed record CaseMerged(string Into, string Reason) : CaseEvent
{
    public override string Text => $"Merged into case {Into}: {Reason}";
}

/// <summary>It has taken over another case, with its alerts.</summary>
internal sealed record CaseAbsorbed(string From, string Reason, IReadOnlyList<MovedAlert> Alerts) : CaseEvent
{
    public override string Text => $"Took over case {From}: {Reason}";

    public override bool TakesOver => true;

    public override IEnumerable<(string Gateway, string AlertId)> Touches => Alerts.Select(alert => alert.Key);
}

/// <summary>A part of it is a case of its own now.</summary>
internal sealed record CaseSplit(string Into, string Reason, IReadOnlyList<MovedAlert> Alerts) : CaseEvent
{
    public override string Text => $"Case {Into} was split off: {Reason}";

    public override IEnumerable<(string Gateway, string AlertId)> Touches => Alerts.Select(alert => alert.Key);
}

/// <summary>It was a part of another case.</summary>
/// <param name="From">Of which.</param>
/// <param name="Reason">Why it is a case of its own.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Level">How serious.</param>
/// <param name="Title">In one line.</param>
/// <param name="Measured">What was measured or reported.</param>
/// <param name="Filed">True when the other had been filed: then it is.</param>
/// <param name="Alerts">What came with it.</param>
internal sealed record CaseSplitOff(
    string From,
    string Reason,
    CaseSubject Subject,
    WarningLevel Level,
    string Title,
    string Measured,
    bool Filed,
    IReadOnlyList<MovedAlert> Alerts) : CaseEvent
{
    public override string Text => $"Split off case {From}: {Reason}";

    public override bool TakesOver => true;

    public override IEnumerable<(string Gateway, string AlertId)> Touches => Alerts.Select(alert => alert.Key);
}
