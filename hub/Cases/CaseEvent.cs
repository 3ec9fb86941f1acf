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
}

/// <summary>Step 1: a sensor reported something.</summary>
internal sealed record CaseReported(ReportedAlert Alert) : CaseEvent
{
    public override string Text => $"{Words.Of(Alert.Kind)} reported by {Alert.Device}: {Alert.Measured}";

    public override string? CausedBy => Alert.AlertId;
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
}

/// <summary>One of its alerts rose.</summary>
internal sealed record AlertEscalated(string Gateway, string AlertId, WarningLevel Level, string Measured) : CaseEvent
{
    public override string Text => $"Alert rose to {Words.Of(Level)}: {Measured}";

    public override string? CausedBy => AlertId;
}

/// <summary>The case is now more serious than before.</summary>
internal sealed record LevelRaised(WarningLevel From, WarningLevel To, string AlertId) : CaseEvent
{
    public override string Text => $"Level raised from {Words.Of(From)} to {Words.Of(To)}";

    public override string? CausedBy => AlertId;
}

/// <summary>At one of its sensors it is over. The case stays until people close it.</summary>
internal sealed record AlertCleared(string Gateway, string AlertId, string Measured) : CaseEvent
{
    public override string Text => $"Cleared at the sensor: {Measured}";

    public override string? CausedBy => AlertId;
}

/// <summary>Step 3: somebody is to deal with it.</summary>
internal sealed record CaseDispatched(string Department, string? Worker, string Task, DateTimeOffset? DueAt) : CaseEvent
{
    public override string Text => Worker is null ? $"Dispatched to {Department}: {Task}" : $"Dispatched to {Worker} of {Department}: {Task}";
}

/// <summary>Step 4: they are on it.</summary>
internal sealed record CaseAccepted(string Department) : CaseEvent
{
    public override string Text => $"Accepted by {Department}";
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
