using System.Globalization;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;
using NetTopologySuite.Operation.Union;

namespace EdgeGrid.Hub.Grids;

/// <summary>Grids neither overlap nor leave gaps. Where they do, the operator is told: a place with two owners has none.</summary>
internal static class GridTopology
{
    /// <summary>Less than this is the rounding of coordinates, not a dispute.</summary>
    private const double IgnoredSquareMetres = 5;

    private const double MetresPerDegree = 111_320;

    public static IEnumerable<string> Check(IReadOnlyList<GridCell> cells)
    {
        if (cells.Count == 0)
        {
            return [];
        }

        var squareMetres = MetresPerDegree * MetresPerDegree * Math.Cos(cells[0].Area.Coordinate.Y * Math.PI / 180);
        return Overlaps(cells, squareMetres).Concat(Gaps(cells, squareMetres));
    }

    private static IEnumerable<string> Overlaps(IReadOnlyList<GridCell> cells, double squareMetres)
    {
        var tree = new STRtree<int>();
        for (var i = 0; i < cells.Count; i++)
        {
            tree.Insert(cells[i].Area.EnvelopeInternal, i);
        }

        for (var i = 0; i < cells.Count; i++)
        {
            foreach (var other in tree.Query(cells[i].Area.EnvelopeInternal).Where(other => other > i).Order())
            {
                var shared = cells[i].Area.Intersection(cells[other].Area).Area * squareMetres;
                if (shared > IgnoredSquareMetres)
                {
                    yield return string.Create(CultureInfo.InvariantCulture, $"cells {cells[i].Code} and {cells[other].Code} overlap by {shared:F0} m²");
                }
            }
        }
    }

    private static IEnumerable<string> Gaps(IReadOnlyList<GridCell> cells, double squareMetres)
    {
        var whole = CascadedPolygonUnion.Union([.. cells.Select(cell => cell.Area)]);
        if (whole is MultiPolygon parts)
        {
            yield return $"the cells form {parts.NumGeometries} separate areas";
        }

        for (var i = 0; i < whole.NumGeometries; i++)
        {
            foreach (var hole in ((Polygon)whole.GetGeometryN(i)).Holes)
            {
                var gap = hole.Factory.CreatePolygon(hole);
                if (gap.Area * squareMetres > IgnoredSquareMetres)
                {
                    var at = gap.InteriorPoint;
                    yield return string.Create(CultureInfo.InvariantCulture, $"a gap of {gap.Area * squareMetres:F0} m² around {at.Y:F5}, {at.X:F5} belongs to no cell");
                }
            }
        }
    }
}
