using System.Text.Json.Serialization;
using EdgeGrid.Contracts;

namespace EdgeGrid.Hub.Cases;

/// <summary>
/// What happened to a case, in the past tense. Kept for ever as JSON: a property is only ever added, with a default;
/// anything else is a new schema version in <see cref="CaseEventJson"/>.
/// </summary>
internal abstract record CaseEvent
{
    /// <summary>In one line, for people.</summary>
    [JsonIgnore]
    public abstract string Text { get; }

    /// <summary>The alert that caused it, if one did.</summary>
    [JsonIgnore]
    public virtual string? CausedBy => null;

    /// <summary>The alerts that stand differently after it.</summary>
    [JsonIgnore]
    public virtual IEnumerable<(string Gateway, string AlertId)> Touches => [];

    /// <summary>True when these alerts come from another case, and do not stand here for the first time.</summary>
    [JsonIgnore]
    public virtual bool TakesOver => false;
}

/// <summary>An event as it stands on record.</summary>
/// <param name="Position">Its place among the events of all cases: rises by time of commit. 0 before the commit.</param>
/// <param name="CaseId">Of which case.</param>
/// <param name="Version">Of the case after it, counting from 1.</param>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
/// <param name="Happened">What.</param>
internal sealed record RecordedEvent(long Position, string CaseId, int Version, DateTimeOffset At, string By, CaseEvent Happened);

/// <summary>Step 1: a sensor reported something.</summary>
internal sealed record CaseReported(ReportedAlert Alert) : CaseEvent
{
    public override string Text => $"{Words.Of(Alert.Kind)} reported by {Alert.Device}: {Alert.Measured}";

    public override string? CausedBy => Alert.AlertId;

    public override IEnumerable<(string Gateway, string AlertId)> Touches => [(Alert.Gateway, Alert.AlertId)];
}

/// <summary>Step 1: devices of so many gateways reported trouble at once that it is one case.</summary>
internal sealed record StormReported(ReportedAlert Alert, string Grid, WarningLevel Level) : CaseEvent
{
    public override string Text => $"{Words.Of(Alert.Kind)} of many gateways at once; the last of them {Alert.Gateway}, {Alert.Device}: {Alert.Measured}";

    public override string? CausedBy => Alert.AlertId;

    public override IEnumerable<(string Gateway, string AlertId)> Touches => [(Alert.Gateway, Alert.AlertId)];
}

/// <summary>Step 1: a person, or a program for one, reported something.</summary>
internal sealed record ProblemReported(ReportedProblem Problem) : CaseEvent
{
    public override string Text => $"Reported ({Problem.Category}) at {Problem.Address}: {Problem.Description}";
}

/// <summary>Step 2: it is a case.</summary>
internal sealed record CaseFiled(string Ground) : CaseEvent
{
    public override string Text => $"Filed: {Ground}";
}

/// <summary>Another alert is about the same thing.</summary>
internal sealed record AlertJoined(ReportedAlert Alert) : CaseEvent
{
    public override string Text => $"{Words.Of(Alert.Kind)} at {Alert.Place} joined: {Alert.Measured}";

    public override string? CausedBy => Alert.AlertId;

    public override IEnumerable<(string Gateway, string AlertId)> Touches => [(Alert.Gateway, Alert.AlertId)];
}

/// <summary>One of its alerts rose.</summary>
internal sealed record AlertEscalated(string Gateway, string AlertId, WarningLevel Level, string Measured) : CaseEvent
{
    public override string Text => $"Alert rose to {Words.Of(Level)}: {Measured}";

    public override string? CausedBy => AlertId;

    public override IEnumerable<(string Gateway, string AlertId)> Touches => [(Gateway, AlertId)];
}

/// <summary>The case is now more serious than before.</summary>
internal sealed record LevelRaised(WarningLevel From, WarningLevel To, string? AlertId) : CaseEvent
{
    public override string Text => $"Level raised from {Words.Of(From)} to {Words.Of(To)}";

    public override string? CausedBy => AlertId;
}

/// <summary>At one of its sensors it is over. The case stays until people close it.</summary>
internal sealed record AlertCleared(string Gateway, string AlertId, string Measured) : CaseEvent
{
    public override string Text => $"Cleared at the sensor: {Measured}";

    public override string? CausedBy => AlertId;

    public override IEnumerable<(string Gateway, string AlertId)> Touches => [(Gateway, AlertId)];
}

/// <summary>Step 5: what was done.</summary>
internal sealed record FeedbackGiven(string Result) : CaseEvent
{
    public override string Text => $"Fed back: {Result}";
}

/// <summary>The inspection found it not done: dispatched again to the same department.</summary>
internal sealed record CaseSentBack(string Reason) : CaseEvent
{
    public override string Text => $"Sent back: {Reason}";
}

/// <summary>Step 6: the inspection found it done.</summary>
internal sealed record CaseClosed(string Finding) : CaseEvent
{
    public override string Text => $"Closed: {Finding}";
}

/// <summary>Step 7: the work was judged.</summary>
internal sealed record CaseAssessed(int Score, string Remark) : CaseEvent
{
    public override string Text => $"Assessed: {Score} of 100. {Remark}";
}
