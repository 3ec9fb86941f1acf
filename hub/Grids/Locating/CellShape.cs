using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;

namespace EdgeGrid.Hub.Grids.Locating;

/// <summary>
/// A cell's border as plain numbers: whether it covers a point is asked without a geometry being made for the point. The
/// answer is the one of NetTopologySuite's <c>Covers</c>, to the last bit: the same crossings, decided by the same
/// arithmetic (<see cref="CGAlgorithmsDD"/>) wherever plain doubles cannot tell the side.
/// </summary>
internal sealed class CellShape
{
    /// <summary>x, y of the two ends of each edge.</summary>
    private readonly double[] _edges;

    /// <summary>Where the edges of each part end in <see cref="_edges"/>.</summary>
    private readonly int[] _parts;

    private readonly double _west;
    private readonly double _east;
    private readonly double _south;
    private readonly double _north;

    public CellShape(Geometry area)
    {
        var edges = new List<double>(area.NumPoints * 4);
        _parts = new int[area.NumGeometries];
        for (var i = 0; i < area.NumGeometries; i++)
        {
            var polygon = (Polygon)area.GetGeometryN(i);
            foreach (var ring in polygon.Holes.Prepend(polygon.ExteriorRing))
            {
                var points = ring.CoordinateSequence;
                for (var p = 1; p < points.Count; p++)
                {
                    edges.AddRange([points.GetX(p - 1), points.GetY(p - 1), points.GetX(p), points.GetY(p)]);
                }
            }

            _parts[i] = edges.Count;
        }

        _edges = [.. edges];
        var bounds = area.EnvelopeInternal;
        (_west, _east, _south, _north) = (bounds.MinX, bounds.MaxX, bounds.MinY, bounds.MaxY);
    }

    /// <summary>Polygons that it is made of.</summary>
    public int Parts => _parts.Length;

    /// <summary>x1, y1, x2, y2 of each edge of a part, its holes' included.</summary>
    public ReadOnlySpan<double> EdgesOf(int part) => _edges.AsSpan()[(part == 0 ? 0 : _parts[part - 1]).._parts[part]];

    /// <summary>True when the point lies in the cell or on its border.</summary>
    public bool Covers(double x, double y)
    {
        // Written so that a number that is none lies nowhere.
        if (!(x >= _west && x <= _east && y >= _south && y <= _north))
        {
            return false;
        }

        // A ray to the right: an odd number of crossings is inside. (NetTopologySuite.Algorithm.RayCrossingCounter)
        var inside = false;
        var edges = _edges;
        for (var i = 0; i + 3 < edges.Length; i += 4)
        {
            var (x1, y1, x2, y2) = (edges[i], edges[i + 1], edges[i + 2], edges[i + 3]);
            if ((x1 < x && x2 < x) || (y1 > y && y2 > y) || (y1 < y && y2 < y))
            {
                continue;
            }

            if (x == x2 && y == y2)
            {
                return true;
            }

            if (y1 == y && y2 == y)
            {
                if (x >= Math.Min(x1, x2) && x <= Math.Max(x1, x2))
                {
                    return true;
                }

                continue;
            }

            if ((y1 > y && y2 <= y) || (y2 > y && y1 <= y))
            {
                var side = Side(x1, y1, x2, y2, x, y);
                if (side == 0)
                {
                    return true;
                }

                inside ^= (y2 < y1 ? -side : side) > 0;
            }
        }

        return inside;
    }

    /// <summary>Positive when the point lies left of the edge, 0 on it. Plain doubles are right unless the two products nearly cancel.</summary>
    private static int Side(double x1, double y1, double x2, double y2, double x, double y)
    {
        const double Certain = 1e-15;
        var left = (x1 - x) * (y2 - y);
        var right = (y1 - y) * (x2 - x);
        var side = left - right;
        return Math.Abs(side) > Certain * (Math.Abs(left) + Math.Abs(right))
            ? Math.Sign(side)
            : CGAlgorithmsDD.OrientationIndex(x1, y1, x2, y2, x, y);
    }
}
