namespace EdgeGrid.Hub.Grids;

/// <summary>
/// What a file of grids may hold: some twenty times what a district of 1,100 cells needs. Beyond it somebody has made a
/// mistake or means harm, and the check of the topology would take minutes.
/// </summary>
internal static class GridLimits
{
    public const int MaxBytes = 32 * 1024 * 1024;

    public const int MaxFeatures = 20_000;

    public const int MaxRingPoints = 20_000;

    /// <summary>Of the whole file.</summary>
    public const int MaxPoints = 500_000;

    /// <summary>Of JSON in JSON: a MultiPolygon's coordinates are 8 deep.</summary>
    public const int MaxDepth = 32;

    /// <summary>Points of the pairs of cells that are compared, all pairs together.</summary>
    public const long MaxCompared = 50_000_000;

    /// <summary>Of a name.</summary>
    public const int MaxName = 200;
}
