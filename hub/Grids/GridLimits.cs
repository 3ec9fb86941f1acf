namespace EdgeGrid.Hub.Grids;

/// <summary>
/// What a file of grids may hold: some twenty times what a district of 1,100 cells needs. Beyond it somebody has made a
/// mistake or means harm, and the check of the topology would take minutes.
/// </summary>
internal static class GridLimits
{
    public const int MaxBytes = 32 * 1024 * 1024;

    public const int MaxFeatures = 20_000;

    /// <summary>A cell is some streets: a hundred points are many.</summary>
    public const int MaxRingPoints = 5_000;

    /// <summary>Of the whole file.</summary>
    public const int MaxPoints = 500_000;

    /// <summary>Of JSON in JSON: a MultiPolygon's coordinates are 8 deep.</summary>
    public const int MaxDepth = 32;

    /// <summary>Numbers, brackets and texts: each takes memory before anything is known of it.</summary>
    public const int MaxTokens = 4_000_000;

    /// <summary>What comparing all pairs of cells may cost, counted in points: some ten seconds.</summary>
    public const long MaxCompared = 40_000_000;

    /// <summary>What comparing a pair costs beside its points, counted in points.</summary>
    public const int PairCost = 200;

    /// <summary>Of a name.</summary>
    public const int MaxName = 200;
}
