using EdgeGrid.Contracts;

namespace EdgeGrid.Hub.Cases;

/// <summary>
/// Squares of some 200 m over the whole earth, each with a number: a case stands in that of its position, so that those
/// near an alert are found by an index of whole numbers.
/// </summary>
internal static class CaseTile
{
    private const double Degrees = 0.002;
    private const long Row = 1_000_000;

    /// <summary>The square that holds a position; null without one.</summary>
    public static long? Of(Position? position) => position is { } at ? (North(at.Latitude) * Row) + East(at.Longitude) : null;

    /// <summary>Every square that a circle touches, and perhaps a few more.</summary>
    public static IEnumerable<long> Around(Position at, double metres)
    {
        // One degree of latitude is at least 110.5 km, one of longitude so much times the cosine.
        var north = metres / 110_500;
        var east = north / Math.Max(0.01, Math.Cos(at.Latitude * Math.PI / 180));
        for (var row = North(at.Latitude - north); row <= North(at.Latitude + north); row++)
        {
            for (var column = East(at.Longitude - east); column <= East(at.Longitude + east); column++)
            {
                yield return (row * Row) + column;
            }
        }
    }

    private static long North(double latitude) => (long)Math.Floor((latitude + 90) / Degrees);

    private static long East(double longitude) => (long)Math.Floor((longitude + 180) / Degrees);
}
