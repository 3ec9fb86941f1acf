using EdgeGrid.Contracts;
using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Cases;

/// <summary>It has to do with another case.</summary>
internal sealed record CaseLinked(string Other, string Reason) : CaseEvent
{
    internal override Phrase Text => new($"Linked with case {Other}: {Reason}", $"与案卷{Other}关联:{Reason}");
}

/// <summary>It has not, after all.</summary>
internal sealed record CaseUnlinked(string Other, string Reason) : CaseEvent
{
    internal override Phrase Text => new($"No longer linked with case {Other}: {Reason}", $"取消与案卷{Other}的关联:{Reason}");
}

/// <summary>Another case has taken it over, with its alerts.</summary>
internal sealed record CaseMerged(string Into, Phrase Reason) : CaseEvent
{
    internal override Phrase Text => new($"Merged into case {Into}: {Reason}", $"并入案卷{Into}:{Reason}");
}

/// <summary>It has taken over another case, with its alerts.</summary>
internal sealed record CaseAbsorbed(string From, Phrase Reason, IReadOnlyList<MovedAlert> Alerts) : CaseEvent
{
    internal override Phrase Text => new($"Took over case {From}: {Reason}", $"合并案卷{From}:{Reason}");

    public override bool TakesOver => true;

    public override IEnumerable<(string Gateway, string AlertId)> Touches => Alerts.Select(alert => alert.Key);
}

/// <summary>A part of it is a case of its own now.</summary>
internal sealed record CaseSplit(string Into, string Reason, IReadOnlyList<MovedAlert> Alerts) : CaseEvent
{
    internal override Phrase Text => new($"Case {Into} was split off: {Reason}", $"拆分出案卷{Into}:{Reason}");

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
    internal override Phrase Text => new($"Split off case {From}: {Reason}", $"由案卷{From}拆分而来:{Reason}");

    public override bool TakesOver => true;

    public override IEnumerable<(string Gateway, string AlertId)> Touches => Alerts.Select(alert => alert.Key);
}
