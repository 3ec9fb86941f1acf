using System.Text.Json.Serialization;
using EdgeGrid.Hub.Wording;

namespace EdgeGrid.Hub.Cases;

/// <summary>The work cannot go on for now 挂账: asked for by one person, approved by another.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Until">When it should go on; null when nobody knows.</param>
internal sealed record RequestSuspension(string Reason, DateTimeOffset? Until = null) : CaseCommand;

/// <summary>The work needs more time 延时: asked for by one person, approved by another.</summary>
/// <param name="Reason">Why.</param>
/// <param name="DueAt">The new limit.</param>
internal sealed record RequestExtension(string Reason, DateTimeOffset DueAt) : CaseCommand
{
    /// <summary>When its limit is over as it stands, null without one: the desk looks it up.</summary>
    [JsonIgnore]
    public DateTimeOffset? LimitDueAt { get; init; }
}

/// <summary>It is no case 作废: asked for by one person, approved by another.</summary>
internal sealed record RequestVoid(string Reason) : CaseCommand;

/// <summary>It must be closed although it is not done 强制结案: asked for by one person, approved by another.</summary>
internal sealed record RequestForcedClose(string Reason) : CaseCommand;

/// <summary>The assessment is wrong 申诉: said by one person, decided by another.</summary>
internal sealed record AppealAssessment(string Reason) : CaseCommand;

/// <summary>Grants what is asked for.</summary>
internal sealed record ApproveRequest(string? Remark = null) : CaseCommand
{
    /// <inheritdoc cref="RequestExtension.LimitDueAt"/>
    [JsonIgnore]
    public DateTimeOffset? LimitDueAt { get; init; }
}

/// <summary>Does not grant what is asked for.</summary>
internal sealed record DeclineRequest(string Reason) : CaseCommand;

/// <summary>The work goes on: the clock runs again.</summary>
internal sealed record ResumeCase(Phrase Reason) : CaseCommand;
