namespace EdgeGrid.Hub.Tracking;

/// <summary>Positions that somebody tells of themselves.</summary>
internal sealed record ToldPositions
{
    /// <summary>At most so many at once: a phone that was without a network for a day sends them in parts.</summary>
    public const int Most = 500;

    public required IReadOnlyList<ToldPosition> Positions { get; init; }
}

/// <summary>Where somebody on duty is.</summary>
/// <param name="Person">Their id.</param>
/// <param name="Name">Only for who may read people.</param>
/// <param name="Department">A department's id.</param>
/// <param name="Grid">The cell that they are in, or <c>unassigned</c>.</param>
/// <param name="Latitude">WGS-84.</param>
/// <param name="Longitude">WGS-84.</param>
/// <param name="AccuracyMetres">When known.</param>
/// <param name="At">When it was taken.</param>
/// <param name="OpenCases">How many they have.</param>
/// <param name="Simulated">From a simulated tracker.</param>
internal sealed record PositionView(
    string Person, string? Name, string? Department, string Grid, double Latitude, double Longitude, double? AccuracyMetres, DateTimeOffset At, int OpenCases, bool Simulated);

/// <summary>Some of many.</summary>
/// <param name="Items">By person.</param>
/// <param name="Next">What <c>after</c> must be to go on; null at the end.</param>
internal sealed record PositionPage(IReadOnlyList<PositionView> Items, string? Next);

/// <summary>A point of a track.</summary>
internal sealed record TrackPoint(DateTimeOffset At, double Latitude, double Longitude, double? AccuracyMetres, string Grid, bool Simulated);

/// <summary>Where somebody was, on duty, oldest first.</summary>
/// <param name="Person">Their id.</param>
/// <param name="Points">Only of times of duty.</param>
/// <param name="Next">What <c>from</c> must be to go on; null at the end.</param>
internal sealed record TrackView(string Person, IReadOnlyList<TrackPoint> Points, DateTimeOffset? Next);

/// <summary>A look at somebody's positions.</summary>
/// <param name="At">When.</param>
/// <param name="By">The account.</param>
/// <param name="Role">Of the account, then.</param>
/// <param name="Why">Through what.</param>
/// <param name="Others">How many others were seen with them.</param>
internal sealed record LookView(DateTimeOffset At, string By, string Role, string Why, int Others);
