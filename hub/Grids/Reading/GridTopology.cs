using EdgeGrid.Hub.Wording;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;

namespace EdgeGrid.Hub.Grids.Reading;

/// <summary>
/// Grids neither overlap nor leave gaps: a place with two owners has none. What is no wider than the hand of whoever drew
/// it is a warning, a real overlap an error; a gap may be a lake.
/// </summary>
internal static class GridTopology
{
    /// <summary>Below this it is the arithmetic, not the map.</summary>
    private const double NoiseSquareMetres = 0.01;

    /// <summary>Area by half the border: the mean width of something long. Borders drawn twice differ by as much.</summary>
    private const double SliverMetres = 0.5;

    private const double MetresPerDegree = 111_320;

    /// <summary>Puts down every overlap and every gap.</summary>
    public static void Check(IReadOnlyList<GridCell> cells, GridReport report, GridPatience patience)
    {
        if (cells.Count == 0)
        {
            return;
        }

        try
        {
            if (FindOverlaps(cells, report, patience))
            {
                FindGaps(cells, report);
            }
        }
        catch (TopologyException e)
        {
            report.Refuse(GridProblemKind.BadRing, new($"overlaps and gaps could not be computed: {e.Message}", $"无法计算重叠和空隙:{e.Message}"));
        }
    }

    private static bool FindOverlaps(IReadOnlyList<GridCell> cells, GridReport report, GridPatience patience)
    {
        var tree = new STRtree<int>();
        for (var i = 0; i < cells.Count; i++)
        {
            tree.Insert(cells[i].Area.EnvelopeInternal, i);
        }

        long compared = 0;
        for (var i = 0; i < cells.Count; i++)
        {
            foreach (var other in tree.Query(cells[i].Area.EnvelopeInternal).Where(other => other > i).Order())
            {
                if (patience.IsOver(report))
                {
                    return false;
                }

                compared += cells[i].Area.NumPoints + cells[other].Area.NumPoints + GridLimits.PairCost;
                if (compared > GridLimits.MaxCompared)
                {
                    report.Refuse(GridProblemKind.TooLarge, new(
                        $"too many cells lie over each other to compare them all: what comes after {cells[i].Code} was not checked for overlaps and gaps",
                        $"相互重叠的网格过多,无法逐一比较:{cells[i].Code}之后的网格未检查重叠和空隙"));
                    return false;
                }

                Compare(cells[i], cells[other], report);
            }
        }

        return true;
    }

    private static void Compare(GridCell cell, GridCell other, GridReport report)
    {
        var shared = OverlayNGRobust.Overlay(cell.Area, other.Area, SpatialFunction.Intersection);
        if (shared.IsEmpty || shared.Dimension != Dimension.Surface || Measured(shared) is not { SquareMetres: > NoiseSquareMetres } size)
        {
            return;
        }

        var at = shared.InteriorPoint;
        report.Add(new GridProblem
        {
            Severity = size.Width > SliverMetres ? GridSeverity.Error : GridSeverity.Warning,
            Kind = GridProblemKind.Overlap,
            Text = new($"cells {cell.Code} and {other.Code} overlap by {size.InWords()}", $"网格{cell.Code}与{other.Code}重叠{size.InWords()}"),
            Code = cell.Code,
            OtherCode = other.Code,
            Latitude = at.Y,
            Longitude = at.X,
        });
    }

    private static void FindGaps(IReadOnlyList<GridCell> cells, GridReport report)
    {
        var factory = cells[0].Area.Factory;
        var whole = OverlayNGRobust.Union(factory.BuildGeometry(cells.Select(cell => cell.Area)));
        var parts = Enumerable.Range(0, whole.NumGeometries).Select(whole.GetGeometryN).OfType<Polygon>().OrderByDescending(part => part.Area).ToList();
        foreach (var hole in parts.SelectMany(part => part.Holes).Select(hole => factory.CreatePolygon((LinearRing)hole)))
        {
            Warn(GridProblemKind.Gap, hole, size => new($"a gap of {size} belongs to no cell", $"有{size}的空隙不属于任何网格"));
        }

        foreach (var part in parts.Skip(1))
        {
            Warn(GridProblemKind.Apart, part, size => new($"{size} of cells lie apart from the others", $"有{size}的网格与其他网格不相连"));
        }

        void Warn(GridProblemKind kind, Polygon area, Func<Phrase, Phrase> text)
        {
            if (Measured(area) is { SquareMetres: > NoiseSquareMetres } size)
            {
                var at = area.InteriorPoint;
                report.Add(new GridProblem { Severity = GridSeverity.Warning, Kind = kind, Text = text(size.InWords()), Latitude = at.Y, Longitude = at.X });
            }
        }
    }

    /// <summary>As on a plane that touches the globe there: right to a thousandth for anything the size of a district.</summary>
    private static Size Measured(Geometry area)
    {
        var narrow = Math.Cos(area.EnvelopeInternal.Centre.Y * Math.PI / 180);
        var border = 0.0;
        for (var i = 0; i < area.NumGeometries; i++)
        {
            if (area.GetGeometryN(i) is Polygon part)
            {
                border += part.Holes.Append(part.ExteriorRing).Sum(ring => Length(ring, narrow));
            }
        }

        var squareMetres = area.Area * MetresPerDegree * MetresPerDegree * narrow;
        return new Size(squareMetres, border > 0 ? squareMetres / (border / 2) : 0);
    }

    private static double Length(LineString ring, double narrow)
    {
        var length = 0.0;
        var points = ring.CoordinateSequence;
        for (var i = 1; i < points.Count; i++)
        {
            length += double.Hypot((points.GetX(i) - points.GetX(i - 1)) * narrow, points.GetY(i) - points.GetY(i - 1));
        }

        return length * MetresPerDegree;
    }

    private readonly record struct Size(double SquareMetres, double Width)
    {
        public Phrase InWords() => new($"{SquareMetres:0.##} m² ({Width:0.##} m wide)", $"{SquareMetres:0.##}平方米(宽{Width:0.##}米)");
    }
}
