using System.Text.Json.Serialization;

namespace EdgeGrid.Hub.Cases;

/// <summary>What one person asks for and another approves.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RequestKind>))]
public enum RequestKind
{
    /// <summary>挂账.</summary>
    [JsonStringEnumMemberName("suspension")] Suspension = 1,

    /// <summary>延时.</summary>
    [JsonStringEnumMemberName("extension")] Extension,

    /// <summary>作废.</summary>
    [JsonStringEnumMemberName("void")] Void,

    /// <summary>强制结案.</summary>
    [JsonStringEnumMemberName("forced-close")] ForcedClose,

    /// <summary>申诉.</summary>
    [JsonStringEnumMemberName("appeal")] Appeal,
}

/// <summary>How a case came to its end.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CaseEnding>))]
public enum CaseEnding
{
    /// <summary>A department did it, and an inspection found it done.</summary>
    [JsonStringEnumMemberName("handled")] Handled = 1,

    /// <summary>Whoever found it did it at once 自处置.</summary>
    [JsonStringEnumMemberName("self-handled")] SelfHandled,

    /// <summary>It was no case.</summary>
    [JsonStringEnumMemberName("voided")] Voided,

    /// <summary>It was closed although it was not done.</summary>
    [JsonStringEnumMemberName("forced")] Forced,

    /// <summary>Another case has taken it over.</summary>
    [JsonStringEnumMemberName("merged")] Merged,
}

/// <summary>What somebody asks for, until another has approved or declined it.</summary>
/// <param name="Kind">What.</param>
/// <param name="By">Who asks.</param>
/// <param name="Reason">Why.</param>
/// <param name="Until">Of a suspension: when it should end; of an extension: the new limit.</param>
public sealed record CaseRequest(RequestKind Kind, string By, string Reason, DateTimeOffset? Until);

/// <summary>What most cases lack, and nobody looks cases up by.</summary>
internal sealed record CaseRest
{
    public CaseRequest? Pending { get; init; }

    public DateTimeOffset? SuspendedUntil { get; init; }

    public CaseTask? Verification { get; init; }

    public CaseTask? Inspection { get; init; }

    public string? MergedInto { get; init; }

    public IReadOnlyList<string>? Links { get; init; }

    [JsonIgnore]
    public bool IsEmpty => Pending is null && SuspendedUntil is null && Verification is null && Inspection is null && MergedInto is null && Links is null;
}

/// <summary>Somebody's task beside the seven steps: verify what was reported 核实, or inspect what was done 核查.</summary>
/// <param name="Assignee">Who is to do it.</param>
/// <param name="Question">What they are to find out.</param>
/// <param name="Passed">What they found; null until they have.</param>
/// <param name="Finding">In words.</param>
public sealed record CaseTask(string Assignee, string Question, bool? Passed = null, string? Finding = null);
