using EdgeGrid.Agent.Configuration;
using EdgeGrid.Agent.Filtering;
using EdgeGrid.Agent.Sampling;
using EdgeGrid.Contracts;
using EdgeGrid.Devices;

namespace EdgeGrid.Agent.Detection;

/// <summary>
/// A worker or vehicle that leaves its grid. Outside is beyond the buffer, max(configured, 5 × HDOP); it counts after
/// some fixes in a row or some time. It is over after as many fixes inside the grid itself.
/// </summary>
internal sealed class FenceDetector(Point point, FenceOptions options, DetectionContext context) : IDetector
{
    private const double BufferMetresPerHdop = 5;

    private readonly AlertLife _life = new(point, AlertKind.GridExit, context);
    private int _fixes;
    private long _since;

    public void Observe(in Reading reading, List<DetectedAlert> alerts)
    {
        if (!reading.IsGood || reading.Detail is not GnssFix fix)
        {
            return;
        }

        var outside = Fence.MetresOutside(options.Ring, fix);
        var buffer = Math.Max(options.BufferMetres, BufferMetresPerHdop * (fix.Hdop ?? 0));
        var counts = _life.IsRaised ? outside <= 0 : outside > buffer;
        if (!counts)
        {
            _fixes = 0;
            return;
        }

        var now = reading.At.MonotonicMs;
        _since = _fixes++ == 0 ? now : _since;
        var duration = now - _since;
        if (_fixes < options.AfterFixes && duration < options.AfterDuration.TotalMilliseconds)
        {
            return;
        }

        _fixes = 0;
        alerts.Add(_life.IsRaised
            ? _life.Clear(new Finding($"Back in its grid{Wording.For(duration)}", reading.At) { Fix = fix })
            : _life.Raise(options.Level, new Finding($"Outside its grid by {Wording.Metres(outside)}{Wording.For(duration)}", reading.At)
            {
                Fix = fix,
                Limit = Math.Round(buffer),
            }));
    }
}

/// <summary>A grid's ring on a plane that touches the earth at the fix: right to a thousandth within a district.</summary>
internal static class Fence
{
    /// <summary>How far outside the ring a fix is, in metres; 0 inside.</summary>
    public static double MetresOutside(IReadOnlyList<Position> ring, GnssFix fix)
    {
        var metresPerDegreeEast = Geodesy.MetresPerDegree * Math.Cos(fix.Latitude * Math.PI / 180);
        var inside = false;
        var nearest = double.PositiveInfinity;
        for (int i = 0, previous = ring.Count - 1; i < ring.Count; previous = i++)
        {
            var (ax, ay) = Plane(ring[previous]);
            var (bx, by) = Plane(ring[i]);

            // The fix is the origin: an edge that crosses the way from it to the east changes the side.
            if ((ay > 0) != (by > 0) && ax + ((0 - ay) / (by - ay) * (bx - ax)) > 0)
            {
                inside = !inside;
            }

            nearest = Math.Min(nearest, DistanceFromOrigin(ax, ay, bx, by));
        }

        return inside ? 0 : nearest;

        (double X, double Y) Plane(Position corner) =>
            ((corner.Longitude - fix.Longitude) * metresPerDegreeEast, (corner.Latitude - fix.Latitude) * Geodesy.MetresPerDegree);
    }

    private static double DistanceFromOrigin(double ax, double ay, double bx, double by)
    {
        var (dx, dy) = (bx - ax, by - ay);
        var length = (dx * dx) + (dy * dy);
        var along = length == 0 ? 0 : Math.Clamp(-((ax * dx) + (ay * dy)) / length, 0, 1);
        return Math.Sqrt(Math.Pow(ax + (along * dx), 2) + Math.Pow(ay + (along * dy), 2));
    }
}
