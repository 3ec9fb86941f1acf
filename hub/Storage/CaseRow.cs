using EdgeGrid.Contracts;
using EdgeGrid.Hub.Cases;

namespace EdgeGrid.Hub.Storage;

/// <summary>
/// A case as it stands now: the projection of its events, and what correlation looks at. The place, position, gateway
/// and device are those of the first alert, so that a case cannot wander from alert to alert through the district.
/// </summary>
internal sealed class CaseRow
{
    public required string CaseId { get; init; }

    public int Version { get; set; }

    public CaseStep Step { get; set; }

    public WarningLevel Level { get; set; }

    /// <summary>Of the first alert; null when no sensor reported it.</summary>
    public AlertKind? Kind { get; init; }

    public required string Title { get; set; }

    public required string Place { get; init; }

    public required string Grid { get; init; }

    public string? Gateway { get; init; }

    public string? Device { get; init; }

    /// <summary>In the district's catalogue; null when a sensor reported it.</summary>
    public string? Category { get; init; }

    /// <summary>Who reported it; null when a sensor did.</summary>
    public ReportSource? Source { get; init; }

    /// <summary>The reporter's own number for it.</summary>
    public string? Reference { get; init; }

    public double? Latitude { get; init; }

    public double? Longitude { get; init; }

    public double? AccuracyMetres { get; init; }

    /// <summary>The <see cref="CaseTile"/> of its position.</summary>
    public long? Tile { get; init; }

    public required string Measured { get; set; }

    public required DateTimeOffset ReportedAt { get; init; }

    public string ReportedBy { get; init; } = "";

    public DateTimeOffset? FiledAt { get; set; }

    public required DateTimeOffset ChangedAt { get; set; }

    /// <summary>Somebody has still to work on it.</summary>
    public bool Open { get; set; } = true;

    public CaseEnding? Ending { get; set; }

    public DateTimeOffset? ClosedAt { get; set; }

    public bool Suspended { get; set; }

    public int Urged { get; set; }

    public int Reworks { get; set; }

    public int? Score { get; set; }

    /// <summary>How many pictures people have added.</summary>
    public int Attachments { get; set; }

    /// <summary>What most cases lack: JSON of <see cref="CaseRest"/>; null when it lacks all of it.</summary>
    public string? Rest { get; set; }

    /// <summary>The department that it is dispatched to.</summary>
    public string? Department { get; set; }

    /// <summary>The people whom it reached: JSON array of texts; null when nobody is named.</summary>
    public string? Assignees { get; set; }

    public DateTimeOffset? DueAt { get; set; }

    /// <summary>When somebody must have accepted or refused; null once somebody has.</summary>
    public DateTimeOffset? AnswerBy { get; set; }

    public int Alerts { get; set; }

    public int AlertsCleared { get; set; }

    public required bool Simulated { get; init; }
}

/// <summary>Which case an alert belongs to, and how the alert stands: part of the projection.</summary>
internal sealed class CaseAlertRow
{
    public required string Gateway { get; init; }

    public required string AlertId { get; init; }

    public required string CaseId { get; set; }

    public required AlertKind Kind { get; init; }

    public WarningLevel Level { get; set; }

    public bool Cleared { get; set; }
}

/// <summary>One event of a case, as it was decided. Never changed, never deleted.</summary>
internal sealed class CaseEventRow
{
    /// <summary>Its place among the events of all cases.</summary>
    public long Position { get; set; }

    public required string CaseId { get; init; }

    public required int Version { get; init; }

    public required string Type { get; init; }

    public required int SchemaVersion { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string By { get; init; }

    /// <summary>JSON.</summary>
    public required string Data { get; init; }
}

/// <summary>The last number given to a case of one day.</summary>
internal sealed class CaseDayRow
{
    public required string Day { get; init; }

    public int Last { get; set; }

    /// <summary>How many digits its numbers have; 0 stands for the four of earlier hubs.</summary>
    public int Digits { get; init; }
}
