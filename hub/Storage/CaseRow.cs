using EdgeGrid.Contracts;

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

    public required AlertKind Kind { get; init; }

    public required string Title { get; set; }

    public required string Place { get; init; }

    public required string Grid { get; init; }

    public required string Gateway { get; init; }

    public required string Device { get; init; }

    public double? Latitude { get; init; }

    public double? Longitude { get; init; }

    public double? AccuracyMetres { get; init; }

    public required string Measured { get; set; }

    public required DateTimeOffset ReportedAt { get; init; }

    public DateTimeOffset? FiledAt { get; set; }

    public required DateTimeOffset ChangedAt { get; set; }

    public int Alerts { get; set; }

    public int AlertsCleared { get; set; }

    public required bool Simulated { get; init; }
}

/// <summary>Which case an alert belongs to, and how the alert stands: part of the projection.</summary>
internal sealed class CaseAlertRow
{
    public required string Gateway { get; init; }

    public required string AlertId { get; init; }

    public required string CaseId { get; init; }

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
}
