using NetTopologySuite.Geometries;
using NetTopologySuite.Triangulate;

namespace EdgeGrid.Simulation.District;

/// <summary>
/// Cuts a district into cells, in metres around its centre. Basic cells are those of a Voronoi diagram; an exclusive cell
/// is cut out around a corner where three of them meet. Every border point is computed once and used by all who share
/// it, so that nothing overlaps and nothing is left over.
/// </summary>
internal sealed class CellPartition
{
    // Of an edge and of the way to a centroid: below one half, so that cuts around two ends of one edge never meet.
    private const double EdgeShare = 0.42;
    private const double CentreShare = 0.5;
    private const double ShortestCutEdgeMetres = 25;
    private const int Rounds = 4;

    private readonly List<List<Coordinate>> _basic;
    private readonly List<List<Coordinate>> _exclusive = [];

    private CellPartition(List<List<Coordinate>> basic) => _basic = basic;

    /// <summary>Rings, open.</summary>
    public IReadOnlyList<IReadOnlyList<Coordinate>> Basic => _basic;

    /// <summary>Rings, open.</summary>
    public IReadOnlyList<IReadOnlyList<Coordinate>> Exclusive => _exclusive;

    public static CellPartition Cut(Random random, int basic, int exclusive, double cellMetres)
    {
        var outline = new Outline(random);
        var half = cellMetres * Math.Sqrt(basic) * 0.85;
        var sites = Sites(random, half, cellMetres);
        for (var round = 0; round < Rounds; round++)
        {
            // Moving each site to its cell's centroid (Lloyd) makes cells of like size, and edges long enough to build on.
            sites = [.. Voronoi(sites, half).Select(cell => cell.Area.Centroid.Coordinate)];
        }

        var cells = Voronoi(sites, half)
            .OrderBy(cell => outline.Ratio(cell.Site))
            .Take(basic)
            .Select(cell => cell.Area.ExteriorRing.Coordinates.SkipLast(1).ToList())
            .ToList();
        var partition = new CellPartition(cells);
        partition.CutCorners(random, exclusive);
        return partition;
    }

    private static List<Coordinate> Sites(Random random, double half, double cellMetres)
    {
        var count = (int)(4 * half * half / (cellMetres * cellMetres));
        return [.. Enumerable.Range(0, count).Select(_ => new Coordinate(Even(random, half), Even(random, half)))];
    }

    private static double Even(Random random, double half) => ((random.NextDouble() * 2) - 1) * half;

    private static List<(Coordinate Site, Polygon Area)> Voronoi(List<Coordinate> sites, double half)
    {
        var builder = new VoronoiDiagramBuilder { ClipEnvelope = new Envelope(-half, half, -half, half) };
        builder.SetSites(sites);
        return [.. builder.GetDiagram(GeometryFactory.Default).Geometries.OfType<Polygon>().Select(area => ((Coordinate)area.UserData, area))];
    }

    private void CutCorners(Random random, int count)
    {
        var corners = Corners().OrderBy(_ => random.Next()).Take(count).ToList();
        if (corners.Count < count)
        {
            throw new InvalidOperationException($"Only {corners.Count} corners are roomy enough for {count} exclusive cells.");
        }

        var centroids = _basic.Select(ring => Area(ring).Centroid.Coordinate).ToList();
        var original = _basic.Select(ring => ring.ToList()).ToList();
        foreach (var (corner, cells) in corners)
        {
            var points = new Dictionary<Coordinate, Coordinate>();
            var border = new List<Coordinate>();
            foreach (var cell in cells)
            {
                border.AddRange(CutCorner(corner, _basic[cell], original[cell], centroids[cell], points));
            }

            // Around the corner by angle: the cut is star-shaped as seen from there.
            _exclusive.Add([.. border.Distinct().OrderBy(p => Math.Atan2(p.Y - corner.Y, p.X - corner.X))]);
        }
    }

    /// <summary>Takes the corner off one cell, and returns the three points that stand in its place.</summary>
    private static Coordinate[] CutCorner(
        Coordinate corner, List<Coordinate> ring, List<Coordinate> original, Coordinate centroid, Dictionary<Coordinate, Coordinate> points)
    {
        var index = original.IndexOf(corner);
        var before = original[(index + original.Count - 1) % original.Count];
        var after = original[(index + 1) % original.Count];
        Coordinate[] cut = [OnEdge(corner, before, points), Between(corner, centroid, CentreShare), OnEdge(corner, after, points)];
        var place = ring.IndexOf(corner);
        ring.RemoveAt(place);
        ring.InsertRange(place, cut);
        return cut;
    }

    /// <summary>One point for both cells of the edge.</summary>
    private static Coordinate OnEdge(Coordinate corner, Coordinate end, Dictionary<Coordinate, Coordinate> points)
    {
        if (!points.TryGetValue(end, out var point))
        {
            points[end] = point = Between(corner, end, EdgeShare);
        }

        return point;
    }

    private static Coordinate Between(Coordinate from, Coordinate to, double share) =>
        new(from.X + ((to.X - from.X) * share), from.Y + ((to.Y - from.Y) * share));

    /// <summary>Where three cells meet and each edge is long enough.</summary>
    private List<(Coordinate Corner, List<int> Cells)> Corners()
    {
        var meeting = new Dictionary<Coordinate, List<int>>();
        for (var cell = 0; cell < _basic.Count; cell++)
        {
            foreach (var corner in _basic[cell])
            {
                (meeting.TryGetValue(corner, out var cells) ? cells : meeting[corner] = []).Add(cell);
            }
        }

        return [.. meeting.Where(pair => pair.Value.Count == 3 && pair.Value.TrueForAll(cell => IsRoomy(pair.Key, _basic[cell])))
            .Select(pair => (pair.Key, pair.Value))];
    }

    private static bool IsRoomy(Coordinate corner, List<Coordinate> ring)
    {
        var index = ring.IndexOf(corner);
        return corner.Distance(ring[(index + 1) % ring.Count]) >= ShortestCutEdgeMetres
            && corner.Distance(ring[(index + ring.Count - 1) % ring.Count]) >= ShortestCutEdgeMetres;
    }

    private static Polygon Area(List<Coordinate> ring) => new(new LinearRing([.. ring, ring[0]]));

    /// <summary>The district's border: an ellipse that waves.</summary>
    private sealed class Outline
    {
        private const double WidthToHeight = 1.3;

        private readonly (double Height, double Phase)[] _waves;

        public Outline(Random random) => _waves = [.. Enumerable.Range(2, 6).Select(wave => (0.16 / wave * (0.5 + random.NextDouble()), random.NextDouble() * Math.Tau))];

        /// <summary>How far out, in parts of the way to the border.</summary>
        public double Ratio(Coordinate site)
        {
            var (x, y) = (site.X / WidthToHeight, site.Y);
            var angle = Math.Atan2(y, x);
            var radius = 1.0;
            for (var i = 0; i < _waves.Length; i++)
            {
                radius += _waves[i].Height * Math.Cos(((i + 2) * angle) + _waves[i].Phase);
            }

            return Math.Sqrt((x * x) + (y * y)) / radius;
        }
    }
}
