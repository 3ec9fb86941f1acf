using EdgeGrid.Agent.Filtering;
using EdgeGrid.Contracts;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Detection;

/// <summary>A ring of positions, closed or not, in either direction.</summary>
internal sealed class Fence(IReadOnlyList<Position> ring)
{
    private readonly Position[] _ring = [.. ring];

    /// <summary>How far outside; 0 inside.</summary>
    public double MetresOutside(GnssFix fix)
    {
        var inside = false;
        var nearest = double.PositiveInfinity;
        var from = Offset(fix, _ring[^1]);
        foreach (var corner in _ring)
        {
            var to = Offset(fix, corner);

            // A ray to the east crosses the edge: each crossing changes sides.
            if (from.North > 0 != to.North > 0 && from.East + (-from.North / (to.North - from.North) * (to.East - from.East)) > 0)
            {
                inside = !inside;
            }

            nearest = Math.Min(nearest, Distance(from, to));
            from = to;
        }

        return inside ? 0 : nearest;
    }

    private static (double East, double North) Offset(GnssFix fix, Position corner) =>
        Geodesy.Offset(fix.Latitude, fix.Longitude, corner.Latitude, corner.Longitude);

    // From the origin, where the fix is, to the edge.
    private static double Distance((double East, double North) from, (double East, double North) to)
    {
        var (east, north) = (to.East - from.East, to.North - from.North);
        var squared = (east * east) + (north * north);
        var along = squared == 0 ? 0 : Math.Clamp(-((from.East * east) + (from.North * north)) / squared, 0, 1);
        var (x, y) = (from.East + (along * east), from.North + (along * north));
        return Math.Sqrt((x * x) + (y * y));
    }
}
