using System.Text.Json.Serialization;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Api;
using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Cases;

/// <summary>
/// What happened to a case, in the past tense. Kept for ever as JSON: a property is only ever added, with a default;
/// anything else is a new schema version in <see cref="CaseEventJson"/>.
/// </summary>
internal abstract record CaseEvent
{
    /// <summary>In one line, for people. Not public: it is made of the rest, and not kept.</summary>
    internal abstract Phrase Text { get; }

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
    internal override Phrase Text => new($"{Glossary.Of(Alert.Kind)} reported by {Alert.Device}: {Alert.Measured}", $"{Alert.Device}上报{Alert.Kind}:{Alert.Measured}");

    public override string? CausedBy => Alert.AlertId;

    public override IEnumerable<(string Gateway, string AlertId)> Touches => [(Alert.Gateway, Alert.AlertId)];
}

/// <summary>Step 1: devices of so many gateways reported trouble at once that it is one case.</summary>
/// <param name="Alert">The last of them.</param>
/// <param name="Grid">The cell, if all are in one.</param>
/// <param name="Level">Of the case.</param>
/// <param name="Gateways">How many there were by then; 0 where an earlier hub did not count them.</param>
internal sealed record StormReported(ReportedAlert Alert, string Grid, WarningLevel Level, int Gateways = 0) : CaseEvent
{
    internal override Phrase Text => new(
        $"{Glossary.Of(Alert.Kind)} of {CaseTitle.StormPlace(Gateways)}; the last of them {Alert.Gateway}, {Alert.Device}: {Alert.Measured}",
        $"{CaseTitle.StormPlace(Gateways)}{Alert.Kind};最后一个为{Alert.Gateway},{Alert.Device}:{Alert.Measured}");

    public override string? CausedBy => Alert.AlertId;

    public override IEnumerable<(string Gateway, string AlertId)> Touches => [(Alert.Gateway, Alert.AlertId)];
}

/// <summary>Step 1: a person, or a program for one, reported something.</summary>
internal sealed record ProblemReported(ReportedProblem Problem) : CaseEvent
{
    internal override Phrase Text => new($"Reported ({Problem.Category}) at {Problem.Address}: {Problem.Description}", $"上报({Problem.Category}),地点{Problem.Address}:{Problem.Description}");
}

/// <summary>Step 2: it is a case.</summary>
internal sealed record CaseFiled(Phrase Ground) : CaseEvent
{
    internal override Phrase Text => new($"Filed: {Ground}", $"立案:{Ground}");
}

/// <summary>Another alert is about the same thing.</summary>
internal sealed record AlertJoined(ReportedAlert Alert) : CaseEvent
{
    internal override Phrase Text => new($"{Glossary.Of(Alert.Kind)} at {Alert.Place} joined: {Alert.Measured}", $"{Alert.Place}的{Alert.Kind}告警并入:{Alert.Measured}");

    public override string? CausedBy => Alert.AlertId;

    public override IEnumerable<(string Gateway, string AlertId)> Touches => [(Alert.Gateway, Alert.AlertId)];
}

/// <summary>One of its alerts rose.</summary>
internal sealed record AlertEscalated(string Gateway, string AlertId, WarningLevel Level, string Measured) : CaseEvent
{
    internal override Phrase Text => new($"Alert rose to {Words.Of(Level)}: {Measured}", $"告警升为{Words.Of(Level)}:{Measured}");

    public override string? CausedBy => AlertId;

    public override IEnumerable<(string Gateway, string AlertId)> Touches => [(Gateway, AlertId)];
}

/// <summary>The case is now more serious than before.</summary>
internal sealed record LevelRaised(WarningLevel From, WarningLevel To, string? AlertId) : CaseEvent
{
    internal override Phrase Text => new($"Level raised from {Words.Of(From)} to {Words.Of(To)}", $"等级由{Words.Of(From)}升为{Words.Of(To)}");

    public override string? CausedBy => AlertId;
}

/// <summary>At one of its sensors it is over. The case stays until people close it.</summary>
internal sealed record AlertCleared(string Gateway, string AlertId, string Measured) : CaseEvent
{
    internal override Phrase Text => new($"Cleared at the sensor: {Measured}", $"传感器告警解除:{Measured}");

    public override string? CausedBy => AlertId;

    public override IEnumerable<(string Gateway, string AlertId)> Touches => [(Gateway, AlertId)];
}

/// <summary>Step 5: what was done.</summary>
internal sealed record FeedbackGiven(string Result) : CaseEvent
{
    internal override Phrase Text => new($"Fed back: {Result}", $"反馈:{Result}");
}

/// <summary>The inspection found it not done: dispatched again to the same department.</summary>
internal sealed record CaseSentBack(string Reason) : CaseEvent
{
    internal override Phrase Text => new($"Sent back: {Reason}", $"返工:{Reason}");
}

/// <summary>Step 6: the inspection found it done.</summary>
internal sealed record CaseClosed(string Finding) : CaseEvent
{
    internal override Phrase Text => new($"Closed: {Finding}", $"结案:{Finding}");
}

/// <summary>Step 7: the work was judged.</summary>
internal sealed record CaseAssessed(int Score, string Remark) : CaseEvent
{
    internal override Phrase Text => new($"Assessed: {Score} of 100. {Remark}", $"考评:{Score}分(满分100)。{Remark}");
}
