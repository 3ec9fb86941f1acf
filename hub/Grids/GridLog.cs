namespace EdgeGrid.Hub.Grids;

internal static partial class GridLog
{
    [LoggerMessage(2400, LogLevel.Information, "{Count} grid cells are valid: version {Version}")]
    public static partial void Valid(ILogger logger, int count, long version);

    [LoggerMessage(2401, LogLevel.Warning, "{Path}: {Problem}")]
    public static partial void Problem(ILogger logger, string path, GridProblem problem);

    [LoggerMessage(2402, LogLevel.Warning, "{Path}: {Count} more problems; `hub grids check` lists them")]
    public static partial void MoreProblems(ILogger logger, string path, int count);

    [LoggerMessage(2403, LogLevel.Error, "{Path} has {Count} errors and was not taken: the hub goes on with the grids that it has")]
    public static partial void NotTaken(ILogger logger, string path, int count);

    [LoggerMessage(2404, LogLevel.Information, "{Path} holds the grids of version {Version}, which {Newest} has replaced: import it to bring them back")]
    public static partial void Superseded(ILogger logger, string path, long version, long newest);

    [LoggerMessage(2405, LogLevel.Error, "Could not see which grids are valid; trying again")]
    public static partial void TurnFailed(ILogger logger, Exception exception);
}
