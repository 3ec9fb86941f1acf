using System.Text.Json;
using EdgeGrid.Contracts;
using EdgeGrid.Hub.Cases;

namespace EdgeGrid.Hub.Api;

/// <summary>One transition of one alert, as the API shows it.</summary>
public sealed record AlertView
{
    public required string AlertId { get; init; }

    public required GatewayId Gateway { get; init; }

    public required string Epoch { get; init; }

    public required long Sequence { get; init; }

    public required AlertTransition Transition { get; init; }

    public required AlertKind Kind { get; init; }

    public required WarningLevel Level { get; init; }

    public required string Device { get; init; }

    public required string Place { get; init; }

    /// <summary>The cell's code, or <c>unassigned</c>.</summary>
    public required string Grid { get; init; }

    public Position? Position { get; init; }

    /// <summary>What was measured, in one line.</summary>
    public required string Measured { get; init; }

    public double? Value { get; init; }

    public string? Unit { get; init; }

    /// <summary>What the gateway did by itself.</summary>
    public IReadOnlyList<string> Actions { get; init; } = [];

    public required DateTimeOffset SampledAt { get; init; }

    /// <summary>When the edge decided on this transition.</summary>
    public required DateTimeOffset DecidedAt { get; init; }

    /// <summary>When it was on the hub's disk.</summary>
    public required DateTimeOffset CommittedAt { get; init; }

    /// <summary>The case it belongs to.</summary>
    public required string CaseId { get; init; }

    public bool HasEvidence { get; init; }

    public bool Historical { get; init; }

    public bool Simulated { get; init; }
}

/// <summary>A case as it stands now.</summary>
public sealed record CaseView
{
    public required string CaseId { get; init; }

    public required int Version { get; init; }

    public required CaseStep Step { get; init; }

    public required WarningLevel Level { get; init; }

    /// <summary>What its first alert is about; null when no sensor reported it.</summary>
    public AlertKind? Kind { get; init; }

    /// <summary>What it is about, in the district's catalogue; null when a sensor reported it.</summary>
    public string? Category { get; init; }

    /// <summary>Who reported it; null when a sensor did.</summary>
    public ReportSource? Source { get; init; }

    /// <summary>The reporter's own number for it.</summary>
    public string? Reference { get; init; }

    public required string Title { get; init; }

    public required string Place { get; init; }

    public required string Grid { get; init; }

    public Position? Position { get; init; }

    /// <summary>The newest line of what was measured, or what people reported.</summary>
    public required string Measured { get; init; }

    public required DateTimeOffset ReportedAt { get; init; }

    public DateTimeOffset? FiledAt { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>How it came to its end; null while it has not.</summary>
    public CaseEnding? Ending { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>The case that took it over.</summary>
    public string? MergedInto { get; init; }

    /// <summary>Its clock stands still.</summary>
    public bool Suspended { get; init; }

    public DateTimeOffset? SuspendedUntil { get; init; }

    /// <summary>What somebody asks for, and another has to approve or decline.</summary>
    public CaseRequest? Pending { get; init; }

    /// <summary>Whether somebody is to verify it before it is filed.</summary>
    public CaseTask? Verification { get; init; }

    /// <summary>Whether somebody is to inspect what was done.</summary>
    public CaseTask? Inspection { get; init; }

    /// <summary>How often a supervisor urged it.</summary>
    public int Urged { get; init; }

    /// <summary>How often it was dispatched again to the same department.</summary>
    public int Reworks { get; init; }

    /// <summary>Of the assessment, 0 to 100.</summary>
    public int? Score { get; init; }

    /// <summary>Cases that it has to do with.</summary>
    public IReadOnlyList<string> Links { get; init; } = [];

    /// <summary>How many pictures people have added.</summary>
    public int Attachments { get; init; }

    /// <summary>The department that it is dispatched to.</summary>
    public string? Department { get; init; }

    /// <summary>The people whom it reached; empty while the department chooses.</summary>
    public IReadOnlyList<string> Assignees { get; init; } = [];

    /// <summary>What is over first of its running limits (<c>…/limits</c> has each) and of the day agreed at its dispatch, which warns of itself nobody. Null when there is none, or the clock stands still.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When somebody must have accepted or refused; null once somebody has.</summary>
    public DateTimeOffset? AnswerBy { get; init; }

    /// <summary>How many different alerts belong to it.</summary>
    public required int Alerts { get; init; }

    /// <summary>How many of them have cleared at their sensors.</summary>
    public int AlertsCleared { get; init; }

    public bool Simulated { get; init; }
}

/// <summary>A case with its whole history.</summary>
public sealed record CaseDetailView(CaseView Case, IReadOnlyList<CaseEventView> Events, IReadOnlyList<AlertView> Alerts)
{
    /// <summary>Pictures that people have added, in order.</summary>
    public IReadOnlyList<AttachmentView> Attachments { get; init; } = [];
}

/// <summary>A picture that somebody added to a case.</summary>
/// <param name="Number">Of the case's pictures, counting from 1.</param>
/// <param name="Purpose">What it shows.</param>
/// <param name="ContentType">As its bytes say.</param>
/// <param name="Size">In bytes.</param>
/// <param name="At">When it was added.</param>
/// <param name="By">Who added it.</param>
public sealed record AttachmentView(int Number, AttachmentPurpose Purpose, string ContentType, int Size, DateTimeOffset At, string By);

/// <summary>One event of a case.</summary>
/// <param name="Version">Counting from 1.</param>
/// <param name="Event">In the past tense: <c>CaseFiled</c>.</param>
/// <param name="At">When it was committed.</param>
/// <param name="By">Who: <c>correlation</c>, or a person's name.</param>
/// <param name="Text">In one line.</param>
/// <param name="Data">The event itself, with every instant, name and reason in it: whatever the hub says of a case can be worked out of these.</param>
public sealed record CaseEventView(int Version, string Event, DateTimeOffset At, string By, string Text, JsonElement Data);

/// <summary>A gateway as its last status and the hub's own counters tell.</summary>
public sealed record GatewayView
{
    public required GatewayId Gateway { get; init; }

    public required string Name { get; init; }

    public required string Place { get; init; }

    public required bool Online { get; init; }

    /// <summary>When the hub last heard anything from it.</summary>
    public required DateTimeOffset SeenAt { get; init; }

    public Position? Position { get; init; }

    public required string Grid { get; init; }

    public required string Version { get; init; }

    public IReadOnlyList<DeviceStatus> Devices { get; init; } = [];

    public LaneStatus? Alerts { get; init; }

    public LaneStatus? Readings { get; init; }

    /// <summary>Transitions of alerts that the hub has committed, all epochs.</summary>
    public long AlertsCommitted { get; init; }

    /// <summary>Readings that the hub has committed, all epochs.</summary>
    public long ReadingsCommitted { get; init; }

    /// <summary>What the gateway dropped before its outbox, by reason, since it started.</summary>
    public IReadOnlyDictionary<string, long> Dropped { get; init; } = new Dictionary<string, long>();

    /// <summary>Messages in quarantine.</summary>
    public long Quarantined { get; init; }

    /// <summary>What its outbox lost after it had accepted it, ever; null when nothing.</summary>
    public GatewayLosses? Losses { get; init; }

    /// <summary>What is wrong with it, in words: two agents with one identity, devices failed.</summary>
    public string? Problem { get; init; }

    public bool Simulated { get; init; }
}
