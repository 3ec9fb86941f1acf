using System.Globalization;
using EdgeGrid.Hub.Grids;
using EdgeGrid.Hub.Grids.Versions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EdgeGrid.Hub.Api;

/// <summary>The grids of the time that somebody asks for.</summary>
internal sealed class GridTimes(GridVersions versions, GridRegistry registry)
{
    /// <summary>The grids of a time, or why there are none.</summary>
    /// <param name="at">An instant, as a query has it; now when null.</param>
    /// <param name="orNone">A hub that has never had any answers with none, in place of a problem.</param>
    /// <param name="cancellationToken">Nobody waits any more.</param>
    public async Task<(CurrentGrids? Grids, ProblemHttpResult? Problem)> FindAsync(string? at, bool orNone, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(at))
        {
            return registry.Current is { Version: null } && !orNone
                ? (null, GridRefusals.None.Answer(StatusCodes.Status404NotFound))
                : (registry.Current, null);
        }

        if (!TryInstant(at, out var instant))
        {
            return (null, NoInstant("at", at));
        }

        return await versions.AtAsync(instant, cancellationToken) is { } found
            ? (found, null)
            : (null, GridRefusals.NoneAt(instant).Answer(StatusCodes.Status404NotFound));
    }

    /// <summary>An instant of a query, UTC where it does not say. A plus that nobody encoded has become a space.</summary>
    public static bool TryInstant(string text, out DateTimeOffset at) =>
        DateTimeOffset.TryParse(text.Trim().Replace(' ', text.Contains('T', StringComparison.Ordinal) ? '+' : ' '), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out at);

    /// <summary>Says what an instant looks like.</summary>
    public static ProblemHttpResult NoInstant(string name, string text) =>
        GridRefusals.NoInstant(name, text).Answer(StatusCodes.Status400BadRequest);
}
