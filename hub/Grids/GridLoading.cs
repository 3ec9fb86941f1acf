namespace EdgeGrid.Hub.Grids;

/// <summary>Loads the registry at start, and tells what is wrong with it.</summary>
internal static partial class GridLoading
{
    private const int ProblemsTold = 20;

    /// <exception cref="InvalidDataException">The file is no GeoJSON at all.</exception>
    public static GridRegistry Load(string? path, ILogger logger)
    {
        if (path is null)
        {
            return GridRegistry.Empty;
        }

        var (registry, problems) = GridFile.Read(path);
        Loaded(logger, registry.Count, path);
        foreach (var problem in problems.Take(ProblemsTold))
        {
            Problem(logger, path, problem);
        }

        if (problems.Count > ProblemsTold)
        {
            MoreProblems(logger, path, problems.Count - ProblemsTold);
        }

        return registry;
    }

    [LoggerMessage(2400, LogLevel.Information, "{Count} grid cells from {Path}")]
    private static partial void Loaded(ILogger logger, int count, string path);

    [LoggerMessage(2401, LogLevel.Warning, "{Path}: {Problem}")]
    private static partial void Problem(ILogger logger, string path, string problem);

    [LoggerMessage(2402, LogLevel.Warning, "{Path}: {Count} more problems")]
    private static partial void MoreProblems(ILogger logger, string path, int count);
}
